"""How closely a recorded conversation kept to motivational interviewing, as the MITI counts it.

Source: Moyers, Manuel and Ernst, Motivational Interviewing Treatment Integrity Coding Manual 4.2.1 (2015): four
global scores from 1 to 5, ten counts of what the practitioner said, and the summary measures made of them. Its
thresholds are its authors' opinion, as it says itself. Such scores are the practitioner's own (facts of practice).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

GLOBALS = {
    "cultivating": "Cultivating change talk",
    "softening": "Softening sustain talk",
    "partnership": "Partnership",
    "empathy": "Empathy",
}
COUNTS = {
    "giving": "Giving information",
    "persuade": "Persuade",
    "persuade_with": "Persuade with permission",
    "question": "Question",
    "simple": "Simple reflection",
    "complex": "Complex reflection",
    "affirm": "Affirm",
    "seek": "Seeking collaboration",
    "emphasise": "Emphasising autonomy",
    "confront": "Confront",
}
LOWEST, HIGHEST, MOST_COUNTED = 1, 5, 999


@dataclass(frozen=True)
class Measure:
    """One summary measure; `value` is None where what it divides by was not there. `fair`, `good`: the thresholds."""

    name: str
    value: float | None
    unit: str = ""
    fair: float | None = None
    good: float | None = None

    @property
    def in_words(self) -> str:
        if self.value is None:
            return "not to be had"
        return f"{self.value:.0f}\u00a0{self.unit}" if self.unit else f"{self.value:.1f}".removesuffix(".0")

    @property
    def reached(self) -> str:
        """good, fair, below, or nothing where there is no threshold."""
        if self.value is None or self.fair is None or self.good is None:
            return ""
        return "good" if self.value >= self.good else "fair" if self.value >= self.fair else "below fair"


@dataclass(frozen=True)
class Fidelity:
    """One conversation that somebody listened to. A global or a count that was not scored is not in it."""

    coder: str = ""
    scores: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    remark: str = ""

    def problems(self) -> dict[str, str]:
        """By field, in the words shown beside it."""
        found = {}
        if not self.scores and not self.counts:
            found["cultivating"] = "Give at least one score or one count"
        for name, score in self.scores.items():
            if not LOWEST <= score <= HIGHEST:
                found[name] = f"A score is from {LOWEST} to {HIGHEST}"
        for name, count in self.counts.items():
            if count > MOST_COUNTED:
                found[name] = f"The most is {MOST_COUNTED}"
        return found

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The manual's summary measures, in its order."""
        reflections = _sum(self.counts, "simple", "complex")
        complex_share = _ratio(self.counts.get("complex"), reflections)
        return (
            Measure("Technical", _mean(self.scores, "cultivating", "softening"), fair=3, good=4),
            Measure("Relational", _mean(self.scores, "partnership", "empathy"), fair=3.5, good=4),
            Measure("Complex reflections", None if complex_share is None else 100 * complex_share, "%", 40, 50),
            Measure("Reflections to each question", _ratio(reflections, self.counts.get("question")), "", 1, 2),
            Measure("In keeping with MI", _sum(self.counts, "seek", "affirm", "emphasise")),
            Measure("Not in keeping with MI", _sum(self.counts, "confront", "persuade")),
        )


def _sum(counts: Mapping[str, int], *names: str) -> int | None:
    """None where one of them was not counted: a sum of the others would say less than it seems to."""
    return sum(counts[name] for name in names) if all(name in counts for name in names) else None


def _mean(scores: Mapping[str, int], one: str, other: str) -> float | None:
    return (scores[one] + scores[other]) / 2 if one in scores and other in scores else None


def _ratio(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None
