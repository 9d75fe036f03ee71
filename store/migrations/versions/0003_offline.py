"""vaults of phones, forms that were answered, sealed drafts that are kept, requests to open them"""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _vaults()
    _posts()
    _envelopes()
    _unsent_requests()
    op.add_column("phones", sa.Column("lost_at", UtcDateTime(), nullable=True))
    op.add_column("phones", sa.Column("vault_id", sa.Uuid(), nullable=True))
    op.add_column("entry_revisions", sa.Column("draft_id", sa.Uuid(), nullable=True))
    op.add_column("entry_revisions", sa.Column("phone_wrote_at", UtcDateTime(), nullable=True))
    # An entry has had the id of the form that it came of since the first release.
    op.execute("UPDATE entry_revisions SET draft_id = entry_id WHERE number = 1")


def _vaults() -> None:
    op.create_table(
        "vaults",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phone_id", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("signing_key", sa.LargeBinary(), nullable=False),
        sa.Column("wrapping_key", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_vaults_phone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaults")),
    )
    op.create_index(op.f("ix_vaults_phone_id"), "vaults", ["phone_id"])


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("wrote", sa.String(), nullable=False),
        sa.Column("href", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["practitioner_id"], ["practitioners.id"], name=op.f("fk_posts_practitioner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint(
            "practitioner_id", "draft_id", "path", "fingerprint", "wrote",
            name=op.f("uq_posts_practitioner_id_draft_id_path_fingerprint_wrote"),
        ),
    )  # fmt: skip


def _envelopes() -> None:
    op.create_table(
        "envelopes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("vault_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("deposited_at", UtcDateTime(), nullable=False),
        sa.Column("filed_at", UtcDateTime(), nullable=True),
        sa.Column("receipt", sa.JSON(), nullable=False),
        sa.Column("attention", sa.String(), nullable=False),
        sa.Column("discarded_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["practitioner_id"], ["practitioners.id"], name=op.f("fk_envelopes_practitioner_id")),
        sa.ForeignKeyConstraint(["vault_id"], ["vaults.id"], name=op.f("fk_envelopes_vault_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_envelopes")),
        sa.UniqueConstraint("practitioner_id", "draft_id", name=op.f("uq_envelopes_practitioner_id_draft_id")),
    )
    op.create_index(op.f("ix_envelopes_vault_id"), "envelopes", ["vault_id"])


def _unsent_requests() -> None:
    people = ("practitioner_id", "requested_by_id", "approved_by_id")
    op.create_table(
        "unsent_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", UtcDateTime(), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        *(
            sa.ForeignKeyConstraint([who], ["practitioners.id"], name=op.f(f"fk_unsent_requests_{who}"))
            for who in people
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsent_requests")),
    )
    op.create_index(op.f("ix_unsent_requests_practitioner_id"), "unsent_requests", ["practitioner_id"])
