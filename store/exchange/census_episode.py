"""One episode of a child (a CINdetails block), from its elements.

Numbers of rules are those of the Department for Education's validation rules for the census.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from store.exchange import census_blocks as blocks
from store.exchange.census_element import Element
from store.exchange.census_parts import Episode
from store.exchange.census_reader import Reader
from store.practice.census_codes import CLOSURE, NEED, REFERRAL_SOURCE, YES_NO

T = TypeVar("T")

VALUES = (
    "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
    "DateOfInitialCPC", "ReferralNFA",
)  # fmt: skip
STARTS = {
    "Assessments": "AssessmentActualStartDate",
    "CINPlanDates": "CINPlanStartDate",
    "Section47": "S47ActualStartDate",
    "ChildProtectionPlans": "CPPstartDate",
}
BLOCKS = (*STARTS, "PreProceedingsandFGDM")


def episode(read: Reader, element: Element) -> Episode:
    """The CINdetails block. Where values are missing that the child is refused for, stand-ins are put."""
    read.expect(element, *VALUES, *BLOCKS)
    referred = read.day(element, "CINreferralDate", needed=True) or date.max
    found = Episode(
        referred_on=referred,
        referral_source=read.listed(element, "ReferralSource", REFERRAL_SOURCE, needed=True) or "",
        need=read.listed(element, "PrimaryNeedCode", NEED),
        closed_on=read.day(element, "CINclosureDate"),
        closure_reason=read.listed(element, "ReasonForClosure", CLOSURE),
        conference_on=read.day(element, "DateOfInitialCPC"),
        no_further_action=bool(read.code(element, "ReferralNFA", YES_NO, needed=True)),
        assessments=_each(read, element, "Assessments", blocks.assessment),
        plans=_each(read, element, "CINPlanDates", blocks.plan),
        section_47s=_each(read, element, "Section47", blocks.section_47),
        protection_plans=_each(read, element, "ChildProtectionPlans", blocks.protection_plan),
        pre_proceedings=_each(read, element, "PreProceedingsandFGDM", blocks.pre_proceedings),
    )
    _orders(read, element, found)
    _warnings(read, element, found)
    return found


def _each(read: Reader, element: Element, name: str, build: Callable[[Reader, Element], T]) -> tuple[T, ...]:
    return tuple(build(read, child) for child in element.children if child.name == name)


def _orders(read: Reader, element: Element, found: Episode) -> None:
    """Rules 8630 (closed before referred), 1103, 1104, 1105, 2889 and 4015 (begun before referred)."""
    referred = found.referred_on if found.referred_on != date.max else None
    read.order(element, "CINreferralDate", referred, "CINclosureDate", found.closed_on)
    read.order(element, "CINreferralDate", referred, "DateOfInitialCPC", found.conference_on)
    for child in element.children:
        name = STARTS.get(child.name)
        started = blocks.quiet_day(child, name) if name else None
        if name:
            read.order(child, "CINreferralDate", referred, name, started)


def _warnings(read: Reader, element: Element, found: Episode) -> None:
    """Rules 8805, 8810, 8610 and 8832: incomplete or at odds, but no single value is known to be wrong."""
    if found.closed_on and not found.closure_reason:
        read.warn(element, "ReasonForClosure", "", "the episode is closed without a reason")
    if found.closure_reason and not found.closed_on:
        read.warn(element, "CINclosureDate", "", "there is a reason for closure and no date")
    if not found.need and not found.no_further_action:
        read.warn(element, "PrimaryNeedCode", "", "there is no need code")
    if found.no_further_action and (found.protection_plans or found.section_47s):
        read.warn(
            element,
            "ReferralNFA",
            "true",
            "the referral led to no further action, yet there is child protection",
        )
