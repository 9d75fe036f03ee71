"""Small files of the shapes that councils give, written for one test."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

Write = Callable[[str | bytes], Path]

HEADER = (
    "<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
    "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>"
    "<Source><LEA>919</LEA><SoftwareCode>own</SoftwareCode></Source></Header>"
)
IDENTIFIERS = "<PersonBirthDate>2015-03-27</PersonBirthDate><Sex>F</Sex>"
REFERRAL = (
    "<CINreferralDate>2025-05-06</CINreferralDate><ReferralSource>6</ReferralSource>"
    "<PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>false</ReferralNFA>"
)
EVERY_BLOCK = """
<Assessments>
  <AssessmentActualStartDate>2025-05-07</AssessmentActualStartDate>
  <AssessmentInternalReviewDate>2025-05-20</AssessmentInternalReviewDate>
  <AssessmentAuthorisationDate>2025-06-18</AssessmentAuthorisationDate>
  <FactorsIdentifiedAtAssessment>
    <AssessmentFactors>2B</AssessmentFactors><AssessmentFactors>3B</AssessmentFactors>
  </FactorsIdentifiedAtAssessment>
</Assessments>
<CINPlanDates><CINPlanStartDate>2025-06-20</CINPlanStartDate><CINPlanEndDate>2025-07-01</CINPlanEndDate></CINPlanDates>
<Section47>
  <S47ActualStartDate>2025-06-23</S47ActualStartDate><InitialCPCtarget>2025-07-14</InitialCPCtarget>
  <DateOfInitialCPC>2025-07-10</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired>
</Section47>
<ChildProtectionPlans>
  <CPPstartDate>2025-07-10</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
  <LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>1</NumberOfPreviousCPP>
  <Reviews><CPPreviewDate>2026-03-02</CPPreviewDate><CPPreviewDate>2025-10-01</CPPreviewDate></Reviews>
</ChildProtectionPlans>
<PreProceedingsandFGDM>
  <PPStartDate>2025-11-03</PPStartDate><LBPSentDate>2025-11-05</LBPSentDate>
  <FGDMMeetingOffer>1</FGDMMeetingOffer><FGDMMeetingFac>0</FGDMMeetingFac>
  <InitialPPMeetingDate>2025-11-12</InitialPPMeetingDate><ReviewMeetingsCount>2</ReviewMeetingsCount>
  <StepDecisionDate>2026-01-15</StepDecisionDate><PPOutcome>A</PPOutcome>
  <CourtAppDate>2026-01-20</CourtAppDate><LetterInitCPDate>2026-01-21</LetterInitCPDate>
</PreProceedingsandFGDM>
"""


def census(*children: str, header: str = HEADER) -> str:
    """A census of these children."""
    return f"<Message>{header}<Children>{''.join(children)}</Children></Message>"


def child(
    number: str = "HFD1",
    identifiers: str = IDENTIFIERS,
    disabilities: Iterable[str] = (),
    episodes: Iterable[str] = (REFERRAL,),
) -> str:
    """A child; each episode is what stands inside its CINdetails."""
    listed = "".join(f"<Disability>{code}</Disability>" for code in disabilities)
    blocks = "".join(f"<CINdetails>{episode}</CINdetails>" for episode in episodes)
    return (
        f"<Child><ChildIdentifiers><LAchildID>{number}</LAchildID>{identifiers}</ChildIdentifiers>"
        f"<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities>{listed}</Disabilities>"
        f"</ChildCharacteristics>{blocks}</Child>"
    )


CELLS: Mapping[str, str] = {
    "Cms Id": "7001",
    "First Name": "Ada",
    "Last Name": "Okafor-Lane",
    "Date Of Birth": "2014-02-03",
    "Gender": "Female",
    "Address": "Flat 2\n14 Willow Row\nHatfield\nal10 9xy",
    "Service Involvement": "Current",
    "Local Authority Organisation": "Hertfordshire",
    "Contact Name": "Miriam Quell",
    "Contact Role": "Social Worker",
    "Contact Phone": "01632 960 167",
    "Contact Email": "m.quell@example.org",
    "Start Date Of Last Involvement": "03/09/2025",
    "Date Of Most Recent Interaction": "2026-01-05 00:00:00",
}


def person(**changes: str) -> dict[str, str]:
    """A line of a caseload list; changes name the column with underscores."""
    return {**CELLS, **{name.replace("_", " "): value for name, value in changes.items()}}


def table(*people: Mapping[str, str], columns: Iterable[str] = CELLS) -> str:
    """A caseload list of these people."""
    names = list(columns)
    lines = [names, *([cells.get(name, "") for name in names] for cells in people)]
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\n" for line in lines)
