"""questions to the psychologist, and amendments that only a few read"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultations",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_consultations_entry_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_consultations_case_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["practitioners.id"], name=op.f("fk_consultations_taken_by_id")),
        sa.ForeignKeyConstraint(["answer_id"], ["entries.id"], name=op.f("fk_consultations_answer_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_consultations")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_consultations_answer_id")),
    )
    op.create_index("ix_consultations_case", "consultations", ["case_id", "state"])
    op.create_index(op.f("ix_consultations_taken_by_id"), "consultations", ["taken_by_id"])
    op.add_column("amendments", sa.Column("mark", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("amendments") as amendments:
        amendments.alter_column("mark", server_default=None)
