"""What an import brought of a case, in words: the codes of the children in need census as a person says them.

Facts bear the names of the census parts; their days are ISO text. What is not known here is passed over.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from store.practice.census_codes import ABUSE, CLOSURE, NEED, PRE_PROCEEDINGS_OUTCOME, REFERRAL_SOURCE, Codes
from store.practice.census_factors import FACTORS, REPLACED_FACTORS

ALL_FACTORS = {**REPLACED_FACTORS, **FACTORS}
LABELS = {
    "referred_on": "Referred on",
    "referral_source": "Referred by",
    "need": "Main need",
    "no_further_action": "No further action",
    "closed_on": "Closed on",
    "closure_reason": "Reason for closing",
    "authorised_on": "Authorised on",
    "factors": "What was found",
    "conference_target": "Conference due by",
    "conference_on": "Initial conference",
    "conference_not_required": "No conference was needed",
    "first_category": "Category at first",
    "latest_category": "Category now",
    "previous_plans": "Child protection plans before",
    "reviewed_on": "Reviewed on",
    "letter_sent_on": "Letter before proceedings",
    "family_meeting_offered": "Family group meeting offered",
    "family_meeting_held": "Family group meeting held",
    "first_meeting_on": "First meeting",
    "review_meetings": "Review meetings",
    "decided_on": "Decided on",
    "outcome": "Outcome",
    "court_application_on": "Application to the court",
    "court_letter_on": "Letter about the application",
}
ONLY_YES = frozenset({"no_further_action", "conference_not_required"})
"""What is worth saying only where it is so."""
_CODES: dict[str, Codes] = {
    "referral_source": REFERRAL_SOURCE,
    "need": NEED,
    "closure_reason": CLOSURE,
    "factors": ALL_FACTORS,
    "outcome": PRE_PROCEEDINGS_OUTCOME,
}


def facts_in_words(facts: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """(label, words) for each fact that says something, in the order in which things happen."""
    known = {name: value for name, value in facts.items() if not (name in ONLY_YES and value is False)}
    said = ((label, fact_in_words(name, known[name])) for name, label in LABELS.items() if name in known)
    return tuple((label, words) for label, words in said if words)


def fact_in_words(name: str, value: Any) -> str:
    """Yes and No, a day as 9 November 2026, a code as what it stands for; several of them in a row."""
    match value:
        case None | "" | ():
            return ""
        case bool():
            return "Yes" if value else "No"
        case list() | tuple():
            return "; ".join(fact_in_words(name, one) for one in value)
        case str() if name.endswith(("_on", "_target")):
            return _day(value)
        case str() if name.endswith("_category"):
            return category_in_words(value)
    return _CODES.get(name, {}).get(str(value), str(value))


def category_in_words(category: str) -> str:
    """neglect; NEG as the census writes it is neglect too."""
    return ABUSE.get(category, category.replace("_", " "))


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text[:10]):%-d %B %Y}"
    except ValueError:
        return text
