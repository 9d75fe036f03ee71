"""what the family and others say of a report that was handed over"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_replies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("taken_back_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["practitioners.id"], name=op.f("fk_report_replies_by_id")),
        sa.ForeignKeyConstraint(
            ["taken_back_by_id"], ["practitioners.id"], name=op.f("fk_report_replies_taken_back_by_id")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["report_versions.id"], name=op.f("fk_report_replies_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_replies")),
    )
    op.create_index(op.f("ix_report_replies_version_id"), "report_replies", ["version_id"])
