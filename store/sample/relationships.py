"""The ties between the people of a fully written family, as its file says them."""

from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from uuid import NAMESPACE_OID, uuid5

from store.sample.recording import Recorder
from store.sample.written import WrittenFamily, WrittenTie
from store.tables.cases import Involvement
from store.tables.families import Person, Relationship


def add_relationships(recorder: Recorder, family: WrittenFamily, people: Mapping[str, int], case_id: int) -> None:
    """Recorded by whoever leads the case, on their first day in the thirteen weeks. The ids use up no chance."""
    rows, clock = recorder.rows, recorder.clock
    lead = next(row for row in rows.of[Involvement] if row["case_id"] == case_id and row["lead"])
    since = max(lead["since"], clock.monday(1))
    at = clock.written_after(clock.moment(1, 0, time(9)), (since - clock.monday(1)).days, time(16, 40))
    family_id = next(row["family_id"] for row in rows.of[Person] if row["id"] == next(iter(people.values())))
    for tie, one, other in _pairs(family):
        id = uuid5(NAMESPACE_OID, f"{family.reference} {tie.kind} {one} {other}")
        rows.add_as_is(
            Relationship, id=id, family_id=family_id, kind=tie.kind, person_id=people[one], other_id=people[other],
            since=clock.birthday(tie.since), recorded_by_id=lead["practitioner_id"], recorded_at=at,
        )  # fmt: skip
        recorder.did(at, "relationship recorded", lead["practitioner_id"], case_id, id)
        at += timedelta(seconds=40)


def _pairs(family: WrittenFamily) -> Iterator[tuple[WrittenTie, str, str]]:
    for tie in family.tie:
        yield from ((tie, one, other) for one in tie.of for other in tie.to)
