"""Tasks made, closed and opened again; weeks signed off; cases allocated, and allocations ended."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from e2e.faults.council import WEEKS_BACK, Council, Place
from e2e.faults.posts.post import Post, did, form, new_marks
from store.practice.shown_entries import mark_of
from tests.cast import TODAY


async def task(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    path, owner = f"/families/{council.family}/tasks", f"p{council.who['priya']}"
    made = []
    for mark in new_marks(many):
        fields = form({"title": f"agreed {mark} {more}"[:290], "owner": owner, "due": ""})
        deed = did("task made", dict(fields)["draft_id"])
        made.append(Post("task", "priya", path, fields, (f"task {mark}",), (deed,)))
    return made


async def closing(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    return [
        Post("closing", "priya", f"/tasks/{one}/closing", form({}), (f"closed {one}",), (did("task closed", one),))
        for one in await council.tasks(db, [council.case] * many)
    ]


async def reopening(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    return [
        Post("reopening", "priya", f"/tasks/{one}/reopening", form({}), (f"open {one}",), (did("task reopened", one),))
        for one in await council.tasks(db, [council.case] * many, closed=True)
    ]


async def sign_off(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    places = await council.places(db, many)
    entries = await council.entries(db, "event", places)
    return [
        Post("sign_off", "ruth", f"/families/{place.family}/weeks/{place.week}/sign-off",
             form({"shown": mark_of(entry, 1), "remark": f"{mark} {more}"[:1900]}),
             (f"remark {mark}", f"signed off {entry}"),
             (did("week signed off", f"{place.case} {place.week}"),))
        for place, entry, mark in zip(places, entries, new_marks(many), strict=True)
    ]  # fmt: skip


async def allocation(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    about = {"practitioner": council.who["tom"], "for_person": "", "since": TODAY.isoformat()}
    return [
        Post("allocation", "ruth", f"/families/{place.family}/allocations", form(about),
             (f"held {place.case} {council.who['tom']}",), (did("allocation made", place.case),))
        for place in await _cases_of_their_own(council, db, many)
    ]  # fmt: skip


async def ending(council: Council, db: AsyncSession, many: int, more: str) -> list[Post]:
    places = await _cases_of_their_own(council, db, many)
    held = await council.hold(db, "joan", [place.case for place in places])
    return [
        Post("ending", "ruth", f"/families/{place.family}/allocations/{one}/ending", form({}), (f"ended {one}",),
             (did("allocation ended", one),))
        for place, one in zip(places, held, strict=True)
    ]  # fmt: skip


async def _cases_of_their_own(council: Council, db: AsyncSession, many: int) -> Sequence[Place]:
    return (await council.places(db, many * WEEKS_BACK))[::WEEKS_BACK]
