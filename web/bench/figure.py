"""One line of `weekbook bench`. A module of web.bench with `rows(progress)` is run by it.

One with ONLY_IF_NAMED is run only when it is asked for by name.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`reach` says what it is to be, in words; `reached` None where it is only told.

    Without a value it was not measured, and says why.
    """

    name: str
    value: float | None
    unit: str = ""
    reach: str = ""
    reached: bool | None = None
    not_measured: str = ""


class Missing(Exception):
    """This machine has not what a bench needs; says so in one line."""
