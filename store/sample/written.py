"""What a fully written family says: the shape of its file, key by key."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class WrittenPerson:
    key: str
    given_name: str
    family_name: str
    kind: str
    relationship: str
    lives_here: bool
    birth: str
    sex: str
    phone: str
    expected: str = ""
    died: str = ""


@dataclass(frozen=True)
class WrittenTie:
    """Each in `of` is to each in `to` what `kind` says (store.practice.genogram)."""

    kind: str
    of: tuple[str, ...]
    to: tuple[str, ...]
    since: str = ""


@dataclass(frozen=True)
class WrittenAllocation:
    who: str
    lead: bool
    weeks_ago: int
    for_whom: str


@dataclass(frozen=True)
class WrittenTask:
    key: str
    title: str
    owner: str
    made_week: int
    made_by: str
    due_week: int


@dataclass(frozen=True)
class WrittenOutcome:
    task: str
    outcome: str
    difference: str


@dataclass(frozen=True)
class WrittenEntry:
    week: int
    by: str
    day: int
    headline: str
    worked_on: str
    outcome: str
    children: Mapping[str, str]
    worries: str
    strengths: str
    next: str
    safety: int
    outcomes: tuple[WrittenOutcome, ...] = ()


@dataclass(frozen=True)
class WrittenChildSeen:
    seen: bool
    alone: bool
    bedroom: bool
    words: str
    meaning: str
    why_not_alone: str = ""


@dataclass(frozen=True)
class WrittenVisit:
    week: int
    by: str
    with_: tuple[str, ...]
    day: int
    time: str
    planned: bool
    carried_out: bool
    saw: tuple[str, ...]
    received: str
    observed: str
    children: Mapping[str, WrittenChildSeen]
    parent_words: str
    agreed: tuple[str, ...]
    significant: bool
    impact: str
    accounts: Mapping[str, str] | None = None
    why_not: str = ""


@dataclass(frozen=True)
class WrittenEvent:
    week: int
    by: str
    day: int
    time: str
    what: str
    impact: str
    about: tuple[str, ...]


@dataclass(frozen=True)
class WrittenWords:
    mark: str
    text: str


@dataclass(frozen=True)
class WrittenTalk:
    behaviour: str
    importance: int
    confidence: int
    stage: str
    words: tuple[WrittenWords, ...]
    why_not_lower: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class WrittenSession:
    """`module`: its number, 0 for none."""

    week: int
    by: str
    day: int
    time: str
    parent: str
    did: str
    showed: str
    module: int = 0
    children: Mapping[str, str] | None = None
    talk: tuple[WrittenTalk, ...] = ()
    significant: bool = False
    impact: str = ""


@dataclass(frozen=True)
class WrittenRecommendation:
    text: str
    to: str
    by_week: int


@dataclass(frozen=True)
class WrittenConsultation:
    """`state`: of one that is not answered. With a `formulation` it is, and looked at again in `review_week`."""

    week: int
    by: str
    day: int
    time: str
    question: str
    background: str
    question_mark: str = ""
    background_mark: str = ""
    state: str = "asked"
    reason: str = ""
    formulation: str = ""
    formulation_mark: str = ""
    further: str = ""
    further_mark: str = ""
    recommendation: tuple[WrittenRecommendation, ...] = ()
    review_week: int = 0


@dataclass(frozen=True)
class WrittenFamily:
    reference: str
    name: str
    address: tuple[str, ...]
    postcode: str
    warnings: tuple[str, ...]
    referral: str
    stage: str
    category: str
    plan_started_weeks_ago: int
    next_conference_in_days: int
    people: tuple[WrittenPerson, ...]
    allocations: tuple[WrittenAllocation, ...]
    task: tuple[WrittenTask, ...]
    entry: tuple[WrittenEntry, ...]
    visit: tuple[WrittenVisit, ...]
    event: tuple[WrittenEvent, ...]
    session: tuple[WrittenSession, ...] = ()
    consultation: tuple[WrittenConsultation, ...] = ()
    tie: tuple[WrittenTie, ...] = ()

    @property
    def children(self) -> frozenset[str]:
        return frozenset(person.key for person in self.people if person.kind == "child")

    @property
    def adults(self) -> frozenset[str]:
        return frozenset(person.key for person in self.people if person.kind == "adult")
