"""Officers judge qualitative targets."""

import sqlalchemy as sa
from alembic import op

from papiplan.database.schema import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of what officers found of qualitative targets."""
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_judgements_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        comment="what officers found of qualitative targets: of each wording the newest in force",
    )
    op.create_index(op.f("ix_judgements_plan"), "judgements", ["plan"], unique=False)
