"""photographs beside entries"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "photographs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=True),
        sa.Column("arrived_at", UtcDateTime(), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_photographs_entry_id")),
        sa.ForeignKeyConstraint(["author_id"], ["practitioners.id"], name=op.f("fk_photographs_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photographs")),
    )
    op.create_index(op.f("ix_photographs_entry_id"), "photographs", ["entry_id"])
