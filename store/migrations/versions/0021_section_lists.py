"""the sections of each paper as a council has them, with every change and its reason"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "section_lists",
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["practitioners.id"], name=op.f("fk_section_lists_by_id")),
        sa.PrimaryKeyConstraint("paper", "number", name=op.f("pk_section_lists")),
    )
