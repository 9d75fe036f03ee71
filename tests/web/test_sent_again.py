"""A form that is sent again, because its answer was lost, is answered with the same receipt and has one effect.

Whatever form it is. What its author writes on afterwards is the next version, and nobody else's words are replaced.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import delete, func, select, update

from store.tables.cases import Involvement
from store.tables.entries import Amendment, Entry, EntryRevision, Signature, Task, WeekSignOff
from store.tables.people import Practitioner
from store.tables.sending import Post
from tests.cast import TODAY, Cast
from tests.conftest import App, Browser
from tests.phone_in_hand import Draft
from tests.web.weekly import shown_on
from tests.web.with_vaults import post_form

WEEK = f"{TODAY.isocalendar().year}-W{TODAY.isocalendar().week:02}"


async def family_id(app: App, name: str = "Okafor-Hill") -> int:
    async with app.services.database.reading() as db:
        return (await Cast.family(db, name)).id


def receipt(answer: httpx.Response) -> dict[str, object]:
    assert answer.status_code == 201, (answer.status_code, answer.text[:300])
    found: dict[str, object] = json.loads(answer.headers["weekbook-receipt"])
    return found


def event(family: int, what: str = "Dad came home", **more: object) -> Draft:
    on = ("on", TODAY.isoformat()), ("at", "00:00"), ("what", what), ("impact", "They were frightened")
    where = f"/families/{family}/significant-events"
    return Draft(f"{where}/new", where, list(on), **more)  # type: ignore[arg-type]


def task(family: int) -> Draft:
    where = f"/families/{family}/tasks"
    return Draft(f"{where}/new", where, [("title", "Ring the school"), ("owner", ""), ("due", "")])


def visit(family: int, observed: str = "The flat was warm", **more: object) -> Draft:
    fields = [("on", TODAY.isoformat()), ("at", "00:00"), ("observed", observed), ("planned", "yes"),
              ("carried_out", "yes"), ("agreed-0", "Ring the school")]  # fmt: skip
    return Draft(f"/families/{family}/visits/new", f"/families/{family}/visits", fields, **more)  # type: ignore[arg-type]


def weekly(family: int, headline: str = "A calmer week", **more: object) -> Draft:
    fields = [("week", WEEK), ("headline", headline), ("worked_on", "Bedtimes")]
    where = f"/families/{family}/weekly-entries"
    return Draft(f"{where}/new", where, fields, **more)  # type: ignore[arg-type]


def revised(draft: Draft, noun: str, **changes: str) -> Draft:
    """The form that changes what `draft` made, as a phone of this release makes it: with an id of its own."""
    fields = [(name, changes.get(name, value)) for name, value in draft.fields]
    action = f"/{noun}/{draft.id}/revisions"
    return Draft(f"/{noun}/{draft.id}/edit", action, fields, opened_version=1)


def later(draft: Draft, **changes: str) -> Draft:
    """The same form, written on a minute later."""
    fields = [(name, changes.get(name, value)) for name, value in draft.fields]
    return replace(draft, fields=fields, wrote=draft.wrote + timedelta(minutes=1))


async def how_many(app: App, table: type) -> int:
    async with app.services.database.reading() as db:
        return await db.scalar(select(func.count()).select_from(table)) or 0


async def latest(app: App, entry_id: UUID) -> Entry:
    async with app.services.database.reading() as db:
        return (await db.scalars(select(Entry).where(Entry.id == entry_id))).one()


@pytest.mark.parametrize(
    ("make", "table"), [(event, Entry), (visit, Entry), (weekly, Entry), (task, Task)], ids=lambda one: one.__name__
)
async def test_a_form_that_makes_something(app: App, make: Callable[[int], Draft], table: type) -> None:
    priya, draft = await app.as_("priya"), make(await family_id(app))
    answers = [receipt(await post_form(priya, draft)) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["id"] == str(draft.id) and answers[0]["revision"] == 1
    assert await how_many(app, table) == 1 and await how_many(app, Post) == 1


@pytest.mark.parametrize(
    ("make", "noun", "field"),
    [(event, "significant-events", "what"), (visit, "visits", "observed"), (weekly, "weekly-entries", "headline")],
    ids=lambda one: getattr(one, "__name__", one),
)
async def test_a_form_that_changes_something(app: App, make: Callable[[int], Draft], noun: str, field: str) -> None:
    priya, draft = await app.as_("priya"), make(await family_id(app))
    await post_form(priya, draft)
    change = revised(draft, noun, **{field: "Other words"})
    answers = [receipt(await post_form(priya, change)) for _ in range(2)]
    assert answers[0] == answers[1]
    assert (answers[0]["id"], answers[0]["revision"]) == (str(change.id), 2)
    assert await how_many(app, EntryRevision) == 2


async def test_a_form_is_not_stale_against_what_it_sent_itself(app: App) -> None:
    """Its first answer was lost; its author wrote on, and sent it once more."""
    priya, draft = await app.as_("priya"), event(await family_id(app))
    await post_form(priya, draft)
    change = revised(draft, "significant-events", what="Second words")
    assert receipt(await post_form(priya, change))["revision"] == 2
    assert receipt(await post_form(priya, later(change, what="Third words")))["revision"] == 3
    assert (await latest(app, draft.id)).content["what"] == "Third words"


async def test_but_it_is_against_what_came_from_elsewhere(app: App) -> None:
    priya, draft = await app.as_("priya"), event(await family_id(app))
    await post_form(priya, draft)
    at_her_desk = revised(draft, "significant-events", what="At her desk")
    await post_form(priya, at_her_desk)
    for on_her_phone in (later(draft, what="On her phone"), revised(draft, "significant-events", what="On her phone")):
        answer = await post_form(priya, on_her_phone)
        assert answer.status_code == 409 and "At her desk" in answer.text and "On her phone" in answer.text
    assert (await latest(app, draft.id)).content["what"] == "At her desk"


async def test_who_goes_back_to_the_first_words_ends_with_them(app: App) -> None:
    """A, B, A, each answer lost: the last that was written is what stands there."""
    priya, first = await app.as_("priya"), event(await family_id(app), "A")
    second = later(first, what="B")
    third = later(second, what="A")
    for draft in (first, second, third):
        assert receipt(await post_form(priya, draft))
    assert (await latest(app, first.id)).content["what"] == "A"
    assert receipt(await post_form(priya, second))["revision"] == 2  # the phone sends an old one once more
    assert (await latest(app, first.id)).content["what"] == "A"
    assert await how_many(app, EntryRevision) == 3


async def test_a_task_closed_and_opened_again(app: App) -> None:
    priya, made = await app.as_("priya"), task(await family_id(app))
    await post_form(priya, made)
    closing = Draft("/", f"/tasks/{made.id}/closing", [])
    reopening = Draft("/", f"/tasks/{made.id}/reopening", [])
    first = receipt(await post_form(priya, closing))
    await post_form(priya, reopening)
    assert receipt(await post_form(priya, closing)) == first
    async with app.services.database.reading() as db:
        assert (await db.scalars(select(Task.closed_at))).one() is None, "the late repeat closed it once more"


async def test_a_signature_an_amendment_and_a_sign_off(app: App) -> None:
    priya, sam, ruth = [await app.as_(name) for name in ("priya", "sam", "ruth")]
    family = await family_id(app)
    async with app.services.database.reading() as db:
        with_sam = ("went", str(await Cast.practitioner_id(db, "sam")))
    joint = visit(family)
    joint.fields.append(with_sam)
    await post_form(priya, joint)
    signing = Draft("/", f"/visits/{joint.id}/signatures", [("answer", "signed"), ("account", "I heard it too")])
    await twice(app, sam, replace(signing, opened_version=1), Signature)
    sheet = f"/families/{family}/weeks/{WEEK}"
    read = [("shown", await shown_on(ruth, sheet)), ("remark", "Read")]
    await twice(app, ruth, Draft("/", f"{sheet}/sign-off", read), WeekSignOff)
    await twice(app, priya, Draft("/", f"/entries/{joint.id}/amendments", [("text", "She rang")]), Amendment)


async def test_an_allocation_and_its_end(app: App) -> None:
    ruth, family = await app.as_("ruth"), await family_id(app)
    async with app.services.database.reading() as db:
        tom = await Cast.practitioner_id(db, "tom")
        before = await how_many(app, Involvement)
    where = f"/families/{family}/allocations"
    fields = [("practitioner", str(tom)), ("for_person", ""), ("since", TODAY.isoformat())]
    await twice(app, ruth, Draft(where, where, fields), Involvement, before + 1)
    async with app.services.database.reading() as db:
        made = await db.scalar(select(func.max(Involvement.id)))
    await twice(app, ruth, Draft("/", f"{where}/{made}/ending", []), Involvement)


async def twice(app: App, who: Browser, draft: Draft, table: type, count: int | None = None) -> None:
    answers = [receipt(await post_form(who, draft)) for _ in range(2)]
    assert answers[0] == answers[1] and answers[0]["id"] == str(draft.id)
    if count is not None:
        assert await how_many(app, table) == count


async def test_the_receipt_is_given_again_when_access_has_ended_meanwhile(app: App) -> None:
    """Sent, answer lost, reallocated to another team: it is on the record, and the phone may let go of it."""
    grace, draft = await app.as_("grace"), event(await family_id(app, "Adeyemi"))
    first = receipt(await post_form(grace, draft))
    async with app.services.database.writing() as db:
        who = await Cast.practitioner_id(db, "grace")
        await db.execute(delete(Involvement).where(Involvement.practitioner_id == who))
        await db.execute(update(Practitioner).where(Practitioner.id == who).values(team_id=None))
    assert (await grace.get(draft.form.removesuffix("/significant-events/new"))).status_code == 404
    assert receipt(await post_form(grace, draft)) == first


async def test_somebody_elses_form_with_the_same_id_is_no_repeat(app: App) -> None:
    priya, sam, draft = await app.as_("priya"), await app.as_("sam"), event(await family_id(app))
    await post_form(priya, draft)
    assert (await post_form(sam, draft)).status_code == 404


async def test_a_form_that_came_back_may_be_sent_again(app: App) -> None:
    priya, draft = await app.as_("priya"), event(await family_id(app), "")
    assert (await post_form(priya, draft)).status_code == 422
    assert (await post_form(priya, draft)).status_code == 422
    assert receipt(await post_form(priya, later(draft, what="Now with words")))["revision"] == 1
    assert await how_many(app, Post) == 1


async def test_the_phones_clock_may_be_two_days_off(app: App) -> None:
    priya, family = await app.as_("priya"), await family_id(app)
    for off in (timedelta(days=2), timedelta(days=-2)):
        clock = datetime.now(UTC) + off
        on, at = clock.date().isoformat(), "00:00"
        draft = event(family, wrote=clock)
        draft.fields[:2] = [("on", on), ("at", at)]
        assert receipt(await post_form(priya, draft))
        kept = await latest(app, draft.id)
        assert abs(kept.written_at - datetime.now(UTC)) < timedelta(hours=1), "the record's time is the server's"
        assert kept.phone_wrote_at == clock


async def test_a_form_without_an_id_is_taken_as_ever(app: App) -> None:
    priya = await app.as_("priya")
    answer = await priya.post(f"/families/{await family_id(app)}/tasks", {"title": "Ring the school"})
    assert answer.status_code == 303
    assert await how_many(app, Task) == 1 and await how_many(app, Post) == 0


@pytest.mark.parametrize("make", [event, task, weekly], ids=lambda one: one.__name__)
async def test_the_same_form_many_times_at_one_moment_is_one(app: App, make: Callable[[int], Draft]) -> None:
    priya, draft = await app.as_("priya"), make(await family_id(app))
    answers = await asyncio.gather(*(post_form(priya, draft) for _ in range(6)))
    assert len({answer.headers["weekbook-receipt"] for answer in answers}) == 1
    assert await how_many(app, Post) == 1 and await how_many(app, EntryRevision) <= 1
