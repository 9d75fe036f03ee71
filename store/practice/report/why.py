"""Why a line stands in a report, and what comes before what where there is not room for all."""

from store.practice.report.source import Source

SIGNIFICANT, HEADLINE, OUTCOME, OTHER = range(4)
_RANKS = {"headline": HEADLINE, "outcome": OUTCOME, "showed": OUTCOME, "difference": OUTCOME}
_WHY = {
    "headline": "Headline of the week",
    "what": "Significant event",
    "observed": "What was seen and heard on a visit",
    "account": "A colleague’s own account of a joint visit",
    "did": "What was done in a session",
    "showed": "What came of a session",
    "worked_on": "What was worked on that week",
    "outcome": "What came of the week’s work",
    "impact": "What it meant for the children",
    "child": "What the week was like for the child",
    "child_words": "The child’s own words on a visit",
    "child_meaning": "What a visit meant for the child",
    "why_not_alone": "Why the child was not seen alone",
    "parent_words": "A parent’s own words on a visit",
    "own_words": "A parent’s own words in a session",
    "worries": "A worry of that week",
    "strengths": "A strength of that week",
    "agreed": "The view agreed in group supervision",
    "decisions": "Decided in group supervision",
    "decided": "Decided in individual supervision",
    "why": "The reason for a decision in supervision",
    "dissent": "Dissent written down in group supervision",
    "recommendation": "A recommendation of the psychologist’s answer",
}
_OF_TASKS = {"done": "Outcome of a task: done", "partly": "Outcome of a task: partly",
             "not_yet": "Outcome of a task: not yet"}  # fmt: skip


def rank(source: Source) -> int:
    return SIGNIFICANT if source.significant else _RANKS.get(source.part, OTHER)


def why(source: Source) -> str:
    said = _OF_TASKS.get(source.done, "Outcome of a task") if source.part == "difference" else _WHY[source.part]
    return f"{said}; marked significant" if source.significant else said
