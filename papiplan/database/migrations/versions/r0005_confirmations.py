"""Draft scores are sent to units, a result is confirmed by a decision, awards go on step by step.

Troubles of the machine that officers were told of, and in which hours it worked, are recorded. Which duties a letter
urged is kept in a table: until now the journal alone said so. Sub-dimensions stand beside the eight.
"""

import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from papiplan.database.schema import Instant

revision = "0005"
down_revision = "0004"

_KINDS = (
    "issue",
    "copy",
    "receipt",
    "returned",
    "not_usable",
    "sent_back",
    "reminder_before",
    "reminder_on_day",
    "reminder_after",
    "reminder_head",
    "prepare_report",
    "publication",
    "due_date_moved",
    "extended",
    "exempted",
    "lifted",
    "amended",
    "own_form",
    "request",
    "inspected",
    "answer",
    "draft_score",
    "digest",
    "alert",
    "preview",
)
_VERDICTS = ("commend", "none", "learn", "explain", "criticise")
_STEPS = ("proposed", "submitted", "council", "decided")
_TROUBLES = ("failed", "crashed", "no_round", "not_started")


def upgrade() -> None:
    """Make the tables of decisions and awards; a notice may be a draft score, a confirmation may be taken back."""
    _let_notices_be_draft_scores()
    op.add_column("plan_acts", sa.Column("entry", sa.Integer(), nullable=True))
    op.add_column("plan_acts", sa.Column("withdrawn_at", Instant(timezone=True), nullable=True))
    op.add_column("scores", sa.Column("subdimensions", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("evaluation", sa.Integer(), nullable=False),
        sa.Column("facts_digest", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("without_papers_by", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["evaluation"], ["evaluations.id"], name=op.f("fk_confirmations_evaluation")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_confirmations_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
        sa.UniqueConstraint("plan", "id", name=op.f("uq_confirmations_plan_id")),
        comment="the decision, with its number and date, that a draft evaluation is the plan's result",
    )
    _once_while_standing("confirmations", "plan")
    op.create_table(
        "confirmation_units",
        sa.Column("confirmation", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("verdict", _one_of(_VERDICTS, "verdict"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmation"], ["confirmations.id"], name=op.f("fk_confirmation_units_confirmation")
        ),
        sa.PrimaryKeyConstraint("confirmation", "unit", name=op.f("pk_confirmation_units")),
        comment="what was confirmed of each unit; a reason where it is not what the draft proposed",
    )
    op.create_table(
        "confirmation_persons",
        sa.Column("confirmation", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("verdict", _one_of(_VERDICTS, "verdict"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("verdict in ('commend', 'criticise')", name=op.f("ck_confirmation_persons_named_for")),
        sa.ForeignKeyConstraint(
            ["confirmation"], ["confirmations.id"], name=op.f("fk_confirmation_persons_confirmation")
        ),
        sa.PrimaryKeyConstraint("confirmation", "position", name=op.f("pk_confirmation_persons")),
        comment="persons whom the signed paper names: nothing computes them",
    )
    op.create_table(
        "award_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("confirmation", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("step", _one_of(_STEPS, "awardstep"), nullable=False),
        sa.Column("stepped_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint("step <> 'decided' or number <> ''", name=op.f("ck_award_steps_decided_with_a_number")),
        sa.CheckConstraint("step <> 'proposed'", name=op.f("ck_award_steps_step_taken")),
        sa.ForeignKeyConstraint(
            ["plan", "confirmation"],
            ["confirmations.plan", "confirmations.id"],
            name=op.f("fk_award_steps_plan_confirmation"),
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_award_steps_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_steps")),
        comment="how far a confirmed commendation has come",
    )
    op.create_index(op.f("ix_award_steps_plan"), "award_steps", ["plan"], unique=False)
    _once_while_standing("award_steps", "confirmation", "subject", "step")
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("cause", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("trouble", _one_of(_TROUBLES, "trouble"), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("undone", sa.JSON(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_alerts_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("plan", "cause", "day", name=op.f("uq_alerts_plan_cause_day")),
        comment="troubles of the machine that officers were told of",
    )
    op.create_table(
        "pulses",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("part", _one_of(("server", "mailbox"), "lifeline"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_pulses_plan")),
        sa.PrimaryKeyConstraint("plan", "part", "day", "hour", name=op.f("pk_pulses")),
        comment="in which hours our server and our mailbox worked",
    )
    urged_duties = op.create_table(
        "urged_duties",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan", "obligation"],
            ["obligations.plan", "obligations.id"],
            name=op.f("fk_urged_duties_plan_obligation"),
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_urged_duties_plan")),
        sa.PrimaryKeyConstraint("plan", "folder", "obligation", name=op.f("pk_urged_duties")),
        comment="which duties the urging letters drafted in a folder are about",
    )
    if urged := _urged_before():
        op.bulk_insert(urged_duties, urged)


def _urged_before() -> list[dict[str, object]]:
    """The duties that letters were drafted about, as the journal tells."""
    entries = op.get_bind().execute(sa.text("select entry from journal order by plan, sequence")).scalars()
    drafted = [kept for kept in map(json.loads, entries) if kept["act"] == "draft_letters"]
    return [
        {
            "plan": kept["plan"],
            "folder": f"drafts/{kept['ids']['day']}-{kept['ids']['kind']}",
            "obligation": obligation,
            "recorded_at": datetime.fromisoformat(kept["when"]),
        }
        for kept in drafted
        for obligation in kept["ids"]["obligations"]
    ]


def _let_notices_be_draft_scores() -> None:
    rule = op.f("ck_notices_noticekind")
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint(rule, type_="check")
        listed = ", ".join(f"'{kind}'" for kind in _KINDS)
        notices.create_check_constraint(rule, f"kind IN ({listed})")


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _once_while_standing(table: str, *columns: str) -> None:
    standing = sa.text("withdrawn_at is null")
    op.create_index(
        op.f(f"ix_{table}_{columns[0]}"),
        table,
        list(columns),
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
