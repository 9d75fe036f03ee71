"""What one of the two had sealed and not sent: two managers who read a leaver's words get none of it."""

from tests.cast import TODAY
from tests.conftest import App
from tests.phone_in_hand import Draft
from tests.web.individual_supervision import HERE, id_of, written_privately
from tests.web.test_envelopes import asleep
from tests.web.test_recovered import two
from tests.web.test_sent_again import event, family_id
from tests.web.test_unsent_ends import put
from tests.web.with_vaults import carrier


async def test_two_managers_who_read_a_leavers_words_do_not_read_what_was_for_the_two(app: App) -> None:
    """Not even the supervisor, who is one of them: it was never added."""
    _, address = await written_privately(app)
    sam = await asleep(app, "sam")
    await sam.deposit(event(await family_id(app), "What Sam saw"), browser=app.signed_out())
    private = Draft(address, f"{address}/words", [("text", "Zebra0zz")])
    await sam.deposit(private, 2, browser=app.signed_out())
    who = await id_of(app, "sam")
    await put(app, "sam", left_on=TODAY)
    for browser in await two(app, who):
        page = (await browser.get(f"/people/{who}/unsent")).text
        assert "What Sam saw" in page and "Zebra" not in page
        assert (await browser.post(f"/people/{who}/unsent/{private.id}/discarding")).status_code == 404


async def test_the_council_files_it_for_nobody_and_the_phone_sends_it_itself(app: App) -> None:
    """The server opens a sealed form only where it records something about a family."""
    ruth, sam = await carrier(app, "ruth"), await id_of(app, "sam")
    fields = [
        ("on", TODAY.isoformat()),
        ("wellbeing", "Zebra0zz"),
        ("workload", ""),
        ("development", ""),
        ("agreed", ""),
    ]
    draft = Draft(f"{HERE}/with/{sam}/new", f"{HERE}/with/{sam}", fields)
    kept = await ruth.deposit(draft)
    assert kept.status_code < 300 and "Zebra" not in kept.text
    assert "Zebra" not in (await (await app.as_("sam")).get(HERE)).text
    assert (await (await app.as_("sam")).get(f"{HERE}/{draft.id}")).status_code == 404
    assert (await ruth.post(draft, 1)).status_code == 201
    assert "Zebra0zz" in (await (await app.as_("sam")).get(f"{HERE}/{draft.id}")).text
