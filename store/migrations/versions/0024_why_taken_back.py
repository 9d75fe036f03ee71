"""why something that was said of a report was taken back"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report_replies", sa.Column("taken_back_why", sa.String(), nullable=False, server_default=""))
