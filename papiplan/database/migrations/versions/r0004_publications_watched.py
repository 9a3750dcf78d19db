"""Linked indices are recorded, and the folder of publications is watched."""

import sqlalchemy as sa
from alembic import op

from papiplan.database.schema import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of linked indices and the one of the files that turned up."""
    op.create_table(
        "linked_indices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("index", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("score", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_linked_indices_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linked_indices")),
        comment="results of the indices that the plan's actions serve besides its own: of each index and year the newest",
    )
    op.create_index(op.f("ix_linked_indices_plan"), "linked_indices", ["plan"], unique=False)
    op.create_table(
        "watched_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_watched_files_plan")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_watched_files_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched_files")),
        sa.UniqueConstraint("plan", "sha256", name=op.f("uq_watched_files_plan_sha256")),
        comment="files that turned up in the watched folder, each shown to the officers once",
    )
