"""when a lost phone was in contact again, and when it erased what opens it"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("phones", sa.Column("met_at", UtcDateTime(), nullable=True))
    op.add_column("phones", sa.Column("erased_at", UtcDateTime(), nullable=True))
