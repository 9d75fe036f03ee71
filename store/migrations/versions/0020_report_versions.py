"""conference reports as they were handed over, what the manager decided, and who got which copy"""

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
    op.create_table(
        "report_agencies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_report_agencies_case_id")),
        sa.ForeignKeyConstraint(["added_by_id"], ["practitioners.id"], name=op.f("fk_report_agencies_added_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_agencies")),
        sa.UniqueConstraint("case_id", "name", name=op.f("uq_report_agencies_case_id_name")),
    )
    op.create_table(
        "report_withholdings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("piece", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("given_back_by_id", sa.Integer(), nullable=True),
        sa.Column("given_back_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["conference_reports.id"], name=op.f("fk_report_withholdings_report_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["practitioners.id"], name=op.f("fk_report_withholdings_by_id")),
        sa.ForeignKeyConstraint(
            ["given_back_by_id"], ["practitioners.id"], name=op.f("fk_report_withholdings_given_back_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_withholdings")),
    )
    op.create_index(op.f("ix_report_withholdings_report_id"), "report_withholdings", ["report_id"])
    op.create_table(
        "report_sharings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("recipient", "name", "way")),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("why_late", sa.String(), nullable=False),
        sa.Column("withheld", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["report_versions.id"], name=op.f("fk_report_sharings_version_id")),
        sa.ForeignKeyConstraint(["by_id"], ["practitioners.id"], name=op.f("fk_report_sharings_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_sharings")),
    )
    op.create_index(op.f("ix_report_sharings_version_id"), "report_sharings", ["version_id"])
