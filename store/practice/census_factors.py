"""The factors that an assessment of the children in need census can name.

Source: as in `census_codes`; 8A, 18A and 19A were replaced by finer codes and are still met.
"""

from store.practice.census_codes import Codes

_OF_WHOM = {"A": "the child", "B": "a parent or carer", "C": "another person in the household"}
_SHARED = {
    "1": "alcohol misuse",
    "2": "drug misuse",
    "3": "domestic abuse",
    "4": "mental health",
    "5": "learning disability",
    "6": "physical disability or illness",
}

FACTORS: Codes = {
    **{f"{number}{who}": f"{what}: {_OF_WHOM[who]}" for number, what in _SHARED.items() for who in _OF_WHOM},
    "7A": "young carer",
    "8B": "privately fostered: overseas, intends to return",
    "8C": "privately fostered: overseas, intends to stay",
    "8D": "privately fostered: in an educational placement",
    "8E": "privately fostered: alternative family arrangements",
    "8F": "privately fostered: other",
    "9A": "unaccompanied asylum-seeking child",
    "10A": "missing",
    "11A": "child sexual exploitation",
    "12A": "trafficking",
    "13A": "gangs",
    "14A": "socially unacceptable behaviour",
    "15A": "self-harm",
    "16A": "neglect",
    "17A": "emotional abuse",
    "18B": "physical abuse by another child",
    "18C": "physical abuse by an adult",
    "19B": "sexual abuse by another child",
    "19C": "sexual abuse by an adult",
    "20": "other",
    "21": "no factors identified",
    "22A": "female genital mutilation",
    "23A": "abuse linked to faith or belief",
    "24A": "child criminal exploitation",
}

REPLACED_FACTORS: Codes = {"8A": "privately fostered", "18A": "physical abuse", "19A": "sexual abuse"}
