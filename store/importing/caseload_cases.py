"""The lines of a caseload list into cases, and their workers onto them.

A worker who is not known by name and telephone becomes a practitioner without a passkey, to be invited later.
A family whose people are all historic has a closed case; an involvement that is not specified counts as open,
so that no child is missed.
"""

import secrets

from sqlalchemy.ext.asyncio import AsyncSession

from store.exchange.caseload import CaseloadPerson
from store.importing.batches import change
from store.importing.caseload_facts import began, held, opened, role_of, with_line, worker_key
from store.importing.caseload_known import Known
from store.importing.families import closing
from store.importing.new_rows import insert_new, insert_with_ids, only_new
from store.tables.cases import Case, Involvement
from store.tables.people import Practitioner


async def take_cases(db: AsyncSession, known: Known, lines: list[CaseloadPerson]) -> tuple[dict[int, Case], set[int]]:
    """Every line's case by the line's number, and the lines that changed something. The people are in."""
    cases = {line.line: _case_for(known, line) for line in lines}
    changed = {line.line for line in lines if _take_line(known, cases[line.line], line)}
    await insert_with_ids(db, only_new(cases.values()), Case.source_key)
    workers = {line.line: _worker(known, line) for line in lines if line.worker_name}
    await insert_with_ids(db, only_new(workers.values()), Practitioner.user_handle)
    last = {(cases[line.line].id, workers[line.line].id): line for line in lines if line.worker_name}
    changed |= {line.line for (_, who), line in last.items() if _involve(known, cases[line.line], who, line)}
    await insert_new(db, only_new(row for rows in known.involved.values() for row in rows))
    return cases, changed


def _case_for(known: Known, line: CaseloadPerson) -> Case:
    """The family's case of the list, or its open one, or a new one."""
    family = known.families[known.people[line.council_id].family_id]
    cases, key = known.cases.setdefault(family.id, []), f"caseload:{family.reference}"
    case = next((c for c in cases if c.source_key == key), None) or next((c for c in cases if not c.closed_on), None)
    if case is None:
        case = Case(family_id=family.id, team_id=known.team_id, source_key=key, facts={},
                    opened_on=began(line) or known.today)  # fmt: skip
        cases.append(case)
    return case


def _take_line(known: Known, case: Case, line: CaseloadPerson) -> bool:
    """The dates of a case of the list follow from all lines that it has had; those of another stay."""
    family = known.families[known.people[line.council_id].family_id]
    facts = with_line(case.facts, line, known.today)
    if case.source_key != f"caseload:{family.reference}":
        return change(case, facts=facts)
    return change(case, facts=facts, closed_on=closing(facts), opened_on=opened(facts) or case.opened_on)


def _worker(known: Known, line: CaseloadPerson) -> Practitioner:
    worker = known.workers.get((line.worker_name, line.worker_phone))
    if worker is None:
        worker = Practitioner(name=line.worker_name, role=role_of(line.worker_role), team_id=known.team_id,
                              phone=line.worker_phone, user_handle=secrets.token_bytes(64))  # fmt: skip
        known.workers[line.worker_name, line.worker_phone] = worker
    return worker


def _involve(known: Known, case: Case, worker_id: int, line: CaseloadPerson) -> bool:
    """The worker is allocated to the case, the first of them as lead; ended where the line is historic."""
    rows = known.involved.setdefault(case.id, [])
    mine = next((row for row in rows if row.practitioner_id == worker_id and row.relation == "allocated"), None)
    if mine:
        return change(mine, **held(case.facts, worker_key(line), mine.since))
    lead = not any(row.lead and row.until is None for row in rows)
    mine = Involvement(case_id=case.id, practitioner_id=worker_id, lead=lead,
                       **held(case.facts, worker_key(line), case.opened_on))  # fmt: skip
    rows.append(mine)
    return True
