"""Plays days of three phones against the real app; a violation is raised with the shortest day that shows it."""

from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sync_model.together import TogetherSyncMachine
from tests.sync_model.world import serving

STEPS = 25


def play(days: int, heard: Callable[[int], None] = lambda day: None) -> None:
    """`heard` is told the number of each day as it begins."""
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    plan = settings(
        max_examples=days, stateful_step_count=STEPS, deadline=None, suppress_health_check=quiet, database=None
    )
    TogetherSyncMachine.days, TogetherSyncMachine.heard = 0, staticmethod(heard)
    with serving():
        run_state_machine_as_test(TogetherSyncMachine, settings=plan)
