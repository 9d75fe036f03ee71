"""Thirteen weeks of a generated family."""

from store.sample.caseload import Worked
from store.sample.recording import Recorder


def add_story(recorder: Recorder, family: Worked) -> None:
    return None
