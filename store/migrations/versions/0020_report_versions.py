"""conference reports as they were handed over, and what the manager decided"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("correction", sa.String(), nullable=False),
        sa.Column("left_empty", sa.String(), nullable=False),
        sa.Column("handed_over_by_id", sa.Integer(), nullable=False),
        sa.Column("handed_over_at", UtcDateTime(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["conference_reports.id"], name=op.f("fk_report_versions_report_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_report_versions_case_id")),
        sa.ForeignKeyConstraint(
            ["handed_over_by_id"], ["practitioners.id"], name=op.f("fk_report_versions_handed_over_by_id")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["practitioners.id"], name=op.f("fk_report_versions_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_versions")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_report_versions_report_id_number")),
    )
    op.create_index(op.f("ix_report_versions_case_id"), "report_versions", ["case_id"])
