import httpx
from lxml import html

from tests.conftest import App
from tests.web.individual_supervision import HERE, written_privately


async def test_everyone_who_is_signed_in_finds_it(app: App) -> None:
    for name in ("priya", "ruth", "mark", "colin", "beth", "alan"):
        answer = await (await app.as_(name)).get("/supervision")
        assert answer.status_code == 200, name
        assert "Group supervision" in answer.text


async def test_each_finds_there_what_they_may_do(app: App) -> None:
    names = ("priya", "ruth", "helen", "mark", "colin")
    texts = {name: (await (await app.as_(name)).get("/supervision")).text for name in names}

    def who_finds(words: str) -> list[str]:
        return [name for name, text in texts.items() if words in text]

    assert who_finds("Set a date and pick families") == ["ruth"]
    assert who_finds("Questions of the area") == ["helen"]
    assert who_finds("Read the week") == who_finds("Individual supervision") == ["priya", "ruth", "helen", "mark"]


async def test_signed_out_one_is_sent_to_sign_in(app: App) -> None:
    answer = await app.signed_out().get("/supervision")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/supervision")


async def test_who_supervises_finds_whose_supervision_is_due_and_red_is_what_is_overdue(app: App) -> None:
    """Facts: individual supervision every month. Held 70 days ago it is overdue, 28 days ago due, lately neither."""
    for about, days_ago in (("joan", 70), ("sam", 28), ("tom", 2)):
        await written_privately(app, about=about, days_ago=days_ago)
    ruth = await app.as_("ruth")
    chips = {"Joan Tierney": "overdue", "Sam Okoro": "due"}
    assert _due_in(await ruth.get("/supervision"), "//li[span[contains(@class, 'chip')]]") == chips
    in_full = _due_in(await ruth.get(HERE), "//section[starts-with(@id, 'with-')]")
    assert in_full == chips | {"Tom Ashdown": "plain"}, "with Priya it was not held yet"
    for who in ("sam", "joan", "mark", "olu"):
        assert "Supervision overdue" not in (await (await app.as_(who)).get("/supervision")).text, who


def _due_in(page: httpx.Response, rows: str) -> dict[str, str]:
    """By name, how the chip of its due date looks."""
    found = {}
    for row in html.fromstring(page.text).xpath(rows):
        for chip in row.xpath(".//span[contains(@class, 'chip')][starts-with(., 'Supervision')]"):
            found[str(row.xpath("string(.//h2 | self::li/text())")).strip()] = chip.get("class").split()[-1]
    return found
