"""How the chip of a due date looks, wherever it stands: red is what is overdue, and nothing else."""

from store.practice.due_date import DueDate

SOON = 6  # days


def chip_of(due: DueDate) -> str:
    return "overdue" if due.overdue else "due" if due.days_left <= SOON else "plain"
