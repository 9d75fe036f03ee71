"""How often a family's weekly entry is expected: every 1 to 4 weeks.

Facts, "The model": councils also write every three weeks or monthly, so the rhythm is a setting, by
default every week. The turns are counted from the week in which the work began.
"""

from store.practice.weeks import Week

DEFAULT_RHYTHM = 1
LONGEST_RHYTHM = 4


def weeks_covered(week: Week, began: Week, rhythm: int = DEFAULT_RHYTHM) -> tuple[Week, ...]:
    """The turn in which `week` falls: all weeks that its entry speaks for; it is due with the last."""
    if not 1 <= rhythm <= LONGEST_RHYTHM:
        raise ValueError(f"a rhythm is 1 to {LONGEST_RHYTHM} weeks, not {rhythm}")
    if week < began:
        raise ValueError(f"the work began in {began}, after {week}")
    into = (week.start - began.start).days // 7 % rhythm
    return tuple(week.after(n - into) for n in range(rhythm))


def is_expected(week: Week, began: Week, rhythm: int = DEFAULT_RHYTHM) -> bool:
    """Whether an entry is due with this week; never before the work began."""
    return week >= began and weeks_covered(week, began, rhythm)[-1] == week
