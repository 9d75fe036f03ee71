"""What comes over the wire: a first visit with everything, and each screen after it (issue 2, “Figures”)."""

import pytest

from e2e.conftest import HandOut
from e2e.phone import Phone
from e2e.places import places
from e2e.server import Server
from e2e.weighing import Scales

FIRST_VISIT, ITS_SCRIPT, LATER = 60_000, 25_000, 8_000
LATER_SCREENS = [
    ("Find", "/find"), ("Record", "/record"), ("Supervision", "/supervision"), ("You", "/you"), ("Week", "/week"),
]  # fmt: skip


def weigh_first(phone: Phone, path: str) -> None:
    scales = Scales.under(phone)
    phone.open(path)
    everything, script = scales.total(), scales.total("script")
    print(f"first visit to {path}: {everything} bytes, {script} of them script\n{scales.report()}")
    assert everything <= FIRST_VISIT, scales.report()
    assert script <= ITS_SCRIPT, scales.report()


@pytest.mark.parametrize("worker", ["block", "allow"])
def test_a_first_visit_is_light(phones: HandOut, demonstration: Server, worker: str) -> None:
    """The worker's own fetches are answered from what the page has just brought."""
    weigh_first(phones(of=demonstration, service_workers=worker), "/sign-in")


def test_so_is_the_first_screen_after_signing_in(phones: HandOut, demonstration: Server) -> None:
    weigh_first(phones("Priya Raman", of=demonstration), "/week")


def test_later_screens_are_lighter_still(phones: HandOut, demonstration: Server) -> None:
    phone = phones("Priya Raman", of=demonstration)
    phone.open("/week")
    scales = Scales.under(phone)
    bar = phone.page.get_by_role("navigation", name="Places")
    for name, path in LATER_SCREENS:
        scales.empty()
        bar.get_by_role("link", name=name).click()
        phone.page.wait_for_url(f"**{path}")
        assert scales.total() <= LATER, f"{path}\n{scales.report()}"


@pytest.mark.parametrize("path", ["", "/story", "/safety", "/people", "/tasks", "/plans", "/weeks/{last_week}",
                                  "/visits/new", "/weekly-entries/new", "/significant-events/new", "/sessions/new",
                                  "/sessions"])  # fmt: skip
def test_a_familys_screens_too(phones: HandOut, demonstration: Server, path: str) -> None:
    """Each is opened as a link is: htmx swaps the inside of the page."""
    phone = phones("Priya Raman", of=demonstration)
    phone.open("/find")
    scales = Scales.under(phone)
    scales.empty()
    goal = ("/families/{family}" + path).format_map(places(demonstration))
    follow(phone, goal)
    print(f"{goal}: {scales.total()} bytes")
    assert scales.total() <= LATER, scales.report()


def follow(phone: Phone, path: str) -> None:
    """Tap a link to `path`; it is put on the page as the server would have put it."""
    phone.page.evaluate(
        """path => {
          const link = document.querySelector('nav.places a').cloneNode(true);
          link.href = path;
          document.querySelector('nav.places ul').append(link);
          htmx.process(link);
          link.click();
        }""",
        path,
    )
    phone.page.wait_for_url(f"**{path}")
