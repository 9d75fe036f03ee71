"""What an episode of the census becomes: facts of the case, plans, dated steps. Plain values only.

Facts bear the names of the census parts, their days are ISO text (store.practice.case_facts says them).
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from store.exchange.census_parts import Assessment, CensusChild, Episode, PreProceedings, ProtectionPlan, Section47
from store.practice.census_codes import NEED, REFERRAL_SOURCE

PlanKey = tuple[int, str, date]
StepKey = tuple[int, str, date]
CATEGORIES = {
    "NEG": "neglect", "PHY": "physical_abuse", "SAB": "sexual_abuse", "EMO": "emotional_abuse", "MUL": "multiple",
}  # fmt: skip


def rows_of(child: CensusChild) -> int:
    """About how many rows the child becomes; a thousand where somebody wants to do harm."""
    return 1 + sum(
        1 + len(e.assessments) + len(e.plans) + len(e.section_47s) + len(e.pre_proceedings)
        + sum(1 + len(plan.reviewed_on) for plan in e.protection_plans)
        for e in child.episodes
    )  # fmt: skip


def child_facts(episode: Episode) -> dict[str, Any]:
    """The values of the episode itself."""
    names = ("referred_on", "referral_source", "need", "no_further_action", "closed_on", "closure_reason",
             "conference_on")  # fmt: skip
    facts = {name: _plain(getattr(episode, name)) for name in names}
    undated = [_facts(block) for block in episode.pre_proceedings if _pre_proceedings_on(block) is None]
    return facts | ({"pre_proceedings": undated} if undated else {})


def referral_in_words(episode: Episode) -> str:
    source = REFERRAL_SOURCE.get(episode.referral_source, "")
    need = NEED.get(episode.need or "", "")
    said = [f"Referred by: {source}." if source else "", f"Main need: {need}." if need else ""]
    return " ".join(filter(None, said))


def plans_of(episode: Episode) -> dict[tuple[str, date], dict[str, Any]]:
    """By kind and start: the rest of each plan's row."""
    found: dict[tuple[str, date], dict[str, Any]] = {}
    for plan in episode.plans:
        found["child_in_need", plan.started_on] = {"ended_on": plan.ended_on, "category": "", "facts": {}}
    for protection in episode.protection_plans:
        found["child_protection", protection.started_on] = {
            "ended_on": protection.ended_on, "category": CATEGORIES.get(protection.latest_category, ""),
            "facts": _facts(protection, "first_category", "latest_category", "previous_plans", "reviewed_on"),
        }  # fmt: skip
    for block in episode.pre_proceedings:
        if block.started_on:
            found["pre_proceedings", block.started_on] = {
                "ended_on": block.decided_on, "category": "", "facts": _facts(block)
            }  # fmt: skip
    return found


def steps_of(episode: Episode) -> dict[tuple[str, date], dict[str, Any]]:
    """By kind and day: the rest of each step's row. Two of one kind on one day are one step."""
    found: dict[tuple[str, date], dict[str, Any]] = {}
    for kind, on, until, facts in _steps(episode):
        found.setdefault((kind, on), {"until": until, "facts": facts})
    return found


def _steps(episode: Episode) -> Iterator[tuple[str, date, date | None, dict[str, Any]]]:
    for assessment in episode.assessments:
        facts = _facts(assessment, "reviewed_on", "authorised_on", "factors")
        yield "assessment", assessment.started_on, assessment.authorised_on, facts
    for enquiry in episode.section_47s:
        facts = _facts(enquiry, "conference_target", "conference_on", "conference_not_required")
        yield "section_47", enquiry.started_on, enquiry.conference_on, facts
    held = [episode.conference_on, *(enquiry.conference_on for enquiry in episode.section_47s)]
    yield from (("initial_conference", on, None, {}) for on in held if on)
    reviews = [on for plan in episode.protection_plans for on in plan.reviewed_on]
    yield from (("review", on, None, {}) for on in reviews)
    for block in episode.pre_proceedings:
        if on := _pre_proceedings_on(block):
            yield "pre_proceedings", on, block.decided_on, _facts(block)


def _pre_proceedings_on(block: PreProceedings) -> date | None:
    """The day that it stands under: its start, or the first that is known of it (any may be missing, rule 9000)."""
    days = (block.letter_sent_on, block.first_meeting_on, block.decided_on, block.court_application_on)
    return block.started_on or next((day for day in days if day), None)


def _facts(block: Assessment | Section47 | ProtectionPlan | PreProceedings, *names: str) -> dict[str, Any]:
    """What the block says; what it does not say is left out."""
    values = {name: _plain(getattr(block, name)) for name in names or (field.name for field in fields(block))}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
