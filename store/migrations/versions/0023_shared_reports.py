"""conference reports that their chair reads in Weekbook"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shared_reports",
        sa.Column("sharing_id", sa.Uuid(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ended_by_id"], ["practitioners.id"], name=op.f("fk_shared_reports_ended_by_id")),
        sa.ForeignKeyConstraint(["reader_id"], ["practitioners.id"], name=op.f("fk_shared_reports_reader_id")),
        sa.ForeignKeyConstraint(["sharing_id"], ["report_sharings.id"], name=op.f("fk_shared_reports_sharing_id")),
        sa.PrimaryKeyConstraint("sharing_id", name=op.f("pk_shared_reports")),
    )
    op.create_index(op.f("ix_shared_reports_reader_id"), "shared_reports", ["reader_id"])
