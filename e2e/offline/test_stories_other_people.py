"""Stories in which peers showed one person's records to another (numbers as in the list of twenty)."""

from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.fingers import lift_finger
from e2e.offline.hand import add_person, go, priyas_phone
from e2e.offline.writing import expect_sent_once, kept_readable, on_record, write
from e2e.records import family_id
from e2e.server import Server

PRIYAS = ("Okafor", "Brennan", "Cedar Close", "Nobody else", "Priya")


def test_16_user_b_sees_user_as_pages(phones: HandOut, server: Server) -> None:
    """Priya reads, writes, signs out; Grace signs in: nothing of Priya’s is to be read, and Grace’s first form goes."""
    phone = priyas_phone(phones)
    for path in ("", "/story", "/people", "/tasks"):
        go(phone, f"/families/{family_id(server, 'Okafor-Hill')}{path}")
    page = write(phone, "Nobody else may read this.")
    go(phone, "/you")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in*")
    lift_finger(phone)
    add_person(phone, "grace")
    expect(page.get_by_text("Adeyemi").first).to_be_visible()
    readable = kept_readable(page) + page.content()
    assert [words for words in PRIYAS if words in readable] == []
    for _ in range(4):
        page.go_back()
        assert [words for words in PRIYAS if words in page.content()] == []
    phone.open("/week")
    on_record(phone, "Grace’s first words.", family="Adeyemi")
    expect_sent_once(phone, "Grace’s first words.")
