"""restrictions with their reasons; what earlier revisions said of tasks"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "restrictions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_restrictions_case_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["practitioners.id"], name=op.f("fk_restrictions_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restrictions")),
    )
    op.create_index(op.f("ix_restrictions_case_id"), "restrictions", ["case_id"])
    op.create_table(
        "earlier_outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("difference", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_earlier_outcomes_entry_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_earlier_outcomes_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_outcomes")),
        sa.UniqueConstraint(
            "entry_id", "revision", "task_id", name=op.f("uq_earlier_outcomes_entry_id_revision_task_id")
        ),
    )
