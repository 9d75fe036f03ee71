"""who comes back in by an invitation, who confirmed it, and whether they know of it"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitations", sa.Column("comes_back", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("invitations", sa.Column("confirmed_by_id", sa.Integer(), nullable=True))
    op.add_column("invitations", sa.Column("noticed_at", UtcDateTime(), nullable=True))
    # One that is open meanwhile needs its second manager too.
    op.execute(
        "UPDATE invitations SET comes_back = EXISTS (SELECT 1 FROM passkeys"
        " WHERE passkeys.practitioner_id = invitations.practitioner_id AND passkeys.made_at < invitations.made_at)"
    )
