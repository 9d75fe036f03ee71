"""The trail of the demonstration: what was recorded, and who opened which family's record."""

from datetime import datetime, time, timedelta

from store.sample.clock import WEEKS
from store.sample.recording import Recorder
from store.tables.cases import Case, Involvement
from store.tables.people import Practitioner
from store.tables.trail import TrailHead, TrailRow
from store.trail import FIRST_SEAL, Deed, head_seal, seal_of

READS_OF_A_CASE = 9


def add_reads(recorder: Recorder, case_ids: set[int]) -> None:
    """In the last three weeks those on the case, and their manager, opened the family's record."""
    rows, random = recorder.rows, recorder.rows.random
    family_of = {case["id"]: case["family_id"] for case in rows.of[Case]}
    for case_id in sorted(case_ids):
        readers = [i["practitioner_id"] for i in rows.of[Involvement] if i["case_id"] == case_id]
        readers += [_manager(recorder, case_id)]
        for _ in range(READS_OF_A_CASE):
            at = recorder.clock.moment(
                random.randrange(WEEKS - 2, WEEKS + 1),
                random.randrange(5),
                time(random.randrange(8, 18), random.randrange(60)),
            )
            recorder.did(at, "read", random.choice(readers), case_id, f"/families/{family_of[case_id]}")


def _manager(recorder: Recorder, case_id: int) -> int:
    team = next(case["team_id"] for case in recorder.rows.of[Case] if case["id"] == case_id)
    found = (p["id"] for p in recorder.rows.of[Practitioner] if (p["team_id"], p["role"]) == (team, "team_manager"))
    return int(next(found))


def add_trail(recorder: Recorder, key: bytes) -> None:
    """Number and seal everything in the order of its time; the head stands at the end."""
    rows, seal, number = recorder.rows, FIRST_SEAL, 0
    begun = Deed("demonstration made", facts={"families": len(rows.of[Case])})
    first = min((at for at, _ in recorder.deeds), default=recorder.clock.now) - timedelta(minutes=1)
    for number, (at, deed) in enumerate([(first, begun), *sorted(recorder.deeds, key=_when)], 1):
        seal = seal_of(key, seal, number, at, deed)
        rows.add_as_is(TrailRow, number=number, at=at, seal=seal, **vars(deed))
    own = head_seal(key, number, seal)
    rows.add_as_is(TrailHead, id=1, number=number, seal=seal, own_seal=own)


def _when(deed: tuple[datetime, Deed]) -> datetime:
    return deed[0]
