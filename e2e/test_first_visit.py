"""What a first visit through the door costs over the wire, with the vault that is made on the way: until Welcome, the
first useful screen, can be used; and what comes after it in the background, so that the signal may go.

The reach of a first visit is 60 kB, 25 kB of them script. The sign-in page alone keeps to it (test_weight); what opens
a vault (the ceremony, HPKE, the phone's store) does not fit in beside it. The bounds here hold what was reached.
"""

from e2e.conftest import HandOut
from e2e.offline.hand import expect_open, go
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.waiting import wait_until
from e2e.phone import Phone
from e2e.server import Server
from e2e.weighing import Scales

TO_WELCOME, ITS_SCRIPT, AFTERWARDS = 92_000, 62_000, 290_000
WELCOMES = "js/elements/install-card.js"
"""Its own code: what comes before that is waited for."""
WORKERS = """() => performance.getEntriesByType('resource')
  .filter(({ transferSize }) => transferSize).map(({ name, transferSize }) => [name, transferSize])"""


def script(came: dict[str, int]) -> int:
    return sum(size for path, size in came.items() if path.endswith(".js"))


def in_words(name: str, came: dict[str, int]) -> str:
    lines = "\n".join(f"{size:>7} {path}" for path, size in came.items())
    return f"{name}: {len(came)} files, {sum(came.values())} bytes, {script(came)} of them script\n{lines}"


def by_worker(phone: Phone) -> dict[str, int]:
    """What the worker itself fetched, and did not find in the browser's cache."""
    return dict(phone.context.service_workers[0].evaluate(WORKERS))


def test_a_first_visit_through_the_door(phones: HandOut, demonstration: Server) -> None:
    phone = phones(of=demonstration, service_workers="allow")
    scales = Scales.under(phone)
    phone.open("/sign-in")
    phone.page.wait_for_load_state("networkidle")
    phone.page.get_by_role("button", name="Priya Raman").click()
    phone.page.wait_for_url("**/welcome?**")
    expect_open(phone)
    phone.page.locator("main install-card:defined").wait_for()
    go(phone, "/week")
    wait_until(phone.page, CARRIED)
    scales.total()
    came = list(scales.so_far().items())
    until = next(at for at, (path, _) in enumerate(came) if path.endswith(WELCOMES)) + 1
    first, later = dict(came[:until]), dict(came[until:]) | by_worker(phone)
    said = f"{in_words('until Welcome can be used', first)}\n{in_words('afterwards', later)}"
    print(said)
    assert sum(first.values()) <= TO_WELCOME and script(first) <= ITS_SCRIPT, said
    assert sum(later.values()) <= AFTERWARDS, said
    assert not [path for path in first if "/form-" in path or path == "carried"], said
