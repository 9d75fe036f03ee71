"""A child of the children in need census, in plain values. Codes are those of `census_codes`."""

from dataclasses import dataclass
from datetime import date

from store.exchange.refusal import Problem
from store.practice.census_codes import Sex


@dataclass(frozen=True, slots=True)
class CensusHeader:
    """Who made the file and for when; a census may come without it."""

    collection: str | None = None
    year: str | None = None
    reference_date: date | None = None
    council: str | None = None
    software: str | None = None
    release: str | None = None
    serial_number: str | None = None
    made_at: str | None = None


@dataclass(frozen=True, slots=True)
class Identifiers:
    child_id: str
    upn: str | None
    former_upn: str | None
    upn_unknown: str | None
    birth_date: date | None
    expected_birth_date: date | None
    sex: Sex
    death_date: date | None


@dataclass(frozen=True, slots=True)
class Characteristics:
    ethnicity: str
    disabilities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    started_on: date
    reviewed_on: date | None
    authorised_on: date | None
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CinPlan:
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Section47:
    started_on: date
    conference_target: date | None
    conference_on: date | None
    conference_not_required: bool | None


@dataclass(frozen=True, slots=True)
class ProtectionPlan:
    started_on: date
    ended_on: date | None
    first_category: str
    latest_category: str
    previous_plans: int
    reviewed_on: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PreProceedings:
    """Pre-proceedings and family group decision making, collected since 2025 to 2026."""

    started_on: date | None
    letter_sent_on: date | None
    family_meeting_offered: bool | None
    family_meeting_held: bool | None
    first_meeting_on: date | None
    review_meetings: int | None
    decided_on: date | None
    outcome: str | None
    court_application_on: date | None
    court_letter_on: date | None


@dataclass(frozen=True, slots=True)
class Episode:
    """A CINdetails block: from a referral to its closure."""

    referred_on: date
    referral_source: str
    need: str | None
    closed_on: date | None
    closure_reason: str | None
    conference_on: date | None
    no_further_action: bool
    assessments: tuple[Assessment, ...]
    plans: tuple[CinPlan, ...]
    section_47s: tuple[Section47, ...]
    protection_plans: tuple[ProtectionPlan, ...]
    pre_proceedings: tuple[PreProceedings, ...]


@dataclass(frozen=True, slots=True)
class CensusChild:
    """A child with every block that the file has; `line` is where it begins."""

    line: int
    identifiers: Identifiers
    characteristics: Characteristics
    episodes: tuple[Episode, ...]
    warnings: tuple[Problem, ...] = ()
