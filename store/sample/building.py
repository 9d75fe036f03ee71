"""Builds the demonstration: the whole council in memory first, then all of it in one transaction."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from store.database import Database
from store.find_index import rebuild_index
from store.sample.caseload import Caseload, Worked
from store.sample.clock import WEEKS, Clock
from store.sample.coming_in import add_sign_ins
from store.sample.council import Council, add_council
from store.sample.families import TEAM, add_written_family
from store.sample.individual_supervision import add_individual_supervision
from store.sample.past import add_reads, add_trail
from store.sample.photographs import add_photographs
from store.sample.places import AREAS
from store.sample.practice_files import add_practice_files
from store.sample.reading import read_families
from store.sample.recording import Recorder
from store.sample.rows import Rows, continue_numbering, put
from store.sample.signing_off import entries_by_case, sign_off_weeks, unsigned
from store.sample.stories import Pace, add_story
from store.sample.supervisions import add_supervisions
from store.tables.cases import Case
from store.tables.families import Family

SEED = 20261122
LOOKED_AT = ("Hatfield", "Stevenage", "Watford")
IN_A_TEAM, EXTRA = 36, {"Stevenage": 4}
Progress = Callable[[int, int], None]


async def build(database: Database, trail_key: bytes, now: datetime, progress: Progress = lambda done, of: None) -> int:
    """Fill an empty, migrated database; gives the number of families. `progress` hears rows done, of all."""
    rows = sample_rows(now, trail_key)
    done = 0
    async with database.writing() as db:
        for table, batch in rows.batches():
            await put(db, table, batch)
            progress(done := done + len(batch), rows.count)
        await continue_numbering(db)
        await rebuild_index(db)
    return len(rows.of[Family])


def sample_rows(now: datetime, trail_key: bytes) -> Rows:
    """Everything that stands in a new demonstration, relative to `now` (aware)."""
    rows, clock = Rows(SEED), Clock(now)
    recorder, council = Recorder(rows, clock), add_council(rows)
    written = {family.name: add_written_family(recorder, council, family) for family in read_families()}
    looked_at = set(written.values())
    looked_at |= _generated(recorder, council, already=len(looked_at))
    add_individual_supervision(recorder, council)
    add_supervisions(recorder, council, written)
    _sign_off(recorder, council)
    add_reads(recorder, looked_at)
    add_sign_ins(recorder)
    add_practice_files(recorder, council)
    add_photographs(recorder, written["Okafor-Hill"])
    add_trail(recorder, trail_key)
    return rows


def _generated(recorder: Recorder, council: Council, already: int) -> set[int]:
    """Gives the cases of the teams one looks at: these have all the weeks, the others the last two."""
    caseload, worked = Caseload(recorder.rows, recorder.clock, council), dict[str, list[Worked]]()
    for team, size in _sizes(recorder.rows.random).items():
        here = size - (already if team == TEAM else 0)
        worked[team] = [caseload.add(team) for _ in range(here)]
    for team, families in worked.items():
        pace = Pace() if team in LOOKED_AT else _pace(recorder)
        for family in families:
            add_story(recorder, family, pace)
    return {family.case_id for team in LOOKED_AT for family in worked[team]}


def _sizes(random: Random) -> dict[str, int]:
    """How many families each team has: what one team has less, another has more."""
    teams = [team for teams in AREAS.values() for team in teams]
    sizes = {team: IN_A_TEAM + EXTRA.get(team, 0) for team in teams}
    drawn = random.sample(teams, len(teams))
    for less, more in zip(drawn[::2], drawn[1::2], strict=True):
        moved = random.randrange(1, 7)
        sizes[less], sizes[more] = sizes[less] - moved, sizes[more] + moved
    return sizes


def _pace(recorder: Recorder) -> Pace:
    """No two teams keep up alike."""
    random = recorder.rows.random
    return Pace(WEEKS - 1, writes_this_week=random.uniform(0.35, 0.8), waits_for_visit=random.uniform(0, 0.12))


def _sign_off(recorder: Recorder, council: Council) -> None:
    teams = {number: name for name, number in council.teams.items()}
    team_of = {case["id"]: teams[case["team_id"]] for case in recorder.rows.of[Case]}
    waited_for = unsigned(recorder)
    for case_id, entries in entries_by_case(recorder).items():
        manager_id = council.in_role(team_of[case_id], "team_manager")[0]
        sign_off_weeks(recorder, case_id, manager_id, entries, waited_for)
