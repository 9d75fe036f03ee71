"""what the author of a report chose of what is quoted in it"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("report_texts", "report_text_revisions"):
        op.add_column(table, sa.Column("choices", sa.JSON(), nullable=False, server_default="{}"))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("choices", server_default=None)
