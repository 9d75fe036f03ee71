"""For tests of recording: the Okafor-Hill family's ids, a visit's fields, and forms read as a browser would."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
from lxml import html
from sqlalchemy import select, update

from store.practice.calendar import LONDON
from store.tables.entries import Entry, EntryRevision, Signature, Task
from store.tables.people import Practitioner
from tests.cast import PEOPLE, Cast
from tests.conftest import App
from web.forms import fingerprint

Fields = dict[str, object]


@dataclass(frozen=True)
class Scene:
    """The ids of those who stand in a visit to the Okafor-Hill family."""

    app: App
    family: int
    case: int
    people: dict[str, int]
    practitioners: dict[str, int]

    def visit(self, **changed: object) -> Fields:
        """Priya's visit with Sam: Maya seen alone, Leo not, Dawn there, one thing agreed."""
        here = datetime.now(LONDON) - timedelta(minutes=20)
        maya, leo, dawn = (self.people[name] for name in ("Maya", "Leo", "Dawn"))
        return {
            "draft_id": str(uuid4()), "opened_version": "0", "written_on_phone_at": datetime.now(UTC).isoformat(),
            "on": here.date().isoformat(), "at": here.strftime("%H:%M"), "planned": "yes", "carried_out": "yes",
            "went": [str(self.practitioners["sam"])], "seen": [str(maya)], "alone": [str(maya)],
            "bedroom": [str(maya)], "adults": [str(dawn)], "received": "Wary", "received_more": "Dawn let us in.",
            f"words-{maya}": "I like the chart.", f"meaning-{maya}": "She knows when bedtime is.",
            f"meaning-{leo}": "He was asleep.", "observed": "The chart hangs in the kitchen.",
            "parent_words": "Dawn: I can do mornings now.", "agreed-0": "Gate and morning plan",
            "owner-0": f"f{dawn}", "due-0": "2031-03-04",
        } | changed  # fmt: skip

    async def record(self, who: str = "priya", **changed: object) -> tuple[Fields, str]:
        """A visit on the record; its fields and its address."""
        fields = self.visit(**changed)
        answer = await (await self.app.as_(who)).post(f"/families/{self.family}/visits", fields)
        assert answer.status_code == 303, answer.text
        return fields, answer.headers["location"]

    async def entries(self) -> list[Entry]:
        async with self.app.services.database.reading() as db:
            return list(await db.scalars(select(Entry).where(Entry.case_id == self.case).order_by(Entry.written_at)))

    async def revisions(self) -> list[EntryRevision]:
        async with self.app.services.database.reading() as db:
            return list(await db.scalars(select(EntryRevision).order_by(EntryRevision.number)))

    async def tasks(self) -> list[Task]:
        async with self.app.services.database.reading() as db:
            return list(await db.scalars(select(Task).where(Task.case_id == self.case).order_by(Task.title)))

    async def signatures(self) -> dict[str, Signature]:
        """By the first name of whoever was asked."""
        asked = select(Practitioner.name, Signature).join(Signature, Signature.practitioner_id == Practitioner.id)
        async with self.app.services.database.reading() as db:
            return {name.split()[0].lower(): row for name, row in await db.execute(asked)}

    async def sign_off(self) -> None:
        async with self.app.services.database.writing() as db:
            await db.execute(update(Entry).where(Entry.case_id == self.case).values(signed_off_at=datetime.now(UTC)))


async def scene_of(app: App) -> Scene:
    async with app.services.database.reading() as db:
        people = {name: (await Cast.person(db, name)).id for name in ("Maya", "Leo", "Dawn", "Chris", "Tobi", "Aoife")}
        practitioners = {name: await Cast.practitioner_id(db, name) for name in PEOPLE}
        family = await Cast.family(db, "Okafor-Hill")
        return Scene(app, family.id, await Cast.case_id(db, "Okafor-Hill"), people, practitioners)


def form_in(page: str, action: str) -> dict[str, list[str]]:
    """What a browser would post from the form with this action: name → values."""
    form = next(form for form in html.fromstring(page).forms if form.action == action)
    open_ended = set(form.xpath(".//input[@type='radio'][@checked][@value='']/@name"))  # for lxml their value is “on”
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append("" if name in open_ended else value.removeprefix("\n"))
    return found


def as_posted(fields: Fields) -> dict[str, list[str]]:
    """The same shape for fields that a test posts; empty ones left out."""
    many = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return {name: [str(one) for one in values] for name, values in many.items() if any(values)}


def fingerprint_of(fields: Fields) -> str:
    pairs = [(name, value) for name, values in as_posted_in_order(fields) for value in values]
    return fingerprint(pairs)


def as_posted_in_order(fields: Fields) -> list[tuple[str, list[str]]]:
    return [
        (name, [str(one) for one in (value if isinstance(value, list) else [value])]) for name, value in fields.items()
    ]


def text_of(answer: httpx.Response) -> str:
    """What a person reads, with the spaces of a line."""
    return " ".join(html.fromstring(answer.text).text_content().split())


def errors_of(answer: httpx.Response) -> dict[str, str]:
    """The links of the error summary: the id of the field, the words. Each leads to a field that is there."""
    page = html.fromstring(answer.text)
    links = {
        link.get("href")[1:]: link.text_content() for link in page.xpath("//*[contains(@class, 'error-summary')]//a")
    }
    assert all(page.xpath(f"//*[@id='{key}']") for key in links), links
    return links
