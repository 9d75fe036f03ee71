"""group supervision: a team's meeting, its families, and the views that are given before the others' are seen"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _meetings()
    _views()


def _meetings() -> None:
    op.create_table(
        "supervisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_supervisions_team_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["practitioners.id"], name=op.f("fk_supervisions_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervisions")),
    )
    op.create_index(op.f("ix_supervisions_team_id"), "supervisions", ["team_id"])
    table = "supervised_families"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("supervision_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revealed_at", UtcDateTime(), nullable=True),
        sa.Column("revealed_by_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("taken_out_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["supervision_id"], ["supervisions.id"], name=op.f(f"fk_{table}_supervision_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{table}_case_id")),
        sa.ForeignKeyConstraint(["revealed_by_id"], ["practitioners.id"], name=op.f(f"fk_{table}_revealed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("supervision_id", "case_id", name=op.f(f"uq_{table}_supervision_id_case_id")),
    )
    op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"])


def _views() -> None:
    table = "supervision_views"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("supervised_id", sa.Uuid(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        *_said(),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["supervised_id"], ["supervised_families.id"], name=op.f(f"fk_{table}_supervised_id")),
        sa.ForeignKeyConstraint(["practitioner_id"], ["practitioners.id"], name=op.f(f"fk_{table}_practitioner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("supervised_id", "practitioner_id", name=op.f(f"uq_{table}_supervised_id_practitioner_id")),
    )
    op.create_index(op.f(f"ix_{table}_practitioner_id"), table, ["practitioner_id"])
    table = "supervision_view_revisions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_said(),
        sa.ForeignKeyConstraint(["view_id"], ["supervision_views.id"], name=op.f(f"fk_{table}_view_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("view_id", "number", name=op.f(f"uq_{table}_view_id_number")),
    )


def _said() -> list[sa.Column[object]]:
    return [
        sa.Column("safety", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("phone_wrote_at", UtcDateTime(), nullable=True),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
    ]
