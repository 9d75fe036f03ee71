"""The whole way, on a caseload that others made: from the first invitation to the printed week."""

import json
import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from e2e.coming_in import add_person, bring_in, choose, find_person, first_administrator
from e2e.conftest import HandOut
from e2e.phone import Phone
from e2e.printing import print_out
from e2e.server import Server
from e2e.sources import caseload, census
from store.practice.weeks import Week
from tests.cast import TODAY

CHILD, MISSPELLED, WORKER, COLLEAGUE = "Geraldine", "geraldin ker", "Mrs Jacqueline O'Brien", "Rob Hale"
SEEN = "Both rooms were warm. Geraldine showed us her drawings and talked about school."
OWN_ACCOUNT = "I spoke with her alone for ten minutes: she said that mornings are calmer now."
HEADLINE = "Calmer mornings; the bedroom is finished"
AMENDMENT = "The drawings were shown in the kitchen, not in the bedroom."
TASK = "Ring the school about breakfast club"


@dataclass
class Council:
    """Who is in by now, each with a phone of their own."""

    server: Server
    phones: HandOut
    manager: Phone
    worker: Phone
    colleague: Phone
    outsider: Phone
    family_id: int = 0

    @property
    def family(self) -> str:
        return f"/families/{self.family_id}"

    @property
    def sheet(self) -> str:
        return f"{self.family}/weeks/{Week.of(TODAY)}"


def test_from_the_first_invitation_to_the_printed_week(server: Server, phones: HandOut) -> None:
    administrator = phones()
    first_administrator(server, administrator, "Ada Quill")
    take_in_real_files(server)
    council = let_everybody_in(server, phones, administrator)
    find_the_family(council)
    visit = record_joint_visit(council)
    write_the_week(council)
    colleague_signs(council, visit)
    manager_signs_off(council)
    amend(council, visit)
    read_the_print(council)


def take_in_real_files(server: Server) -> None:
    """Twice: the second time nothing is doubled."""
    for kind, file in (("caseload", caseload()), ("census", census())):
        first, second = (counted(server, kind, str(file)) for _ in range(2))
        assert first["taken"] > 0 and first["read"] == first["taken"] + first["unchanged"] + first["refused"], first
        assert (second["taken"], second["unchanged"]) == (0, first["taken"] + first["unchanged"]), second


def counted(server: Server, kind: str, file: str) -> dict[str, int]:
    said = server.weekbook("import", kind, file, "--team", "Hatfield", "--json")
    facts: dict[str, int] = json.loads(said.splitlines()[-1])
    return facts


def let_everybody_in(server: Server, phones: HandOut, administrator: Phone) -> Council:
    """The administrator brings in a manager; she brings in the list's own worker and somebody new."""
    manager, worker, colleague = phones(), phones(), phones()
    add_person(administrator, "Mona Field", "Team manager", "Hatfield")
    bring_in(administrator, manager)
    find_person(manager, WORKER)
    bring_in(manager, worker)
    add_person(manager, COLLEAGUE, "Recovery worker")
    bring_in(manager, colleague)
    council = Council(server, phones, manager, worker, colleague, phones("wendy"))
    allocate_colleague(council)
    return council


def allocate_colleague(council: Council) -> None:
    """The manager shares the case of a family from the council's list with somebody who came in today."""
    page = council.manager.page
    council.manager.open("/find")
    page.get_by_role("searchbox").press_sequentially(f"{CHILD} Kerr")
    page.get_by_role("link", name="Kerr family").first.click()
    page.wait_for_url(re.compile(r"/families/\d+$"))
    council.family_id = int(page.url.rsplit("/", 1)[1])
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Allocate to somebody").click()
    choose(page, "Who takes the case on", COLLEAGUE)
    page.get_by_role("button", name="Allocate", exact=True).click()
    page.wait_for_url("**/people")
    expect(page.get_by_role("button", name=f"End allocation of {COLLEAGUE}")).to_be_visible()


def is_closed_to(outsider: Phone, *paths: str) -> None:
    for path in paths:
        assert outsider.open(path).status == 404, path
        expect(outsider.page.get_by_role("heading", name="There is nothing here")).to_be_visible()
        expect(outsider.page.get_by_text(CHILD)).to_have_count(0)


def takes_nothing_from(outsider: Phone, address: str) -> None:
    """What was sent there just now, sent by somebody of another team, finds nothing either."""
    post = "address => fetch(address, { method: 'POST', body: new URLSearchParams() }).then(({ status }) => status)"
    assert outsider.page.evaluate(post, address) == 404, address


def find_the_family(council: Council) -> None:
    page = council.worker.page
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Find").click()
    page.get_by_role("searchbox").press_sequentially(MISSPELLED)
    page.get_by_role("link", name="Kerr family").first.click()
    page.wait_for_url(f"**{council.family}")
    expect(page.get_by_text(CHILD).first).to_be_visible()
    is_closed_to(council.outsider, council.family, f"{council.family}/story", f"{council.family}/people")
    council.outsider.open(f"/find?q={MISSPELLED}")
    expect(council.outsider.page.get_by_text(CHILD)).to_have_count(0)


def pill(scope: Page | Locator, words: str) -> Locator:
    """A choice that is tapped: the box lies inside its label."""
    return scope.locator("label.pill").filter(has_text=words).first


def record_joint_visit(council: Council) -> str:
    page = council.worker.page
    page.get_by_role("link", name="Record a visit").first.click()
    pill(page, COLLEAGUE).click()
    pill(page, CHILD).click()
    pill(page, "Bedroom seen").click()
    page.get_by_label("What you saw and heard").fill(SEEN)
    page.get_by_label("What was agreed").first.fill(TASK)
    sent = save(page, "Save visit", "**/visits/*")
    expect(page.get_by_text(SEEN)).to_be_visible()
    expect(page.get_by_text("asked to sign").first).to_be_visible()
    visit = path_of_page(council.worker)
    is_closed_to(council.outsider, visit, f"{visit}/edit", f"{council.family}/visits/new")
    takes_nothing_from(council.outsider, sent)
    return visit


def save(page: Page, button: str, then: str) -> str:
    """Gives the address to which it went."""
    tapped = page.get_by_role("button", name=button, exact=True).last
    address = address_of(tapped)
    tapped.click()
    page.wait_for_url(then)
    expect(page.locator("#safe-bar")).to_contain_text("Safe on the record since")
    return address


def address_of(button: Locator) -> str:
    address: str = button.evaluate("({ form }) => new URL(form.action).pathname")
    return address


def path_of_page(phone: Phone) -> str:
    return phone.page.url.removeprefix(phone.server.origin)


def write_the_week(council: Council) -> None:
    phone = council.worker
    phone.open(f"{council.family}/weekly-entries/new")
    page = phone.page
    page.get_by_label("The week in one line").fill(HEADLINE)
    task = page.locator(".task.outcome").filter(has_text=TASK)
    pill(task, "Partly").click()
    task.get_by_label("What difference did it make?").fill("She eats before school on most days.")
    page.get_by_label("What we worked on").fill("Mornings, and the bedroom.")
    page.get_by_label(f"What was the week like for {CHILD}?").fill("She was on time four days out of five.")
    page.locator("label.pill").filter(has_text="7").click()
    sent = save(page, "Save my week", "**/weekly-entries/*")
    expect(page.get_by_text(HEADLINE).first).to_be_visible()
    is_closed_to(council.outsider, path_of_page(phone), council.sheet, f"{council.family}/weekly-entries/new")
    takes_nothing_from(council.outsider, sent)


def colleague_signs(council: Council, visit: str) -> None:
    phone = council.colleague
    phone.open("/week")
    page = phone.page
    page.get_by_role("link", name="Kerr family,").click()
    page.wait_for_url(f"**{visit}")
    page.get_by_label("Your own account").fill(OWN_ACCOUNT)
    sent = save(page, "Sign: I was there, and this is how it was", f"**{visit}")
    expect(page.get_by_text(OWN_ACCOUNT)).to_be_visible()
    expect(page.get_by_text("asked to sign")).to_have_count(0)
    is_closed_to(council.outsider, visit)
    takes_nothing_from(council.outsider, sent)


def manager_signs_off(council: Council) -> None:
    phone = council.manager
    phone.open("/week")
    page = phone.page
    page.get_by_role("link", name="Kerr family").first.click()
    page.wait_for_url(f"**{council.sheet}")
    for words in (HEADLINE, SEEN, OWN_ACCOUNT, "She eats before school on most days."):
        expect(page.get_by_text(words).first).to_be_visible()
    page.get_by_role("button", name="Sign off this week").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"Not written yet: {COLLEAGUE}")
    dialog.get_by_label("A remark").fill("Read with thanks.")
    sign_off = dialog.get_by_role("button", name="Sign off", exact=True)
    sent = address_of(sign_off)
    sign_off.click()
    expect(page.get_by_text("Signed off ").first).to_be_visible()
    expect(page.get_by_text("Read with thanks.")).to_be_visible()
    is_closed_to(council.outsider, council.sheet)
    takes_nothing_from(council.outsider, sent)


def amend(council: Council, visit: str) -> None:
    phone = council.worker
    phone.open(visit)
    page = phone.page
    expect(page.get_by_role("link", name="Change this visit")).to_have_count(0)
    page.get_by_role("link", name="Add an amendment").click()
    page.get_by_label("What is to be added or put right").fill(AMENDMENT)
    sent = save(page, "Save amendment", "**/*")
    phone.open(visit)
    expect(page.get_by_text(AMENDMENT)).to_be_visible()
    expect(page.get_by_text(SEEN)).to_be_visible()
    is_closed_to(council.outsider, visit.replace("/visits/", "/entries/") + "/amendments/new")
    takes_nothing_from(council.outsider, sent)


def read_the_print(council: Council) -> None:
    council.worker.open(council.sheet)
    pages = print_out(council.worker.page)
    everything = " ".join(pages)
    for words in ("Confidential", "Kerr family", "Printed by", HEADLINE, SEEN, OWN_ACCOUNT, AMENDMENT, TASK):
        assert words in everything, f"{words!r} is not on paper: {everything[:600]}"
    for words in ("Add an amendment", "Supervision", "The week before", "Sign off this week"):
        assert words not in everything, f"{words!r} is printed"
    is_closed_to(council.outsider, council.sheet)
    theirs = " ".join(print_out(council.outsider.page))
    assert "Kerr" not in theirs and SEEN not in theirs, theirs
