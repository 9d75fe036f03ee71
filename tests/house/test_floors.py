"""Imports go strictly down; files on one floor do not know each other (README, “The floors”)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Highest first. A module belongs to the longest prefix that fits; a package named with “.*” may use itself.
FLOORS = [
    ("web.__main__",),
    ("web.commands.*",),
    ("web.serving", "web.bench.*"),
    ("web.app", "web.patience", "web.collecting"),
    ("web.routes", "web.refusals"),
    ("web.routing.*",),
    ("web.pages",),
    ("web.filing", "web.deposits", "web.kept_words"),
    ("web.form_posts", "web.weekly_entry_putting", "web.carried_etags"),
    (
        "web.recording.*",
        "web.receipts",
        "web.asking",
        "web.carried_cards",
        "web.carried_own",
        "web.actions",
        "web.second_managers",
        "web.release",
        "web.limiting",
        "web.enrolling",
        "web.signing_in",
        "web.weekly_entry_pages",
        "web.weekly_entry_ground",
        "web.team_weeks",
        "web.supervised",
        "web.public_files",
    ),
    (
        "web.weeks",
        "web.due_chips",
        "web.live",
        "web.story_ways",
        "web.weekly_entry_form",
        "web.find_pages",
        "web.photographs_shown",
        "web.drawing.*",
    ),
    ("web.endpoint", "web.documents.*"),
    ("web.guarding",),
    ("web.posting", "web.shell", "web.admitting"),
    ("web.call",),
    ("web.services", "web.sealed_drafts", "web.packed"),
    (
        "web.rendering",
        "web.forms",
        "web.errors",
        "web.security",
        "web.settings",
        "web.cookies",
        "web.base64url",
        "web.places",
        "web.way_back",
        "web.ways",
        "web.whose",
        "web.ceremonies.*",
    ),
    ("store.importing.*",),
    ("store.sample.*", "store.backups", "store.checking", "store.exchange.*", "store.report_papers"),
    ("store.envelope_checking", "store.conference_reports", "store.report_writing"),
    (
        "store.report_members",
        "store.report_steps",
        "store.begun_reports",
        "store.report_beside",
        "store.supervision_leading",
    ),
    ("store.*",),
    ("store.found_families", "store.find_rows", "store.report_replies", "store.version_rows"),
    (
        "store.sign_ins",
        "store.case_access",
        "store.migrating",
        "store.keys",
        "store.wrapping_keys",
        "store.council",
        "store.told_entries",
        "store.week_statements",
        "store.week_rows",
        "store.find_statements",
        "store.find_standings",
    ),
    ("store.visibility", "store.trail", "store.database"),
    ("store.desk",),
    (
        "store.bank_holidays",
        "store.timescales",
        "store.whole_statements",
        "store.visits_that_count",
        "store.prepared",
        "store.trail_in_one",
    ),
    ("store.insert_once",),
    ("store.tables.*",),
    ("store.practice.*",),
]
FILES = sorted(
    path for floor in ("web", "store") for path in (ROOT / floor).glob("*/**/*.py") if "migrations" not in path.parts
)
FILES += sorted(
    path for floor in ("web", "store") for path in (ROOT / floor).glob("*.py") if path.name != "__init__.py"
)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def prefix_of(module: str) -> tuple[int, str]:
    """The floor's number (0 is the highest) and the prefix by which the module stands on it."""
    fitting = [
        (len(prefix.removesuffix(".*")), number, prefix)
        for number, floor in enumerate(FLOORS)
        for prefix in floor
        if module == (bare := prefix.removesuffix(".*")) or module.startswith(bare + ".")
    ]
    assert fitting, f"{module} stands on no floor: give it one in {Path(__file__).name}"
    _, number, prefix = max(fitting)
    return number, prefix


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{name.name}" for name in node.names]
            yield from (name if (ROOT / (name.replace(".", "/") + ".py")).exists() else node.module for name in inside)


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_go_down(path: Path) -> None:
    module = module_of(path)
    floor, prefix = prefix_of(module)
    for imported in sorted(set(imports_of(path))):
        if imported.split(".")[0] not in ("web", "store", "tests", "e2e"):
            continue
        below, its_prefix = prefix_of(imported)
        same_room = prefix == its_prefix and prefix.endswith(".*") and prefix != "store.*"
        assert below > floor or same_room, (
            f"{module} imports {imported}, which does not lie below it: move what both need one floor lower, "
            "or hand it over as an argument"
        )


def test_the_rules_of_the_field_need_the_standard_library_only() -> None:
    for path in (ROOT / "store/practice").glob("*.py"):
        foreign = {
            name for name in imports_of(path) if name.split(".")[0] in {"sqlalchemy", "starlette", "jinja2", "holidays"}
        }
        assert not foreign, f"{module_of(path)} imports {foreign}: take plain values instead"


def test_every_init_is_empty() -> None:
    inits = [path for floor in ("web", "store") for path in (ROOT / floor).rglob("__init__.py")]
    full = [module_of(path) for path in inits if path.read_text().strip()]
    assert not full, f"{full}: move the code into a named file"
