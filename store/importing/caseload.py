"""A council's caseload list into the record: people into families, workers into practitioners, lines into cases.

People of one family name at one address are one family. A worker who is not known by name and telephone
becomes a practitioner without a passkey, to be invited later. A family whose people are all historic has
a closed case; an involvement that is not specified counts as open, so that no child is missed.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.database import Database
from store.exchange.caseload import CaseloadPerson
from store.exchange.refusal import Refusal
from store.exchange.values import phone
from store.importing.batches import Batch, Imported, change, import_records
from store.importing.families import (
    cases_by_family,
    closing,
    families_by_id,
    free_reference,
    people_by_number,
    team_id_for,
    unnamed,
)  # fmt: skip
from store.importing.leaving import Seen, end_left_out
from store.practice.ages import years_old
from store.practice.roles import ROLES
from store.tables.cases import Case, Involvement
from store.tables.families import Family, Person
from store.tables.people import Practitioner
from store.trail import Trail

ACT = "imported from a caseload list"
SEX = {"male": "M", "female": "F"}
USUAL_ROLE = "childrens_social_worker"
GROWN_UP = 18


async def import_caseload(
    database: Database,
    trail: Trail,
    people: Iterator[CaseloadPerson | Refusal],
    *,
    team: str | None,
    today: date,
    progress: Callable[[int], None] = lambda read: None,
) -> Imported:
    """Take the list; the same list again changes nothing. New cases go to `team`, or to “Unassigned”."""

    seen: Seen = {}

    async def take(batch: Batch[CaseloadPerson]) -> None:
        known = await _known(batch, team, today)
        for line in batch.records:
            seen.setdefault(line.council_id, set()).add(worker_key(line))
            await _take(batch, known, line)

    result = await import_records(database, trail, people, take, progress)
    if not result.unreadable:
        await end_left_out(database, trail, seen, today)
    return result


@dataclass
class _Known:
    """What the database holds of a batch's people, and what has been added since."""

    team_id: int
    today: date
    people: dict[str, Person]
    families: dict[int, Family]
    cases: dict[int, list[Case]]
    workers: dict[tuple[str, str], Practitioner]
    homes: dict[tuple[str, ...], int] = field(default_factory=dict)


async def _known(batch: Batch[CaseloadPerson], team: str | None, today: date) -> _Known:
    db, lines = batch.db, batch.records
    people = await people_by_number(db, {line.council_id for line in lines})
    at_home = await db.scalars(select(Family).where(Family.postcode.in_({line.postcode for line in lines} - {""})))
    homes = {_home(family.name, family.address_lines, family.postcode): family.id for family in at_home}
    ids = {person.family_id for person in people.values()} | set(homes.values())
    names = await db.scalars(select(Practitioner).where(Practitioner.name.in_({line.worker_name for line in lines})))
    return _Known(
        team_id=await team_id_for(db, team),
        today=today,
        people=people,
        families=await families_by_id(db, ids),
        cases=await cases_by_family(db, ids),
        workers={(w.name, phone(w.phone) or w.phone): w for w in names if w.left_on is None},
        homes=homes,
    )


def _home(name: str, lines: Any, postcode: str) -> tuple[str, ...]:
    """Who lives together: one family name, one address."""
    return (name.casefold(), postcode, *(line.casefold() for line in lines))


async def _take(batch: Batch[CaseloadPerson], known: _Known, line: CaseloadPerson) -> None:
    person = known.people.get(line.council_id)
    changed = person is None
    if person is None:
        family = await _family_for(batch.db, known, line)
        person = known.people[line.council_id] = await _add_person(batch.db, family, line)
    else:
        changed = _change_person(known, person, line)
    case, case_changed = await _case_for(batch.db, known, person, line)
    involved = await _involve(batch.db, known, case, line)
    batch.took(changed=changed or case_changed or involved, family_id=person.family_id, case_id=case.id,
               subject=line.council_id, act=ACT)  # fmt: skip


async def _family_for(db: AsyncSession, known: _Known, line: CaseloadPerson) -> Family:
    home = _home(line.family_name, line.address_lines, line.postcode)
    if line.postcode and line.address_lines and home in known.homes:
        return known.families[known.homes[home]]
    family = Family(
        reference=await free_reference(db, line.council_id), name=line.family_name,
        address_lines=list(line.address_lines), postcode=line.postcode, warnings=[],
    )  # fmt: skip
    db.add(family)
    await db.flush()
    known.families[family.id], known.homes[home], known.cases[family.id] = family, family.id, []
    return family


async def _add_person(db: AsyncSession, family: Family, line: CaseloadPerson) -> Person:
    made_on = line.as_of or line.covers_to
    grown = line.birth_date is not None and made_on is not None and years_old(line.birth_date, made_on) >= GROWN_UP
    person = Person(
        family_id=family.id, kind="adult" if grown else "child", council_id=line.council_id,
        given_name=line.given_name, family_name=line.family_name, birth_date=line.birth_date,
        sex=SEX.get(line.sex, ""),
    )  # fmt: skip
    db.add(person)
    await db.flush()
    return person


def _change_person(known: _Known, person: Person, line: CaseloadPerson) -> bool:
    """What the list says now. An empty cell takes nothing away; the family's address goes with its first child."""
    family = known.families[person.family_id]
    renamed = family.name in (person.family_name, unnamed(line.council_id)) and family.name != line.family_name
    changed = change(person, given_name=line.given_name, family_name=line.family_name,
                     birth_date=line.birth_date or person.birth_date, sex=SEX.get(line.sex, person.sex))  # fmt: skip
    if not _is_first(family, line):
        return changed
    if renamed:
        changed |= change(family, name=line.family_name)
    if line.address_lines:
        changed |= change(family, address_lines=list(line.address_lines), postcode=line.postcode or family.postcode)
    return changed


def _is_first(family: Family, line: CaseloadPerson) -> bool:
    """The family bears the number of the one whose line made it."""
    return family.reference == line.council_id or family.reference.startswith(f"{line.council_id}-")


async def _case_for(db: AsyncSession, known: _Known, person: Person, line: CaseloadPerson) -> tuple[Case, bool]:
    """The family's case of the list, or its open one; its dates follow from all lines that it has had."""
    cases = known.cases.setdefault(person.family_id, [])
    key = f"caseload:{known.families[person.family_id].reference}"
    case = next((c for c in cases if c.source_key == key), None) or next((c for c in cases if not c.closed_on), None)
    if case is None:
        case = Case(family_id=person.family_id, team_id=known.team_id, source_key=key, facts={},
                    opened_on=_began(line) or known.today)  # fmt: skip
        cases.append(case)
        db.add(case)
    facts = _facts(case.facts, line, known.today)
    changed = change(case, facts=facts, closed_on=closing(facts) if case.source_key == key else case.closed_on)
    if case.source_key == key:
        changed |= change(case, opened_on=_opened(facts) or case.opened_on)
    await db.flush()
    return case, changed


def _facts(before: dict[str, Any], line: CaseloadPerson, today: date) -> dict[str, Any]:
    """The case's facts with this line in them; JSON values only. Where no end is known it was today, once."""
    people = dict(before.get("people", {}))
    workers, key = people.get(line.council_id, {}), worker_key(line)
    end = _text(_ended(line)) or workers.get(key, {}).get("until") or _text(today)
    here = {"involvement": line.involvement, "from": _text(_began(line)), "until": end,
            "organisation": line.organisation}  # fmt: skip
    return {**before, "people": {**people, line.council_id: {**workers, key: here}}}


def _ended(line: CaseloadPerson) -> date | None:
    return line.last_contact_on or line.covers_to or line.as_of


def worker_key(line: CaseloadPerson) -> str:
    """A worker as the case's facts name them."""
    return f"{line.worker_name} {line.worker_phone}".strip()


def _began(line: CaseloadPerson) -> date | None:
    """Some lists give a last contact that lies before the start of the involvement; the earlier one counts."""
    return min((day for day in (line.started_on, line.last_contact_on) if day), default=None) or line.covers_from


def _opened(facts: dict[str, Any]) -> date | None:
    begun = [w["from"] for workers in facts["people"].values() for w in workers.values() if w["from"]]
    return date.fromisoformat(min(begun)) if begun else None


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


async def _involve(db: AsyncSession, known: _Known, case: Case, line: CaseloadPerson) -> bool:
    """The worker is allocated to the case, the first of them as lead; ended where the line is historic."""
    if not line.worker_name:
        return False
    worker = await _worker(db, known, line)
    rows = list(await db.scalars(select(Involvement).where(Involvement.case_id == case.id)))
    mine = next((row for row in rows if row.practitioner_id == worker.id and row.relation == "allocated"), None)
    if mine is None:
        lead = not any(row.lead and row.until is None for row in rows)
        mine = Involvement(case_id=case.id, practitioner_id=worker.id, lead=lead, since=case.opened_on)
        db.add(mine)
        change(mine, **_dates(mine, case, worker_key(line)))
        return True
    return change(mine, **_dates(mine, case, worker_key(line)))


def _dates(mine: Involvement, case: Case, worker: str) -> dict[str, date | None]:
    """From all lines of this worker on this case: open while one of them is."""
    lines = [workers[worker] for workers in case.facts["people"].values() if worker in workers]
    begun = [text["from"] for text in lines if text["from"]]
    ended = [text["until"] for text in lines if text["involvement"] == "historic"]
    since = date.fromisoformat(min(begun)) if begun else mine.since
    over = date.fromisoformat(max(ended)) if len(ended) == len(lines) else None
    return {"since": since, "until": over and max(over, since)}


async def _worker(db: AsyncSession, known: _Known, line: CaseloadPerson) -> Practitioner:
    worker = known.workers.get((line.worker_name, line.worker_phone))
    if worker is None:
        worker = Practitioner(name=line.worker_name, role=role_of(line.worker_role), team_id=known.team_id,
                              phone=line.worker_phone, user_handle=secrets.token_bytes(64))  # fmt: skip
        known.workers[line.worker_name, line.worker_phone] = worker
        db.add(worker)
        await db.flush()
    return worker


def role_of(text: str) -> str:
    """The role that the list's words mean; a social worker where they mean none of ours that writes."""
    plain = text.casefold().replace("’", "'")
    words = {role.label.replace("’", "'"): role.key for role in ROLES.values() if role.writes}
    return next((key for label, key in words.items() if label in plain or (plain and plain in label)), USUAL_ROLE)
