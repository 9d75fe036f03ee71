"""A professional's own view of a family, given before the others' are seen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.group_supervision import Given
from store.tables.supervision import SupervisedFamily, SupervisionView, SupervisionViewRevision


@dataclass(frozen=True)
class NewView:
    """What a form brought. `opened_version`: the revision it was opened on, 0 for a first one."""

    draft_id: UUID
    turn_id: UUID
    practitioner_id: int
    given: Given
    opened_version: int
    phone_wrote_at: datetime | None


@dataclass(frozen=True)
class ViewKept:
    """`is_new`: this call changed it."""

    id: UUID
    revision: int
    at: datetime
    is_new: bool


class ViewsOpened(Exception):
    """The others' have been seen: what was said before stands."""


class ViewChanged(Exception):
    """Its giver changed it elsewhere since; nothing was overwritten."""

    def __init__(self, revision: int, given: Given) -> None:
        super().__init__(f"revision {revision} is newer")
        self.revision, self.given = revision, given


async def record_view(db: AsyncSession, new: NewView, *, now: datetime) -> ViewKept:
    """Give it, or say otherwise as long as nobody has seen the others'. Raises ViewsOpened, ViewChanged.

    The family's turn is locked meanwhile: a view is given before the opening or after it.
    """
    locked = select(SupervisedFamily.revealed_at).where(SupervisedFamily.id == new.turn_id)
    revealed_at = (await db.execute(locked.with_for_update())).scalar_one()
    known = await _known(db, new)
    if known is None:
        return await _keep(db, new, uuid4(), 1, now)
    if (known.safety, known.evidence) == (new.given.safety, new.given.evidence):
        return ViewKept(known.id, known.revision, known.given_at, is_new=False)
    if revealed_at:
        raise ViewsOpened
    if known.revision > new.opened_version and known.draft_id != new.draft_id:
        raise ViewChanged(known.revision, Given(known.safety, known.evidence))
    return await _keep(db, new, known.id, known.revision + 1, now)


async def _known(db: AsyncSession, new: NewView) -> SupervisionView | None:
    own = (SupervisionView.supervised_id == new.turn_id, SupervisionView.practitioner_id == new.practitioner_id)
    return (await db.scalars(select(SupervisionView).where(*own).execution_options(populate_existing=True))).first()


async def _keep(db: AsyncSession, new: NewView, view_id: UUID, number: int, now: datetime) -> ViewKept:
    said: dict[str, object] = {"safety": new.given.safety, "evidence": new.given.evidence, "given_at": now}
    said |= {"phone_wrote_at": new.phone_wrote_at, "draft_id": new.draft_id}
    if number == 1:
        whose = {"id": view_id, "supervised_id": new.turn_id, "practitioner_id": new.practitioner_id}
        await db.execute(insert(SupervisionView).values(**whose, revision=1, **said))
    else:
        await db.execute(update(SupervisionView).where(SupervisionView.id == view_id).values(revision=number, **said))
    await db.execute(insert(SupervisionViewRevision).values(view_id=view_id, number=number, **said))
    return ViewKept(view_id, number, now, is_new=True)
