"""Who brings whom in: how far a manager's arm reaches, and which roles they may give.

Nobody gives a role above their own reach; business support keeps the list of people and therefore gives
no role that oversees others' work (two pairs of eyes: ASVS 5.0, 2.3.5).
"""

from enum import StrEnum

from store.practice.permissions import MATRIX, Permission
from store.practice.roles import ROLES


class Scope(StrEnum):
    """How much of the council a role works for, and how much of it a manager reaches."""

    TEAM = "team"
    AREA = "area"
    COUNCIL = "council"


PLACES: dict[str, Scope] = dict.fromkeys(ROLES, Scope.TEAM) | {
    "psychologist": Scope.AREA,
    "service_manager": Scope.AREA,
    "head_of_service": Scope.COUNCIL,
    "conference_chair": Scope.COUNCIL,
    "business_support": Scope.COUNCIL,
    "auditor": Scope.COUNCIL,
}
REACHES: dict[str, Scope] = {
    "team_manager": Scope.TEAM,
    "service_manager": Scope.AREA,
    "head_of_service": Scope.COUNCIL,
    "business_support": Scope.COUNCIL,
}

_OF_A_TEAM = frozenset(key for key, role in ROLES.items() if role.writes and PLACES[key] is Scope.TEAM)
_OF_AN_AREA = _OF_A_TEAM | {"psychologist", "team_manager"}
GRANTS: dict[str, frozenset[str]] = {
    "team_manager": _OF_A_TEAM,
    "service_manager": _OF_AN_AREA,
    "head_of_service": frozenset(ROLES),
    "business_support": _OF_AN_AREA | {"conference_chair", "business_support"},
}


def may_grant(role: str, other: str) -> bool:
    """Whether `role` may bring in, let go and lock out somebody who has the role `other`."""
    return other in GRANTS.get(role, frozenset())


def may_invite(role: str, other: str, *, has_come_in: bool) -> bool:
    """Whether `role` may make a link for somebody of the role `other`, who may have had a passkey before.

    Whoever opens the link is that person from then on. Business support sees no case, so it cannot make a link
    that opens any: it keeps the list, and a manager above them brings in whoever works with families.
    """
    if role == "business_support":
        return may_grant(role, other) and not has_come_in and not _reads_cases(other)
    return may_grant(role, other)


def _reads_cases(role: str) -> bool:
    return any(Permission.READ in given for given in MATRIX[role].values())


def grantable_roles(role: str) -> list[str]:
    """The roles that `role` may give, in the order of the field."""
    return [key for key in ROLES if may_grant(role, key)]
