"""what a conference comes to"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conferences",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("moves", sa.JSON(), nullable=False),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("dissent", sa.String(), nullable=False),
        sa.Column("why_not", sa.String(), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_conferences_case_id")),
        sa.ForeignKeyConstraint(["step_id"], ["case_dates.id"], name=op.f("fk_conferences_step_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["practitioners.id"], name=op.f("fk_conferences_made_by_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["practitioners.id"], name=op.f("fk_conferences_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conferences")),
        sa.UniqueConstraint("step_id", name=op.f("uq_conferences_step_id")),
    )
    op.create_index(op.f("ix_conferences_case_id"), "conferences", ["case_id"])
