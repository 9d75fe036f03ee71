"""Who the family are, as a report tells of them."""

from datetime import date

from store.case_people import CasePerson
from store.practice.dates_in_words import day_and_month
from store.practice.plans_in_words import plan_in_words
from store.practice.report.facts import Member


def member_of(person: CasePerson, called: str, today: date) -> Member:
    """Who died has no plan any more, whatever day its end was recorded for."""
    plans = () if person.died_on else person.running_plans(today)
    words = (plan_in_words(plan.kind, plan.category) for plan in plans)
    died = f"died {day_and_month(person.died_on)} {person.died_on.year}" if person.died_on else ""
    same = (person.id, called, person.name or called, person.relationship, person.lives_here, person.is_child)
    return Member(
        *same, age=person.age(today), plan=", ".join(dict.fromkeys(words)), died=died,
        is_baby=_is_baby(person, today), is_unborn=person.is_unborn,
    )  # fmt: skip


def _is_baby(person: CasePerson, today: date) -> bool:
    """Under two, who has no words of their own yet."""
    return person.birth_date is None or (today - person.birth_date).days < 2 * 365
