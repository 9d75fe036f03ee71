"""One line of `weekbook bench`. A module of web.bench with `rows(progress)` is run by it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`reach` says what it is to be, in words; `reached` None where it is only told."""

    name: str
    value: float
    unit: str = ""
    reach: str = ""
    reached: bool | None = None
