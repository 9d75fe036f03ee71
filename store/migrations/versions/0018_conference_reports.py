"""conference reports: what their authors write, section by section, with every version"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conference_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_conference_reports_case_id")),
        sa.ForeignKeyConstraint(["begun_by_id"], ["practitioners.id"], name=op.f("fk_conference_reports_begun_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_reports")),
    )
    op.create_index(op.f("ix_conference_reports_case_id"), "conference_reports", ["case_id"])
    op.create_table(
        "report_texts",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        *_said(),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["conference_reports.id"], name=op.f("fk_report_texts_report_id")),
        sa.ForeignKeyConstraint(["author_id"], ["practitioners.id"], name=op.f("fk_report_texts_author_id")),
        sa.PrimaryKeyConstraint("report_id", "section", name=op.f("pk_report_texts")),
    )
    op.create_table(
        "report_text_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_said(),
        sa.ForeignKeyConstraint(
            ["report_id"], ["conference_reports.id"], name=op.f("fk_report_text_revisions_report_id")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["practitioners.id"], name=op.f("fk_report_text_revisions_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text_revisions")),
        sa.UniqueConstraint(
            "report_id", "section", "number", name=op.f("uq_report_text_revisions_report_id_section_number")
        ),
    )


def _said() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("phone_wrote_at", UtcDateTime(), nullable=True),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
    )
