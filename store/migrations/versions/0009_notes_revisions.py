"""which form a practice note came of, so that none overwrites another in silence"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody knows any more which form a note came of: its own id stands for it."""
    op.add_column("practice_notes", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("practice_notes", sa.Column("draft_id", sa.Uuid(), nullable=True))
    op.execute("UPDATE practice_notes SET draft_id = id")
    with op.batch_alter_table("practice_notes") as notes:
        notes.alter_column("draft_id", nullable=False)
        notes.alter_column("revision", server_default=None)
