"""individual supervision: the private part, between two people"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "one_to_ones",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("supervisor_id", sa.Integer(), sa.ForeignKey("practitioners.id"), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), sa.ForeignKey("practitioners.id"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("phone_wrote_at", UtcDateTime(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
    )
    op.create_index("ix_one_to_ones_supervisor_id", "one_to_ones", ["supervisor_id"])
    op.create_index("ix_one_to_ones_practitioner_id", "one_to_ones", ["practitioner_id"])
    op.create_table(
        "one_to_one_revisions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("one_to_one_id", sa.Uuid(), sa.ForeignKey("one_to_ones.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("one_to_one_id", "number", name="uq_one_to_one_revisions_one_to_one_id_number"),
    )
    op.create_table(
        "one_to_one_words",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("one_to_one_id", sa.Uuid(), sa.ForeignKey("one_to_ones.id"), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("practitioners.id"), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
    )
    op.create_index("ix_one_to_one_words_one_to_one_id", "one_to_one_words", ["one_to_one_id"])
