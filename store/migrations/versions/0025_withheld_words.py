"""what was withheld from a copy is known again in every version, wherever it stands"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report_withholdings", sa.Column("known", sa.JSON(), nullable=False, server_default="{}"))
