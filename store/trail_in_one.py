"""PostgreSQL takes a batch of the trail in one statement: one journey in place of four.

The head moves only if it is the one that is known, and the rows go in only if the head has moved.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

EXTEND = text("""
    WITH moved AS (
        UPDATE trail_head SET number = :number_now, seal = :seal_now, own_seal = :own_seal_now
        WHERE number = :number_then AND seal = :seal_then RETURNING number
    )
    INSERT INTO trail (number, at, seal, act, practitioner_id, case_id, subject, facts)
    SELECT new.number, new.at, new.seal, new.act, new.practitioner_id, new.case_id, new.subject, CAST(new.facts AS json)
    FROM moved, unnest(
        CAST(:number AS bigint[]), CAST(:at AS timestamptz[]), CAST(:seal AS bytea[]), CAST(:act AS text[]),
        CAST(:practitioner_id AS integer[]), CAST(:case_id AS integer[]), CAST(:subject AS text[]),
        CAST(:facts AS text[])
    ) AS new (number, at, seal, act, practitioner_id, case_id, subject, facts)
""")
_COLUMNS = ("number", "at", "seal", "act", "practitioner_id", "case_id", "subject")


def in_columns(rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """The rows as EXTEND takes them: for each column a list of all its values."""
    return {name: [row[name] for row in rows] for name in _COLUMNS} | {
        "facts": [json.dumps(row["facts"]) for row in rows]
    }
