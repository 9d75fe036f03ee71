"""the modules of the parenting work, eight to begin with: a council renames, describes and reorders them"""

import sqlalchemy as sa
from alembic import op

from store.practice.first_modules import FIRST_MODULES
from store.tables.base import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    modules = op.create_table(
        "modules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("put_away_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modules")),
    )
    rows = enumerate(FIRST_MODULES, 1)
    op.bulk_insert(
        modules, [{"position": n, "title": title, "description": text, "version": 1} for n, (title, text) in rows]
    )
