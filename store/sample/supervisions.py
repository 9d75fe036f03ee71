"""Group supervision of the demonstration: one that was held three weeks ago, and one to come with two views in."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from store.practice.group_supervision import GroupSupervision
from store.practice.roles import ROLES
from store.sample.clock import WEEKS
from store.sample.council import Council
from store.sample.recording import Recorder
from store.tables.people import Practitioner
from store.tables.supervision import SupervisedFamily, Supervision, SupervisionView, SupervisionViewRevision

HELD_IN, PLANNED, HELD = WEEKS - 3, 2, 3
_VIEWS = {
    "Okafor-Hill": {
        "priya": (4, "Two Fridays in a row Dawn did not open the door until noon. Maya made breakfast for Leo."),
        "sam": (7, "Three clear weeks. She rang me herself when she wanted to drink, and did not."),
        "joan": (5, "Her mood is steadier in the week. She is on her own from Friday to Sunday."),
    },
    "Brennan": {
        "priya": (6, "Aoife is at school every day. The bedroom is still without a door."),
        "joan": (6, "Niamh takes her tablets and says so without being asked."),
    },
    "Hussain": {
        "marcus": (4, "Nobody has seen the father sober at a handover since September."),
        "helen": (5, "Noor speaks of the handovers as loud, and of her grandmother’s as quiet."),
    },
}
_SAID = {
    "Okafor-Hill": GroupSupervision(
        worries="Fridays: Dawn is alone with both children and nobody of us sees them.",
        works="Dawn rings before she drinks. Maya’s chart hangs in the kitchen.",
        needs="Somebody sees the family on a Friday evening.",
        safety=5,
        agreed="Safe enough in the week. Not yet on Fridays.",
        decisions="A visit every Friday until Christmas, shared between us.",
    ),
    "Brennan": GroupSupervision(
        worries="Aoife has no room that she can close.",
        works="School every day for six weeks.",
        needs="The door, and a word with the landlord.",
        safety=6,
        agreed="Safe, and getting steadier.",
        decisions="Priya writes to the landlord.",
    ),
    "Hussain": GroupSupervision(
        worries="Handovers frighten Noor.",
        works="Her grandmother’s house is calm, and she says so.",
        needs="Handovers at her grandmother’s, in daylight.",
        safety=4,
        agreed="Not safe enough at handovers.",
        decisions="Handovers move to the grandmother’s from Sunday.",
    ),
}
_DISSENT = {"Okafor-Hill": ("sam", "I would say 7: the Fridays are fewer than we make them.")}
_TO_COME = {"Okafor-Hill": {"priya": (5, "I saw both children on Friday at six. There was food on the table.")}}


def add_supervisions(recorder: Recorder, council: Council, cases: Mapping[str, int]) -> None:
    """`cases`: by the family's name."""
    clock = recorder.clock
    held = clock.moment(HELD_IN, HELD, time(10, 5))
    past = _meeting(recorder, council, clock.monday(HELD_IN) + timedelta(days=PLANNED), held)
    for at, (family, said) in enumerate(_SAID.items()):
        opened = held + timedelta(minutes=40 * at)
        turn = recorder.rows.new_uuid()
        entry_id = _written(recorder, council, cases[family], family, said, opened, past)
        _turn(recorder, past, turn, cases[family], at, opened, council.cast["ruth"], entry_id)
        _views(recorder, council, turn, _VIEWS[family], held - timedelta(days=1, hours=2))
    coming = _meeting(recorder, council, clock.today + timedelta(days=3), None)
    for at, family in enumerate(_SAID):
        turn = recorder.rows.new_uuid()
        _turn(recorder, coming, turn, cases[family], at, None, None, None)
        _views(recorder, council, turn, _TO_COME.get(family, {}), clock.now - timedelta(hours=3))


def _meeting(recorder: Recorder, council: Council, planned_on: object, started: datetime | None) -> UUID:
    meeting = recorder.rows.new_uuid()
    made = (started or recorder.clock.now) - timedelta(days=6)
    recorder.rows.add_as_is(
        Supervision, id=meeting, team_id=council.teams["Hatfield"], planned_on=planned_on, started_at=started,
        made_by_id=council.cast["ruth"], made_at=made,
    )  # fmt: skip
    recorder.did(made, "group supervision planned", council.cast["ruth"], None, meeting)
    return meeting


def _turn(
    recorder: Recorder, meeting: UUID, turn: UUID, case_id: int, at: int, opened: datetime | None, by: int | None,
    entry_id: UUID | None,
) -> None:  # fmt: skip
    recorder.rows.add_as_is(
        SupervisedFamily, id=turn, supervision_id=meeting, case_id=case_id, position=at, revealed_at=opened,
        revealed_by_id=by, entry_id=entry_id,
    )  # fmt: skip
    if opened and by:
        recorder.did(opened, "supervision views opened", by, case_id, turn)


def _views(
    recorder: Recorder, council: Council, turn: UUID, views: Mapping[str, tuple[int, str]], at: datetime
) -> None:
    for who, (safety, evidence) in views.items():
        view, draft = recorder.rows.new_uuid(), recorder.rows.new_uuid()
        said = {"safety": safety, "evidence": evidence, "given_at": at, "phone_wrote_at": at, "draft_id": draft}
        giver = council.cast[who]
        recorder.rows.add_as_is(
            SupervisionView, id=view, supervised_id=turn, practitioner_id=giver, revision=1, **said
        )  # fmt: skip
        recorder.rows.add(SupervisionViewRevision, view_id=view, number=1, **said)
        recorder.did(at, "supervision view given", giver, None, turn)


def _written(
    recorder: Recorder, council: Council, case_id: int, family: str, said: GroupSupervision, opened: datetime,
    meeting: UUID,
) -> UUID:  # fmt: skip
    """What was agreed, as its manager wrote it down in the room."""
    ids = {key: council.cast[key] for key in ("ruth", *_VIEWS[family])}
    known = {row["id"]: f"{row['name']}, {ROLES[row['role']].label}" for row in recorder.rows.of[Practitioner]}
    names = {str(one): known[one] for one in ids.values()}
    who, words = _DISSENT.get(family, ("", ""))
    facts = vars(said) | {"supervision": str(meeting), "present": tuple(ids.values()), "names": names}
    content = GroupSupervision(**(facts | {"dissent": {str(ids[who]): words} if who else {}}))
    return recorder.record(case_id, ids["ruth"], content, opened, opened + timedelta(minutes=30))
