"""Small files of the shapes that councils give, written for a test."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from store.exchange.caseload import CaseloadPerson, read_caseload
from store.exchange.census import read_census
from store.exchange.census_parts import CensusChild
from store.exchange.refusal import Refusal

COLUMNS = (
    "Cms Id,First Name,Last Name,Date Of Birth,Gender,Address,Service Involvement,Contact Name,Contact Role,"
    "Contact Phone,Date Current As Of,Date Of Most Recent Interaction,Start Date Of Last Involvement"
)
ROSE = '9001,Rose,Tibbs,2014-02-03,Female,"4 Elm Row\nHatfield\nAL10 0ZZ",Current,Nora Quist,Social Worker,01632 960111,2026-11-01,2026-10-30,2026-03-02'  # noqa: E501
ROY = '9002,Roy,Tibbs,2016-05-06,Male,"4 Elm Row\nHatfield\nAL10 0ZZ",Current,Nora Quist,Social Worker,01632 960111,2026-11-01,2026-10-30,2026-04-01'  # noqa: E501
OLD = '9003,Ada,Crane,2012-01-01,Female,"9 Oak Row\nWare\nSG12 0ZZ",Historic,Ned Lund,Family Support Worker,01632 960112,2026-11-01,2025-06-30,2024-03-02'  # noqa: E501
BAD = '9004,Bad,Date,2014-02-30,Female,"9 Oak Row\nWare\nSG12 0ZZ",Current,Ned Lund,Social Worker,01632 960112,,,'


def caseload(folder: Path, lines: Sequence[str]) -> Iterator[CaseloadPerson | Refusal]:
    path = folder / "list.csv"
    path.write_text("\n".join([COLUMNS, *lines]))
    return read_caseload(path)


CHILD = """
<Child>
  <ChildIdentifiers><LAchildID>{number}</LAchildID><UPN>A123456789012</UPN><PersonBirthDate>2015-03-02</PersonBirthDate>
    <Sex>F</Sex></ChildIdentifiers>
  <ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>AUT</Disability></Disabilities>
  </ChildCharacteristics>
  <CINdetails>
    <CINreferralDate>2025-05-06</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
    {closed}
    <DateOfInitialCPC>2025-07-01</DateOfInitialCPC>
    <ReferralNFA>false</ReferralNFA>
    <Assessments><AssessmentActualStartDate>2025-05-07</AssessmentActualStartDate>
      <AssessmentAuthorisationDate>2025-06-10</AssessmentAuthorisationDate>
      <FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
    <CINPlanDates><CINPlanStartDate>2025-06-11</CINPlanStartDate><CINPlanEndDate>2025-07-01</CINPlanEndDate></CINPlanDates>
    <Section47><S47ActualStartDate>2025-06-14</S47ActualStartDate><DateOfInitialCPC>2025-07-01</DateOfInitialCPC>
      <ICPCnotRequired>false</ICPCnotRequired></Section47>
    <ChildProtectionPlans><CPPstartDate>2025-07-01</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
      <LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>1</NumberOfPreviousCPP>
      <Reviews><CPPreviewDate>2025-09-20</CPPreviewDate></Reviews></ChildProtectionPlans>
    <PreProceedingsandFGDM><PPStartDate>2025-11-03</PPStartDate><LBPSentDate>2025-11-05</LBPSentDate>
      <FGDMMeetingOffer>true</FGDMMeetingOffer></PreProceedingsandFGDM>
  </CINdetails>
</Child>"""
CLOSED = "<CINclosureDate>2026-02-02</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"


def census(folder: Path, children: Sequence[str]) -> Iterator[CensusChild | Refusal]:
    path = folder / "census.xml"
    header = (
        "<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
        "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>"
    )
    path.write_text(f"<Message>{header}<Children>{''.join(children)}</Children></Message>")
    return iter(read_census(path))


def child(number: str, *, closed: bool = False) -> str:
    return CHILD.format(number=number, closed=CLOSED if closed else "")
