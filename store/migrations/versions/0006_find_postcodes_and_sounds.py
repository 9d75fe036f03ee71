"""Find: the second half of a postcode leads to its family; words stand under how they sound by today's rules"""

from array import array
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from store.practice.finding.terms import POSTCODE, inward_half, keys_of, term

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

AT_ONCE = 5_000
_keys = sa.table("find_keys", sa.column("key", sa.String()), sa.column("kind"), sa.column("word"))
_stands = sa.table("find_cases", sa.column("case_id"), sa.column("team_id"), sa.column("terms", sa.LargeBinary()))
_cases = sa.table("cases", sa.column("id"), sa.column("family_id"))
_families = sa.table("families", sa.column("id"), sa.column("postcode", sa.String()))
_STANDING = (
    sa.select(_stands, _families.c.postcode)
    .join_from(_stands, _cases, _cases.c.id == _stands.c.case_id)
    .join(_families, _families.c.id == _cases.c.family_id)
)
_POST = sa.text(
    "INSERT INTO find_postings (team_id, term, case_id) VALUES (:team_id, :term, :case_id) ON CONFLICT DO NOTHING"
)
_RENEW = _stands.update().where(_stands.c.case_id == sa.bindparam("a_case")).values(terms=sa.bindparam("now"))


def upgrade() -> None:
    """What Find looks in is derived: what is here are the rows that building it anew would make."""
    connection = op.get_bind()
    last = connection.scalar(sa.select(sa.func.max(_stands.c.case_id))) or 0
    for start in range(0, last + 1, AT_ONCE):
        some = _STANDING.where(_stands.c.case_id.between(start, start + AT_ONCE - 1))
        _add_second_halves(connection, connection.execute(some).all())
    words = connection.execute(sa.select(_keys.c.kind, _keys.c.word).distinct()).all()
    connection.execute(_keys.delete().where(_keys.c.key.startswith("~")))
    if sounds := list(_sounds(words)):
        connection.execute(_keys.insert(), sounds)


def _add_second_halves(connection: sa.Connection, standing: Any) -> None:
    postings, renewed = list[dict[str, Any]](), list[dict[str, Any]]()
    for case_id, team_id, terms, postcode in standing:
        half, known = inward_half(postcode), set(array("q", terms))
        if half and (new := term(POSTCODE, half)) not in known:
            postings.append({"team_id": team_id, "term": new, "case_id": case_id})
            renewed.append({"a_case": case_id, "now": array("q", sorted({*known, new})).tobytes()})
    if postings:
        connection.execute(_POST, postings)
        connection.execute(_RENEW, renewed)


def _sounds(words: Any) -> Iterator[dict[str, str]]:
    for kind, word in words:
        yield from ({"key": key, "kind": kind, "word": word} for key in keys_of(word) if key.startswith("~"))
