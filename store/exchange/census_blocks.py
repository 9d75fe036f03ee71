"""The blocks inside an episode, from their elements.

Numbers of rules are those of the Department for Education's validation rules for the census.
"""

from datetime import date

from store.exchange.census_element import Element
from store.exchange.census_parts import Assessment, CinPlan, PreProceedings, ProtectionPlan, Section47
from store.exchange.census_reader import DATE, Reader, unknown_code
from store.practice.census_codes import ABUSE, PRE_PROCEEDINGS_OUTCOME, YES_NO
from store.practice.census_factors import FACTORS, REPLACED_FACTORS


def assessment(read: Reader, element: Element) -> Assessment:
    """Assessments, with its factors. Rule 8608: it cannot be authorised before it starts."""
    read.expect(element, "AssessmentActualStartDate", "AssessmentInternalReviewDate",
                "AssessmentAuthorisationDate", "FactorsIdentifiedAtAssessment")  # fmt: skip
    block = read.one(element, "FactorsIdentifiedAtAssessment")
    found = Assessment(
        started_on=read.day(element, "AssessmentActualStartDate", needed=True) or date.max,
        reviewed_on=read.day(element, "AssessmentInternalReviewDate"),
        authorised_on=read.day(element, "AssessmentAuthorisationDate"),
        factors=_factors(read, block) if block else (),
    )
    start = quiet_day(element, "AssessmentActualStartDate")
    read.order(element, "AssessmentActualStartDate", start, "AssessmentAuthorisationDate", found.authorised_on)
    if found.authorised_on and not found.factors:
        read.warn(element, "AssessmentFactors", "", "the assessment is complete and names no factors")
    return found


def _factors(read: Reader, block: Element) -> tuple[str, ...]:
    """Rules 8898 (a factor twice), 8869 (21 beside others) and 8945 (replaced codes) warn."""
    read.expect(block, "AssessmentFactors")
    found = [(child, child.text) for child in block.children if child.name == "AssessmentFactors" and child.text]
    for child, code in found:
        if code in REPLACED_FACTORS:
            read.warn(child, "AssessmentFactors", code, "this code has been replaced by finer ones")
        elif code not in FACTORS:
            read.refuse(child, "AssessmentFactors", code, unknown_code(FACTORS))
    codes = tuple(dict.fromkeys(code for _, code in found))
    if "21" in codes and len(codes) > 1:
        read.warn(block, "AssessmentFactors", ", ".join(codes), "“no factors” stands beside a factor")
    return codes


def plan(read: Reader, element: Element) -> CinPlan:
    """CINPlanDates. Rule 4011: it cannot end before it starts."""
    read.expect(element, "CINPlanStartDate", "CINPlanEndDate")
    start = read.day(element, "CINPlanStartDate", needed=True)
    end = read.day(element, "CINPlanEndDate")
    read.order(element, "CINPlanStartDate", start, "CINPlanEndDate", end)
    return CinPlan(start or date.max, end)


def section_47(read: Reader, element: Element) -> Section47:
    """Section47. Rule 8615: it cannot start after its conference."""
    read.expect(element, "S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired")
    start = read.day(element, "S47ActualStartDate", needed=True)
    found = Section47(
        started_on=start or date.max,
        conference_target=read.day(element, "InitialCPCtarget"),
        conference_on=read.day(element, "DateOfInitialCPC"),
        conference_not_required=read.code(element, "ICPCnotRequired", YES_NO),
    )
    read.order(element, "S47ActualStartDate", start, "DateOfInitialCPC", found.conference_on)
    if found.conference_not_required is None:
        read.warn(element, "ICPCnotRequired", "", "it is not said whether a conference is required")
    return found


def protection_plan(read: Reader, element: Element) -> ProtectionPlan:
    """ChildProtectionPlans. Rules 8925 and 8841: neither its end nor a review comes before its start."""
    read.expect(element, "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse",
                "NumberOfPreviousCPP", "Reviews")  # fmt: skip
    start = read.day(element, "CPPstartDate", needed=True)
    found = ProtectionPlan(
        started_on=start or date.max,
        ended_on=read.day(element, "CPPendDate"),
        first_category=read.listed(element, "InitialCategoryOfAbuse", ABUSE, needed=True) or "",
        latest_category=read.listed(element, "LatestCategoryOfAbuse", ABUSE, needed=True) or "",
        previous_plans=read.number(element, "NumberOfPreviousCPP", needed=True) or 0,
        reviewed_on=_reviews(read, element, start),
    )
    read.order(element, "CPPstartDate", start, "CPPendDate", found.ended_on)
    return found


def _reviews(read: Reader, element: Element, start: date | None) -> tuple[date, ...]:
    found = []
    for block in element.children:
        for review in block.children if block.name == "Reviews" else ():
            day = read.as_day(review, review.name, review.text) if review.text else None
            read.order(review, "CPPstartDate", start, review.name, day)
            found += [day] if day else []
    return tuple(sorted(found))


def pre_proceedings(read: Reader, element: Element) -> PreProceedings:
    """PreProceedingsandFGDM, of the specification for 2025 to 2026. Any value may be missing (rule 9000).

    Rules 9006, 9009, 9012 and 9013: begun, then letter and decision, then court, then the letter about it.
    """
    read.expect(element, "PPStartDate", "LBPSentDate", "FGDMMeetingOffer", "FGDMMeetingFac",
                "InitialPPMeetingDate", "ReviewMeetingsCount", "StepDecisionDate", "PPOutcome",
                "CourtAppDate", "LetterInitCPDate")  # fmt: skip
    found = PreProceedings(
        started_on=read.day(element, "PPStartDate"),
        letter_sent_on=read.day(element, "LBPSentDate"),
        family_meeting_offered=read.code(element, "FGDMMeetingOffer", YES_NO),
        family_meeting_held=read.code(element, "FGDMMeetingFac", YES_NO),
        first_meeting_on=read.day(element, "InitialPPMeetingDate"),
        review_meetings=read.number(element, "ReviewMeetingsCount"),
        decided_on=read.day(element, "StepDecisionDate"),
        outcome=read.listed(element, "PPOutcome", PRE_PROCEEDINGS_OUTCOME),
        court_application_on=read.day(element, "CourtAppDate"),
        court_letter_on=read.day(element, "LetterInitCPDate"),
    )
    read.order(element, "PPStartDate", found.started_on, "LBPSentDate", found.letter_sent_on)
    read.order(element, "PPStartDate", found.started_on, "StepDecisionDate", found.decided_on)
    read.order(element, "StepDecisionDate", found.decided_on, "CourtAppDate", found.court_application_on)
    read.order(element, "CourtAppDate", found.court_application_on, "LetterInitCPDate", found.court_letter_on)
    return found


def quiet_day(parent: Element, name: str) -> date | None:
    """A date of the file as it is, even one that has been refused, so that orders are looked at as well."""
    text = next((child.text for child in parent.children if child.name == name), "")
    match = DATE.fullmatch(text)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
