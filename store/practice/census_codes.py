"""The code lists of the children in need census, with what each code says in few words.

Source: Department for Education, children in need census code sets, as in its schema of 2024; Sex and the
outcome of pre-proceedings (code set CS131: A, B, C) from the specification of 2025 to 2026.
"""

from collections.abc import Mapping
from typing import Literal

Codes = Mapping[str, str]
Sex = Literal["male", "female", "other", "unknown"]

SEX: Mapping[str, Sex] = {"M": "male", "F": "female", "U": "unknown"}
GENDER: Mapping[str, Sex] = {"1": "male", "2": "female", "9": "other", "0": "unknown"}

YES_NO: Mapping[str, bool] = {
    "true": True, "TRUE": True, "True": True, "1": True,
    "false": False, "FALSE": False, "False": False, "0": False,
}  # fmt: skip

ETHNICITY: Codes = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WIRT": "Traveller of Irish heritage",
    "WOTH": "any other White background",
    "WROM": "Gypsy or Roma",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "any other mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "any other Asian background",
    "BCRB": "Caribbean",
    "BAFR": "African",
    "BOTH": "any other Black background",
    "CHNE": "Chinese",
    "OOTH": "any other ethnic group",
    "REFU": "refused",
    "NOBT": "not yet obtained",
}

DISABILITY: Codes = {
    "NONE": "no disability",
    "MOB": "mobility",
    "HAND": "hand function",
    "PC": "personal care",
    "INC": "incontinence",
    "COMM": "communication",
    "LD": "learning",
    "HEAR": "hearing",
    "VIS": "vision",
    "BEH": "behaviour",
    "CON": "consciousness",
    "AUT": "autism",
    "DDA": "other",
}

REFERRAL_SOURCE: Codes = {
    "1A": "family member, relative or carer",
    "1B": "acquaintance",
    "1C": "self",
    "1D": "another individual",
    "2A": "school",
    "2B": "education services",
    "3A": "general practitioner",
    "3B": "health visitor",
    "3C": "school nurse",
    "3D": "other primary health services",
    "3E": "accident and emergency",
    "3F": "other health services",
    "4": "housing",
    "5A": "social care of the council",
    "5B": "another service of the council",
    "5C": "another council",
    "5D": "early help",
    "6": "police",
    "7": "other legal agency",
    "8": "other",
    "9": "anonymous",
    "10": "unknown",
}

NEED: Codes = {
    "N1": "abuse or neglect",
    "N2": "child's disability",
    "N3": "parental disability or illness",
    "N4": "family in acute stress",
    "N5": "family dysfunction",
    "N6": "socially unacceptable behaviour",
    "N7": "low income",
    "N8": "absent parenting",
    "N9": "cases other than children in need",
    "N0": "not stated",
}

CLOSURE: Codes = {
    "RC1": "adopted",
    "RC2": "died",
    "RC3": "child arrangements order",
    "RC4": "special guardianship order",
    "RC5": "transferred to another council",
    "RC6": "transferred to adult social care",
    "RC7": "services ceased for another reason",
    "RC8": "closed after assessment, no further action",
    "RC9": "closed after assessment, referred to early help",
}

ABUSE: Codes = {
    "NEG": "neglect",
    "PHY": "physical abuse",
    "SAB": "sexual abuse",
    "EMO": "emotional abuse",
    "MUL": "multiple",
}

PRE_PROCEEDINGS_OUTCOME: Codes = {"A": "outcome A", "B": "outcome B", "C": "outcome C"}
"""The public material names the codes of CS131, not their meaning."""
