"""What Find shows: of the families that one may read all that is needed, of others that they are known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.desk import Desk
from store.find_statements import HEADS, PEOPLE, padded
from store.practice.case_dates import PlanDates
from store.practice.finding.forgiving import Meant
from store.practice.finding.ranking import ONE_NAME, NamedPerson, names_that_meet, one_person_meets

MOST_SHOWN, MOST_ELSEWHERE = 8, 5
Goodness = dict[int, float]
Families = dict[int, int]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    id: int
    is_child: bool
    given_name: str
    family_name: str
    relationship: str
    lives_here: bool
    born: date | None
    expected: date | None
    died: date | None
    phone: str
    plans: tuple[PlanDates, ...]


@dataclass(frozen=True, slots=True)
class FoundFamily:
    """A family that the viewer may read. `through`: the person by whose own name it was found."""

    case_id: int
    family_id: int
    name: str
    reference: str
    address_lines: list[str]
    postcode: str
    warnings: list[str]
    team: str
    opened_on: date
    closed_on: date | None
    next_conference_on: date | None
    people: tuple[FoundPerson, ...]
    through: FoundPerson | None


@dataclass(frozen=True, slots=True)
class FoundElsewhere:
    """All that is shown of a family whose case one may not read: that it is known, and whom to ask."""

    name: str
    team: str
    manager: str
    manager_phone: str


@dataclass(frozen=True, slots=True)
class Found:
    """`asked`: something was typed that can be looked for. `more`: more of what one may see would fit."""

    asked: bool
    families: tuple[FoundFamily, ...] = ()
    elsewhere: tuple[FoundElsewhere, ...] = ()
    more: bool = False


def described(desk: Desk, meant: Sequence[Meant], readable: Goodness, elsewhere: Goodness, families: Families) -> Found:
    """Fetch what is shown, of readable families and of others; a family stands once, the readable way first.

    Each of the two lists is ranked and cut by itself. A good answer does not end the list: whoever types a name as it
    sounds meets a like name in their own team first, and the child of another team would be missed. So the better
    answer stands above and hides nothing but by the length of a list, which `more` tells. What is listed of others is
    then the same for everybody who is told of them, and says nothing new: each is found by its own name alone.
    """
    own = _best_families(readable, families, MOST_SHOWN)
    others = _best_families(elsewhere, families, MOST_ELSEWHERE, without={families[case_id] for case_id in readable})
    more = len(own) > MOST_SHOWN or len(others) > MOST_ELSEWHERE
    own, others = dict(list(own.items())[:MOST_SHOWN]), dict(list(others.items())[:MOST_ELSEWHERE])
    if not own and not others:
        return Found(asked=True)
    wanted = [
        case_id for case_id in {**readable, **elsewhere} if families[case_id] in own or families[case_id] in others
    ]
    heads = dict[int, Any]()
    for row in desk.rows(HEADS, {"cases": padded(wanted, -1)}):
        if row.id in (readable if row.family_id in own else elsewhere):
            heads.setdefault(row.family_id, row)
    shown = _with_people(desk, meant, [(heads[family_id], good) for family_id, good in own.items()])
    return Found(True, shown, _listed([(heads[family_id], good) for family_id, good in others.items()]), more)


def families_of(desk: Desk, case_ids: Sequence[int]) -> tuple[FoundFamily, ...]:
    """The families of cases that the caller has found through `visibility`, as Find shows them; two statements."""
    heads = desk.rows(HEADS, {"cases": padded(case_ids, -1)})
    return _with_people(desk, (), [(head, 0) for head in heads if head.id in case_ids])


def _best_families(goodness: Goodness, families: Families, most: int, without: Iterable[int] = ()) -> dict[int, float]:
    """Families with how well they meet the query, best first, and one more than is shown."""
    best = dict[int, float]()
    for case_id, good in goodness.items():
        family_id = families[case_id]
        best[family_id] = max(good, best.get(family_id, 0))
    for family_id in without:
        best.pop(family_id, None)
    return dict(sorted(best.items(), key=lambda item: (-item[1], -item[0]))[: most + 1])


def _listed(heads: Sequence[tuple[Any, float]]) -> tuple[FoundElsewhere, ...]:
    """Best first, so that a name as it was typed stands above one that was forgiven."""
    ranked = sorted(heads, key=lambda found: (-found[1], found[0].name))
    return tuple(
        FoundElsewhere(head.name, head.team, head.manager or "", head.manager_phone or "") for head, _ in ranked
    )


def _with_people(desk: Desk, meant: Sequence[Meant], heads: Sequence[tuple[Any, float]]) -> tuple[FoundFamily, ...]:
    if not heads:
        return ()
    values = {
        "families": padded([head.family_id for head, _ in heads], -1),
        "cases": padded([h.id for h, _ in heads], -1),
    }
    people = _people(desk.rows(PEOPLE, values))
    found = [_family(meant, head, good, people.get(head.family_id, [])) for head, good in heads]
    return tuple(family for _, family in sorted(found, key=_best_first))


def _best_first(found: tuple[float, FoundFamily]) -> tuple[float, bool, str]:
    good, family = found
    return -good, family.closed_on is not None, family.name


def _people(rows: Iterable[Any]) -> dict[int, list[FoundPerson]]:
    seen = dict[int, tuple[Any, list[PlanDates]]]()
    for row in rows:
        _, plans = seen.setdefault(row.id, (row, []))
        if row.plan:
            plans.append(PlanDates(row.plan, str(row.id), row.started_on, row.ended_on, row.category))
    people = dict[int, list[FoundPerson]]()
    for row, plans in seen.values():
        people.setdefault(row.family_id, []).append(
            FoundPerson(row.id, row.kind == "child", row.given_name, row.family_name, row.relationship, row.lives_here,
                        row.birth_date, row.expected_on, row.died_on, row.phone, tuple(plans))
        )  # fmt: skip
    return people


def _family(meant: Sequence[Meant], head: Any, good: float, people: Sequence[FoundPerson]) -> tuple[float, FoundFamily]:
    names = [NamedPerson(p.given_name, p.family_name, p.born, p.phone) for p in people]
    family_meets, who = names_that_meet(meant, head.name, names)
    if family_meets or (who is not None and one_person_meets(meant, names[who])):
        good += ONE_NAME
    through = people[who] if who is not None and not family_meets else None
    facts = (head.name, head.reference, head.address_lines, head.postcode, head.warnings, head.team)
    dates = (head.opened_on, head.closed_on, head.next_conference_on)
    return good, FoundFamily(head.id, head.family_id, *facts, *dates, tuple(people), through)
