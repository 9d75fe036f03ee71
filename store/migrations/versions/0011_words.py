"""the council's words: the first list of phrases that blame or hide"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from store.practice.words import first_hints
from store.tables.base import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    words = op.create_table(
        "words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("also", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("instead", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by_id"], ["practitioners.id"], name=op.f("fk_words_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words")),
        sa.UniqueConstraint("phrase", name=op.f("uq_words_phrase")),
    )
    # Here and not at a start: what a council takes out stays out.
    came = {"version": 1, "changed_at": datetime.now(UTC)}
    op.bulk_insert(
        words,
        [
            {"phrase": one.phrase, "also": list(one.also), "why": one.why, "instead": one.instead, **came}
            for one in first_hints()
        ],
    )
