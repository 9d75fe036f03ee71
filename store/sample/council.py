"""The invented council: three office areas, 26 teams, three hundred practitioners, and its doors."""

from dataclasses import dataclass, field
from hashlib import sha512

from store.council import DEMONSTRATION, DEMONSTRATION_DOORS
from store.sample.names import WORKER_FAMILIES, WORKERS
from store.sample.places import AREAS
from store.sample.rows import Rows
from store.tables.people import CouncilSetting, OfficeArea, Practitioner, Team

IN_A_TEAM = (
    "team_manager", *["childrens_social_worker"] * 5, "family_support_worker", "da_victims", "da_harm",
    "recovery_worker", "mental_health",
)  # fmt: skip
IN_AN_AREA = ("psychologist", "service_manager")
FOR_ALL = (
    "head_of_service", *["conference_chair"] * 4, *["business_support"] * 3, "auditor",
)  # fmt: skip
HATFIELD = {
    "priya": ("Priya Raman", "childrens_social_worker"),
    "tom": ("Tom Ashdown", "childrens_social_worker"),
    "grace": ("Grace Mensah", "childrens_social_worker"),
    "marcus": ("Marcus Bell", "family_support_worker"),
    "shazia": ("Shazia Malik", "da_victims"),
    "dan": ("Dan Whitlock", "da_harm"),
    "sam": ("Sam Okoro", "recovery_worker"),
    "joan": ("Joan Tierney", "mental_health"),
    "ruth": ("Ruth Calder", "team_manager"),
}
_NAMED = [name for name, _ in HATFIELD.values()]


@dataclass
class Council:
    """Ids: of teams by name, of the named cast by key, and who works in which role of which team."""

    teams: dict[str, int] = field(default_factory=dict)
    area_of: dict[str, str] = field(default_factory=dict)
    cast: dict[str, int] = field(default_factory=dict)
    workers: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # (team, area or "", role)

    def in_role(self, place: str, role: str) -> list[int]:
        return self.workers.get((place, role), [])


def add_council(rows: Rows) -> Council:
    """Areas, teams, practitioners; the setting that marks the database as a demonstration, and its doors."""
    council = Council()
    fresh = _fresh_names(rows)
    for area, teams in AREAS.items():
        area_id = rows.add(OfficeArea, name=area)
        for team in teams:
            council.teams[team] = rows.add(Team, name=team, area_id=area_id)
            council.area_of[team] = area
            _add_team(rows, council, team, fresh)
        for role in IN_AN_AREA:
            _add_worker(rows, council, area, role, _area_name(area, role) or next(fresh), area_id=area_id)
    for role in FOR_ALL:
        _add_worker(rows, council, "", role, next(fresh))
    council.cast["helen"] = council.in_role("Mid", "psychologist")[0]
    rows.add_as_is(CouncilSetting, key=DEMONSTRATION, value=True)
    rows.add_as_is(CouncilSetting, key=DEMONSTRATION_DOORS, value=_doors(council))
    return council


def _area_name(area: str, role: str) -> str | None:
    return "Helen Voss" if (area, role) == ("Mid", "psychologist") else None


def _add_team(rows: Rows, council: Council, team: str, fresh: "_Names") -> None:
    cast = dict(HATFIELD) if team == "Hatfield" else {}
    for role in IN_A_TEAM:
        key = next((key for key, (_, of) in cast.items() if of == role), "")
        name = cast.pop(key)[0] if key else next(fresh)
        number = _add_worker(rows, council, team, role, name, team_id=council.teams[team])
        if key:
            council.cast[key] = number


def _add_worker(rows: Rows, council: Council, place: str, role: str, name: str, **where: int) -> int:
    count = len(rows.of[Practitioner])
    number = rows.add(
        Practitioner,
        name=name,
        role=role,
        phone=f"07700 900{count % 500:03}",
        user_handle=sha512(f"demonstration/{count}".encode()).digest(),
        **where,
    )
    council.workers.setdefault((place, role), []).append(number)
    return number


class _Names:
    """Every practitioner's name once."""

    def __init__(self, rows: Rows) -> None:
        self._random, self._used = rows.random, set(_NAMED)

    def __next__(self) -> str:
        while (name := f"{self._random.choice(WORKERS)} {self._random.choice(WORKER_FAMILIES)}") in self._used:
            pass
        self._used.add(name)
        return name


def _fresh_names(rows: Rows) -> _Names:
    return _Names(rows)


def _doors(council: Council) -> list[int]:
    """One practitioner for each role where one looks first, and two of another team."""
    hatfield = [council.cast[key] for key in ("priya", "ruth", "sam", "marcus", "shazia", "dan", "joan", "helen")]
    above = [council.in_role("Mid", "service_manager")[0]]
    others = [council.in_role("", role)[0] for role in ("head_of_service", "conference_chair")]
    elsewhere = [council.in_role("Stevenage", role)[0] for role in ("childrens_social_worker", "team_manager")]
    quiet = [council.in_role("", role)[0] for role in ("business_support", "auditor")]
    return [*hatfield, *above, *others, *elsewhere, *quiet]
