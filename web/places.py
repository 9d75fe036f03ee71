"""The five places of the bar, and which of them somebody may enter."""

from store.practice.permissions import Power, has_power

_POWERS = {"week": None, "find": Power.FIND, "record": Power.OWN_WEEK, "supervision": Power.FIND, "you": None}


def places_of(role: str) -> list[str]:
    """In the order of the bar."""
    return [place for place, power in _POWERS.items() if power is None or has_power(role, power)]
