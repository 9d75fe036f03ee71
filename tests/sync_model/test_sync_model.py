"""A few dozen days of three phones; `make faults` plays ten thousand."""

from tests.sync_model.playing import play

DAYS = 30


def test_whatever_happens_nothing_is_lost_doubled_overwritten_or_shown_to_the_wrong_person() -> None:
    play(DAYS)
