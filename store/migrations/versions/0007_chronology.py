"""sheet, story and chronology are read along indexes of their own: a page costs the same after three years"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_entries_sheet", "entries", ["case_id", "week", "happened_at"])
    op.create_index("ix_entries_writers", "entries", ["case_id", "author_id", "significant"])
    op.create_index(
        "ix_entries_chronology",
        "entries",
        ["case_id", "happened_at"],
        sqlite_where=sa.text("significant IS 1"),
        postgresql_where=sa.text("significant IS true"),
    )
