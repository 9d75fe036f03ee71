"""A visit to a generated family, alone or by two, with what each child showed and said."""

from datetime import datetime, time

from store.practice.ages import years_old
from store.practice.entries import ChildSeen, Visit
from store.sample.caseload import Member, Worked
from store.sample.clock import WEEKS
from store.sample.recording import Recorder
from store.sample.telling import Teller

NOT_CARRIED_OUT, JOINT = 0.07, 0.5


def add_visit(recorder: Recorder, family: Worked, teller: Teller, week: int) -> None:
    """The social worker's visit of that week, with a colleague every other time."""
    random, clock = recorder.rows.random, recorder.clock
    day, at = random.randrange(5), time(random.randrange(9, 18), random.choice((0, 10, 15, 20, 30, 40, 45)))
    if clock.not_yet(week, day, at):
        return
    happened = clock.moment(week, day, at)
    days, hour = random.choices(((0, 18), (0, 20), (1, 9), (1, 13), (4, 16)), (30, 20, 25, 18, 7))[0]
    written = clock.written_after(happened, days, time(hour, random.randrange(60)))
    who = family.allocated["childrens_social_worker"]
    content = _not_made(teller) if random.random() < NOT_CARRIED_OUT else _made(recorder, family, teller)
    if content.problems():
        return  # the grammar has run dry for this family: rather no visit than one of which nothing is told
    others = [other for role, other in family.allocated.items() if other != who]
    if not (others and content.carried_out and random.random() < JOINT):
        recorder.record(family.case_id, who, content, happened, written)
        return
    writes, signs = random.sample((who, random.choice(others)), 2) if random.random() < 0.6 else (who, others[0])
    entry_id = recorder.record(family.case_id, writes, content, happened, written)
    signed = _signed(recorder, week, written)
    recorder.sign(entry_id, family.case_id, signs, written, signed, teller.say("visit", "account"))


def _signed(recorder: Recorder, week: int, written: datetime) -> datetime | None:
    if week >= WEEKS - 1 and recorder.rows.random.random() < 0.5:
        return None
    random = recorder.rows.random
    return recorder.clock.written_after(
        written, random.randrange(1, 3), time(random.randrange(9, 17), random.randrange(60))
    )


def _not_made(teller: Teller) -> Visit:
    return Visit(planned=True, carried_out=False, why_not=teller.say("visit", "why_not") or "Nobody was at home.")


def _made(recorder: Recorder, family: Worked, teller: Teller) -> Visit:
    random = recorder.rows.random
    born = [child for child in family.children if child.born]
    sentences = [teller.say("visit", "observed") for _ in range(random.randrange(3, 5))]
    sentences += [teller.say(age_group(recorder, child), "seen", child) for child in born[:2]]
    return Visit(
        planned=random.random() < 0.8,
        carried_out=True,
        adults=tuple(parent.id for parent in family.parents[: random.randrange(1, 3)]),
        children={str(child.id): _child(recorder, teller, child) for child in born},
        received=teller.say("visit", "received"),
        observed=" ".join(filter(None, sentences)),
        parent_words=teller.say("visit", "parent_words") if random.random() < 0.8 else "",
        agreed=tuple(filter(None, (teller.say("visit", "agreed") for _ in range(random.randrange(3))))),
    )


def _child(recorder: Recorder, teller: Teller, child: Member) -> ChildSeen:
    random, group = recorder.rows.random, age_group(recorder, child).removeprefix("child_")
    if random.random() < 0.12:
        return ChildSeen(seen=False, why_not_alone="At school or out when we came; to be seen this week.")
    alone = group not in ("baby", "small") and random.random() < 0.6
    return ChildSeen(
        seen=True,
        alone=alone,
        why_not_alone="" if alone else _why_not_alone(group),
        bedroom=random.random() < 0.5,
        words=teller.say("words", group, child) if random.random() < 0.7 else "",
        meaning=teller.say("visit", "meaning", child),
    )


def _why_not_alone(group: str) -> str:
    return {"baby": "A baby.", "small": "Too young to want to be without a parent."}.get(
        group, "Did not want to today."
    )


def age_group(recorder: Recorder, child: Member) -> str:
    """Which phrases fit a child of that age."""
    assert child.born is not None
    years = years_old(child.born, recorder.clock.today)
    return ("child_baby", "child_small", "child_school", "child_teen")[(years > 1) + (years > 4) + (years > 11)]
