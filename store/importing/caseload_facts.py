"""What a line of a caseload list says about a case and about who holds it. Plain values in, plain values out.

A case's facts hold `people`: the council's number of a person → each worker of theirs (`worker_key`) → that
worker's line: `involvement`, `from`, `until`, `organisation`.
"""

from datetime import date
from typing import Any

from store.exchange.caseload import CaseloadPerson
from store.practice.roles import ROLES

USUAL_ROLE = "childrens_social_worker"
Facts = dict[str, Any]


def worker_key(line: CaseloadPerson) -> str:
    """A worker as the case's facts name them."""
    return f"{line.worker_name} {line.worker_phone}".strip()


def with_line(before: Facts, line: CaseloadPerson, today: date) -> Facts:
    """The case's facts with this line in them; JSON values only. Where no end is known it was today, once."""
    people = dict(before.get("people", {}))
    workers, key = people.get(line.council_id, {}), worker_key(line)
    end = _text(_ended(line)) or workers.get(key, {}).get("until") or _text(today)
    here = {"involvement": line.involvement, "from": _text(began(line)), "until": end,
            "organisation": line.organisation}  # fmt: skip
    return {**before, "people": {**people, line.council_id: {**workers, key: here}}}


def began(line: CaseloadPerson) -> date | None:
    """Some lists give a last contact that lies before the start of the involvement; the earlier one counts."""
    return min((day for day in (line.started_on, line.last_contact_on) if day), default=None) or line.covers_from


def opened(facts: Facts) -> date | None:
    """The first day of all lines; None where no line gives one."""
    begun = [w["from"] for workers in facts["people"].values() for w in workers.values() if w["from"]]
    return date.fromisoformat(min(begun)) if begun else None


def held(facts: Facts, worker: str, since: date) -> dict[str, date | None]:
    """When this worker held the case, from all their lines on it: open while one of them is.

    `since` stands where no line says when it began.
    """
    lines = [workers[worker] for workers in facts["people"].values() if worker in workers]
    begun = [text["from"] for text in lines if text["from"]]
    ended = [text["until"] for text in lines if text["involvement"] == "historic"]
    since = date.fromisoformat(min(begun)) if begun else since
    over = date.fromisoformat(max(ended)) if len(ended) == len(lines) else None
    return {"since": since, "until": over and max(over, since)}


def role_of(text: str) -> str:
    """The role that the list's words mean; a social worker where they mean none of ours that writes."""
    plain = text.casefold().replace("’", "'")
    words = {role.label.replace("’", "'"): role.key for role in ROLES.values() if role.writes}
    return next((key for label, key in words.items() if label in plain or (plain and plain in label)), USUAL_ROLE)


def _ended(line: CaseloadPerson) -> date | None:
    return line.last_contact_on or line.covers_to or line.as_of


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
