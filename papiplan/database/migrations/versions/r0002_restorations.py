"""Plans that came out of a backup. Frozen: a released migration never changes."""

import sqlalchemy as sa
from alembic import op

from papiplan.database.schema import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "restorations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("backed_up_at", Instant(timezone=True), nullable=False),
        sa.Column("mailbox_read_at", Instant(timezone=True), nullable=True),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_restorations_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restorations")),
        sa.UniqueConstraint("plan", "backed_up_at", name=op.f("uq_restorations_plan_backed_up_at")),
        comment="plans that came out of a backup: held until a person releases them",
    )
