"""Who is shown how things stand sees the last state, without a look for each of fifty changes."""

from e2e.conftest import HandOut
from e2e.offline.modules import ask, with_modules


def test_fifty_changes_are_looked_at_twice_and_the_last_is_what_is_seen(phones: HandOut) -> None:
    page = with_modules(phones).page
    assert ask(page, "turns.manyChanges", many=50) == {"times": 2, "seen": 50}


def test_after_a_look_that_failed_the_next_one_is_taken(phones: HandOut) -> None:
    page = with_modules(phones).page
    assert ask(page, "turns.afterFailure") == ["Error", "none", "shown"]
