"""Each line has a code and a look of its own, and keeps the look of its role from family to family."""

from dataclasses import astuple
from datetime import date

from store.practice.roles import WRITERS
from store.practice.safety import Line, View, lines_of
from store.practice.safety_looks import codes_of, looks_of
from store.practice.weeks import Week

NOW = Week(date(2026, 11, 16))


def lines(*people: tuple[str, str] | tuple[str, str, date]) -> tuple[Line, ...]:
    """Of name and role, and the last day where somebody has left the case."""
    views = [
        View(who, person[0], person[1], person[2] if len(person) > 2 else None, NOW, 5)
        for who, person in enumerate(people)
    ]
    return lines_of(views, NOW)


def test_a_code_is_the_roles_and_names_the_person_where_two_share_it() -> None:
    shown = lines(
        ("Priya Raman", "childrens_social_worker"), ("Tom Ashdown", "childrens_social_worker"),
        ("Sam Okoro", "recovery_worker"), ("Tia Abara", "childrens_social_worker"),
    )  # fmt: skip
    assert codes_of(shown) == ("SW PR", "SW TA", "SW TA 2", "DR")


def test_a_role_looks_alike_with_every_family() -> None:
    alone = looks_of(lines(("Sam Okoro", "recovery_worker")))
    among = looks_of(lines(("Priya Raman", "childrens_social_worker"), ("Dan Ryde", "recovery_worker")))
    assert alone[0] == among[1]


def test_who_held_it_before_gives_the_roles_look_to_whoever_came_after() -> None:
    sole = looks_of(lines(("Priya Raman", "childrens_social_worker")))
    after = lines(
        ("Anna Reid", "childrens_social_worker", date(2026, 10, 3)), ("Priya Raman", "childrens_social_worker")
    )
    assert [line.name for line in after] == ["Priya Raman", "Anna Reid"]
    assert looks_of(after)[0] == sole[0] and looks_of(after)[1] != sole[0]


def test_up_to_eight_people_differ_in_colour_shape_and_dash() -> None:
    roles = [*WRITERS, "team_manager"]
    looks = looks_of(lines(*((f"Person {at}", role) for at, role in enumerate(roles))))
    for part in zip(*map(astuple, looks), strict=True):
        assert len(set(part)) == 8


def test_twenty_people_of_one_role_are_still_told_apart() -> None:
    people = lines(*((f"Ada B{chr(97 + at)}", "recovery_worker") for at in range(20)))
    assert len(set(looks_of(people))) == len(set(codes_of(people))) == 20
