"""One period of work with a family: its referral, its plans and its steps, and how they are said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.practice.case_facts import facts_in_words
from store.practice.case_steps import Step
from store.practice.plans_in_words import gravity, origin_in_words, plan_in_words, step_in_words
from store.practice.timescale import Timescale
from store.practice.timescales import DEFAULTS

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DatedStep:
    """A step of a case, of one child or (person_id None) of all."""

    person_id: int | None
    step: Step

    @property
    def name(self) -> str:
        return step_in_words(self.step.kind)

    @property
    def facts(self) -> Facts:
        return facts_in_words(self.step.facts)


@dataclass(frozen=True)
class HeldPlan:
    """One child's plan on one case; `imported`: the facts that came with it."""

    case_id: int
    person_id: int
    kind: str
    category: str
    started_on: date
    ended_on: date | None
    imported: Mapping[str, Any]

    def runs_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)

    @property
    def name(self) -> str:
        return plan_in_words(self.kind, self.category)

    @property
    def facts(self) -> Facts:
        return facts_in_words(self.imported)


@dataclass(frozen=True)
class CaseHistory:
    """`source_key`: where the case was imported from, None when made here. Steps and plans: oldest first.

    `timescales`: as the council has set them.
    """

    case_id: int
    team: str
    opened_on: date
    closed_on: date | None
    referral: str
    imported: Mapping[str, Any]
    source_key: str | None
    timescales: tuple[Timescale, ...] = DEFAULTS
    steps: tuple[DatedStep, ...] = ()
    plans: tuple[HeldPlan, ...] = ()

    @property
    def facts(self) -> Facts:
        """What the import says and neither the referral's own text nor the case's dates have said already."""
        days = {f"{day:%-d %B %Y}" for day in (self.opened_on, self.closed_on) if day}
        said = facts_in_words(self.imported)
        return tuple((label, words) for label, words in said if words not in self.referral and words not in days)

    @property
    def undated(self) -> tuple[tuple[str, Facts], ...]:
        """What the census says of pre-proceedings without any day (rule 9000): the council's child id, the facts."""
        children = self.imported.get("children") or {"": self.imported}
        blocks = ((key, block) for key, child in children.items() for block in child.get("pre_proceedings", ()))
        return tuple((key, facts_in_words(block)) for key, block in blocks)

    @property
    def origin(self) -> str:
        return origin_in_words(self.source_key)

    @property
    def taken_steps(self) -> tuple[DatedStep, ...]:
        """Without what is set for a day or did not take place."""
        return tuple(dated for dated in self.steps if dated.step.took_place)

    def running_plans(self, person_id: int, day: date) -> tuple[HeldPlan, ...]:
        """A child's plans that run on the day, the gravest first."""
        theirs = (plan for plan in self.plans if plan.person_id == person_id and plan.runs_on(day))
        return tuple(sorted(theirs, key=lambda plan: gravity(plan.kind)))

    def ended_plans(self, day: date) -> tuple[HeldPlan, ...]:
        """Whatever does not run on the day, newest first."""
        return tuple(plan for plan in reversed(self.plans) if not plan.runs_on(day))
