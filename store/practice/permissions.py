"""Who may see and do what: one table of role and relation to the case.

Need to know (facts of practice, “Access”): a team's cases are shared by its members; beyond the team a
practitioner sees that a family is known and to which team, so that a child is not missed; nothing more.
"""

from enum import StrEnum


class Relation(StrEnum):
    ALLOCATED = "allocated"
    SAME_TEAM = "same_team"
    SAME_AREA = "same_area"
    CONSULTATION = "consultation"
    CHAIR = "chair"
    FORMER = "former"
    NONE = "none"
    ASKED = "asked"  # through a question that waits for the area's psychologist, or that they answered


class Permission(StrEnum):
    LISTED = "listed"  # Find shows the family's name and team, no more
    READ = "read"
    RECORD = "record"
    CONVENE = "convene"  # says what a meeting came to, by which plans begin and end; moves it, or calls it off
    SHARE = "share"  # hands a report over, and says who gets which copy of it: never by what a phone sealed
    RECORD_PAST = "record_past"  # about a time when one held the case
    SIGN_OFF = "sign_off"
    ADVISE = "advise"  # answers what is asked about the case
    READ_HEALTH = "read_health"  # what a consultation marks as health data
    READ_CLOSED = "read_closed"  # what it keeps to the psychologist and the manager
    SUPERVISE = "supervise"  # records what supervision of one practitioner said of the family
    RESTRICT = "restrict"  # closes the case to all but its own, and opens it again


class Power(StrEnum):
    """What a role may do beside any case."""

    FIND = "find"
    OWN_WEEK = "own_week"
    TEAM_WEEK = "team_week"
    INVITE = "invite"  # invites, ends sign-ins and phones, within one's own reach
    READ_TRAIL = "read_trail"
    CONSULT = "consult"  # sees the questions of the area
    MODULES = "modules"  # names, describes and orders the modules for the whole council
    TIMESCALES = "timescales"  # sets the council's own intervals, from which all that is due is reckoned
    READ_SHARED = "read_shared"  # the reports that were shared with oneself, and nothing else of a family
    EDIT_WORDS = "edit_words"  # what the whole council is told while it writes: those who answer for several teams


_R, _P = Relation, Permission
_SEES = frozenset({_P.LISTED, _P.READ})
_WORKS = _SEES | {_P.RECORD, _P.CONVENE, _P.SHARE}
_OPENS = frozenset({_P.READ_HEALTH, _P.READ_CLOSED})
_ADVISES = _SEES | _OPENS | {_P.ADVISE}
_MANAGES = _WORKS | _OPENS | {_P.SIGN_OFF, _P.RESTRICT, _P.SUPERVISE}
_LISTED = frozenset({_P.LISTED})
_LEFT = frozenset({_P.LISTED, _P.RECORD_PAST})
_PRACTITIONER = {
    _R.ALLOCATED: _WORKS, _R.SAME_TEAM: _WORKS, _R.CONSULTATION: _SEES,
    _R.SAME_AREA: _LISTED, _R.NONE: _LISTED, _R.FORMER: _LEFT,
}  # fmt: skip

MATRIX: dict[str, dict[Relation, frozenset[Permission]]] = {
    "childrens_social_worker": _PRACTITIONER,
    "family_support_worker": _PRACTITIONER,
    "da_victims": _PRACTITIONER,
    "da_harm": _PRACTITIONER,
    "recovery_worker": _PRACTITIONER,
    "mental_health": _PRACTITIONER,
    "psychologist": _PRACTITIONER
    | {_R.ALLOCATED: _WORKS | _ADVISES, _R.CONSULTATION: _ADVISES | {_P.RECORD}, _R.ASKED: _ADVISES},
    "team_manager": _PRACTITIONER | {_R.ALLOCATED: _MANAGES, _R.SAME_TEAM: _MANAGES},
    "service_manager": {
        _R.ALLOCATED: _SEES,
        _R.SAME_TEAM: _SEES,
        _R.SAME_AREA: _SEES,
        _R.CONSULTATION: _SEES,
        _R.NONE: _LISTED,
        _R.FORMER: _LISTED,
    },
    "head_of_service": {relation: _SEES for relation in Relation if relation not in (_R.CHAIR, _R.ASKED)},
    "conference_chair": {},
    "business_support": {},
    "auditor": {},
}

_WRITES = frozenset({Power.FIND, Power.OWN_WEEK})
_LEADS = frozenset({Power.FIND, Power.TEAM_WEEK, Power.INVITE, Power.MODULES, Power.TIMESCALES, Power.EDIT_WORDS})
POWERS: dict[str, frozenset[Power]] = {
    "childrens_social_worker": _WRITES,
    "family_support_worker": _WRITES,
    "da_victims": _WRITES,
    "da_harm": _WRITES,
    "recovery_worker": _WRITES,
    "mental_health": _WRITES,
    "psychologist": _WRITES | {Power.CONSULT},
    "team_manager": _WRITES | {Power.TEAM_WEEK, Power.INVITE},
    "service_manager": _LEADS,
    "head_of_service": _LEADS,
    "conference_chair": frozenset({Power.READ_SHARED}),
    "business_support": frozenset({Power.INVITE}),
    "auditor": frozenset({Power.READ_TRAIL}),
}


def relations_with(role: str, permission: Permission) -> frozenset[Relation]:
    """Every relation to a case through which `role` has `permission`."""
    return frozenset(relation for relation, given in MATRIX[role].items() if permission in given)


def permissions_of(role: str, relations: frozenset[Relation]) -> frozenset[Permission]:
    """All that `role` may do on a case to which it stands in all of these relations at once."""
    return frozenset[Permission]().union(*(MATRIX[role].get(r, frozenset()) for r in relations))


def has_power(role: str, power: Power) -> bool:
    return power in POWERS[role]
