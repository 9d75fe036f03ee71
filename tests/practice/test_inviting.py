"""Who may bring in whom."""

import pytest

from store.practice.inviting import GRANTS, PLACES, REACHES, Scope, grantable_roles, may_grant
from store.practice.permissions import Power, has_power
from store.practice.roles import ROLES

ABOVE = ("team_manager", "service_manager", "head_of_service")


def test_whoever_may_invite_has_a_reach_and_roles_to_give_and_nobody_else_has() -> None:
    inviting = {role for role in ROLES if has_power(role, Power.INVITE)}
    assert inviting == REACHES.keys() == GRANTS.keys()


@pytest.mark.parametrize(("role", "rank"), [(role, rank) for rank, role in enumerate(ABOVE)])
def test_nobody_gives_a_role_above_their_own(role: str, rank: int) -> None:
    assert not [higher for higher in ABOVE[rank + 1 :] if may_grant(role, higher)]


def test_no_role_is_given_that_works_for_more_than_its_giver_reaches() -> None:
    order = list(Scope)
    for role, given in GRANTS.items():
        assert all(order.index(PLACES[other]) <= order.index(REACHES[role]) for other in given)


def test_a_team_manager_gives_the_roles_that_write_in_the_team() -> None:
    assert grantable_roles("team_manager") == [
        "childrens_social_worker", "family_support_worker", "da_victims", "da_harm", "recovery_worker", "mental_health",
    ]  # fmt: skip


def test_every_role_has_its_place() -> None:
    assert PLACES.keys() == ROLES.keys()
