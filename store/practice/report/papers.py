"""The papers that come from one assembly: which sections each has, and from which meeting on it gathers.

A core group works on the plan that there is, a child in need review looks at it again, a group supervision hears each
chapter (facts, “What is recorded”, “When things are due”). What they come to is recorded as the meeting's outcome or
in the supervision's own record: nothing is written by hand for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from store.practice.case_dates import CHILD_IN_NEED, CHILD_PROTECTION, CaseDates
from store.practice.case_steps import CONFERENCES, Step, last
from store.practice.conferences import CORE_GROUP, IN_NEED_REVIEW
from store.practice.report.sections import CONFERENCE_REPORT, REASON, SectionPlan

GROUP_SUPERVISION, A_CONFERENCE = "group_supervision", "conference"
A_MONTH = timedelta(days=31)
"""A family that was never supervised in a group: as long as there is from one to the next."""


@dataclass(frozen=True)
class PaperPlan:
    """`key`: of the meeting that it is for, as in store.practice.conferences; `meeting`: the same in words.

    `draws`: it has the drawing of safety. `plan`: for which kind of plan the meeting is, empty for all.
    """

    key: str
    title: str
    meeting: str
    sections: tuple[SectionPlan, ...]
    draws: bool = True
    plan: str = ""

    @property
    def slug(self) -> str:
        return self.key.replace("_", "-")

    @property
    def path(self) -> str:
        """Beneath the family's own address."""
        return "/report" if self.is_report else f"/papers/{self.slug}"

    @property
    def is_booked(self) -> bool:
        """Its meeting is one that is set for the case, as conferences are."""
        return self.key != GROUP_SUPERVISION

    @property
    def is_report(self) -> bool:
        """The one for which something is written by hand."""
        return self.key == A_CONFERENCE


@dataclass(frozen=True)
class Since:
    """From when on a paper gathers. `on`: None for the start of the case; `meeting`: what was held then, in words."""

    on: date | None = None
    meeting: str = ""


def _some(keys: Sequence[str], required: Iterable[str], **titles: str) -> tuple[SectionPlan, ...]:
    """Those of the report, with its limits, in this order."""
    known, asked = {plan.key: plan for plan in (*CONFERENCE_REPORT, _HAPPENED)}, set(required)
    return tuple(
        replace(known[key], title=titles.get(key, known[key].title), required=key in asked) for key in keys
    )  # fmt: skip


_HAPPENED = replace(
    next(plan for plan in CONFERENCE_REPORT if plan.key == REASON), key="happened", title="What has happened since"
)
_CHILDREN = "The children, and how each was seen since"
_AGREED = "What we agreed last time"
_WORDS = ("child_words", "parent_words")
CONFERENCE_PAPER = PaperPlan(A_CONFERENCE, "Conference report", "conference", CONFERENCE_REPORT)
CORE_GROUP_SUMMARY = PaperPlan(
    CORE_GROUP, "Core group summary", "core group", plan=CHILD_PROTECTION,
    sections=_some(
        ("children", "happened", "tasks", "work", "needs", *_WORDS, "views", "worries", "strengths", "disagreements",
         "recommendations"),
        ("children", "tasks", "needs", "child_words"), children=_CHILDREN,
    ),
)  # fmt: skip
IN_NEED_SUMMARY = PaperPlan(
    IN_NEED_REVIEW, "Child in need review summary", "child in need review", plan=CHILD_IN_NEED,
    sections=_some(
        ("children", "needs", *_WORDS, "happened", "tasks", "work", "views", "worries", "strengths", "disagreements",
         "recommendations"),
        ("children", "needs", *_WORDS, "tasks"), children=_CHILDREN,
    ),
)  # fmt: skip
SUPERVISION_PACK = PaperPlan(
    GROUP_SUPERVISION, "Group supervision pack", "group supervision", draws=False,
    sections=_some(
        ("agreed", "views", "worries", "strengths", "happened", "children", "needs", *_WORDS, "work", "tasks",
         "recommendations"),
        ("views", "children", "needs"), children=_CHILDREN, agreed=_AGREED,
    ),
)  # fmt: skip
"""Without the drawing: who is to give a view of their own is not shown the numbers of the others first."""
PAPERS: Mapping[str, PaperPlan] = {
    paper.slug: paper for paper in (CONFERENCE_PAPER, CORE_GROUP_SUMMARY, IN_NEED_SUMMARY, SUPERVISION_PACK)
}


def gathers_from(paper: PaperPlan, steps: Sequence[Step], dates: CaseDates, today: date) -> Since:
    """The last meeting of its kind, or the conference where that came later: it made the plan anew.

    A meeting of today is still sitting over what was written before it.
    """
    held = [step for step in steps if step.took_place and step.on < today]
    if paper.key == GROUP_SUPERVISION:
        return _since_supervision(last(held, paper.key), dates, today)
    conferences = filter(None, (dates.last_review, dates.initial_held(today)))
    found = [Since(on, A_CONFERENCE) for on in conferences]
    own = None if paper.is_report else last(held, paper.key)
    return max([*found, *([Since(own, paper.meeting)] if own else [])], key=_day, default=Since())


def paper_for(kind: str) -> PaperPlan | None:
    """Of a meeting of that kind; none for one that asks for no paper."""
    return CONFERENCE_PAPER if kind in CONFERENCES else PAPERS.get(kind.replace("_", "-"))


def papers_of(steps: Iterable[Step], dates: CaseDates, today: date) -> tuple[PaperPlan, ...]:
    """Those that there is a meeting for: the plan runs, or one of them was set or held."""
    kinds = {step.kind for step in steps}
    return tuple(
        paper for paper in PAPERS.values()
        if not paper.plan or dates.running(paper.plan, today) or paper.key in kinds
    )  # fmt: skip


def _since_supervision(held: date | None, dates: CaseDates, today: date) -> Since:
    if held:
        return Since(held, SUPERVISION_PACK.meeting)
    month_ago = today - A_MONTH
    return Since() if dates.opened and dates.opened > month_ago else Since(month_ago)


def _day(since: Since) -> date:
    return since.on or date.min
