"""What stands around a paper, by what it is for: the same paper is a draft, a final version or one person's copy."""

from dataclasses import dataclass
from datetime import UTC, datetime

from store.practice.report.paper import Paper

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # what a ZIP can say


@dataclass(frozen=True)
class Cover:
    """`mark`: at the head of every page, and first thing for whoever hears it. `notes`: before the first section.
    `nothing`: what an empty section says. `at`: when the document was made, by its own word; without it the newest
    moment that the paper knows, so that the same paper gives the same bytes.
    """

    mark: str = ""
    notes: tuple[str, ...] = ()
    nothing: str = "Nothing was written down."
    at: datetime | None = None


def made_at(paper: Paper, cover: Cover) -> datetime:
    """In whole seconds: neither file says it more exactly."""
    written = (section.written.at for section in paper.sections if section.written)
    quoted = (
        one.happened_at for section in paper.sections for _, these in section.quotations for one in these
    )  # fmt: skip
    found = cover.at or max((EARLIEST, *written, *quoted))
    return found.astimezone(UTC).replace(microsecond=0)


def footer(paper: Paper) -> str:
    return f"{paper.family} · confidential"
