"""The people of a family safeguarding service, in the words of the field (facts of the model)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    key: str
    label: str
    short: str  # for a disc of two to four letters
    writes: bool = False  # has a chapter in a family's week


ROLES = {
    role.key: role
    for role in (
        Role("childrens_social_worker", "children’s social worker", "SW", writes=True),
        Role("family_support_worker", "family support worker", "FSW", writes=True),
        Role("da_victims", "domestic abuse practitioner (victims)", "DA", writes=True),
        Role("da_harm", "domestic abuse practitioner (people who harm)", "DAH", writes=True),
        Role("recovery_worker", "recovery worker", "DR", writes=True),
        Role("mental_health", "mental health practitioner", "MH", writes=True),
        Role("psychologist", "clinical psychologist", "PSY", writes=True),
        Role("team_manager", "team manager", "TM"),
        Role("service_manager", "service manager", "SM"),
        Role("head_of_service", "head of service", "HoS"),
        Role("conference_chair", "conference chair", "CH"),
        Role("business_support", "business support", "BS"),
        Role("auditor", "auditor", "AU"),
    )
}
WRITERS = tuple(role.key for role in ROLES.values() if role.writes)


class InRole:
    """Somebody in a role, or what they wrote: the field’s word for the role, and its letters for a disc."""

    role: str

    @property
    def role_label(self) -> str:
        return ROLES[self.role].label

    @property
    def short(self) -> str:
        return ROLES[self.role].short
