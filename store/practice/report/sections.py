"""The sections of a report as a list: their order, what each takes, and how much a chair can read of it.

Facts, “The conference report” (Sussex, October 2025; Bromley). The limits are Weekbook's own choice.
"""

from dataclasses import dataclass

BY_AUTHOR, BY_WHOM = "author", "of"


@dataclass(frozen=True)
class SectionPlan:
    """`parts`: what it takes, as `Source.name`; `words`: the most that are quoted. `by`: what its lines are gathered
    under, the profession that wrote them or what they speak of. `to_write`: by the report's author, nothing is taken;
    `hint`: what of.
    """

    key: str
    title: str
    words: int = 0
    parts: frozenset[str] = frozenset()
    by: str = ""
    only_significant: bool = False
    required: bool = True
    to_write: bool = False
    hint: str = ""


def _takes(*parts: str) -> frozenset[str]:
    return frozenset(parts)


CHILDREN, FAMILY, REASON, VIEWS = "children", "family", "reason", "views"
CONFERENCE_REPORT = (
    SectionPlan(CHILDREN, "The children, and how each was seen", 350,
                _takes("visit.observed", "visit.account", "visit.why_not_alone")),
    SectionPlan(FAMILY, "The family"),
    SectionPlan(REASON, "Why we are involved, and what has happened since", 550,
                _takes("significant_event.what", "significant_event.impact", "visit.observed", "visit.impact",
                       "session.showed", "session.impact"), only_significant=True),
    SectionPlan("needs", "What life is like for each child, and what each needs", 450,
                _takes("weekly_entry.child", "visit.child_meaning", "session.child"), BY_WHOM),
    SectionPlan(VIEWS, "How each profession sees it", 550,
                _takes("weekly_entry.headline"), BY_AUTHOR),
    SectionPlan("agreed", "What we agreed in supervision", 120,
                _takes("group_supervision.agreed", "group_supervision.decisions", "individual_supervision.decided",
                       "individual_supervision.why"), required=False),
    SectionPlan("work", "What we have done together, and what came of it", 450,
                _takes("session.did", "session.showed", "weekly_entry.worked_on", "weekly_entry.outcome"), BY_WHOM),
    SectionPlan("tasks", "What was agreed, and what difference it made", 250, _takes("weekly_entry.difference"),
                BY_WHOM),
    SectionPlan("worries", "What we are worried about", 200, _takes("weekly_entry.worries")),
    SectionPlan("strengths", "What is going well", 200, _takes("weekly_entry.strengths")),
    SectionPlan("child_words", "In each child’s own words", 250, _takes("visit.child_words"), BY_WHOM),
    SectionPlan("parent_words", "In the parents’ own words", 250, _takes("visit.parent_words", "session.own_words"),
                BY_WHOM),
    SectionPlan("disagreements", "Where we do not agree", 120, _takes("group_supervision.dissent"), BY_WHOM,
                required=False),
    SectionPlan("recommendations", "What the psychologist recommends", 120,
                _takes("consultation_answer.recommendation"), required=False),
    SectionPlan("harm", "Analysis of significant harm", to_write=True,
                hint="What has happened to each child, what it does to them, and how likely it is to go on. Say what "
                     "is known and what is thought; where we do not agree, say so."),
    SectionPlan("plan", "Outline plan", to_write=True,
                hint="What has to change for the children, who does what by when, and how we shall know."),
    SectionPlan("recommendation", "Recommendation to the conference", to_write=True,
                hint="For each child: a plan or none, which kind, and why."),
)  # fmt: skip
TITLES = {plan.key: plan.title for plan in CONFERENCE_REPORT}
