"""The tables. Constraints carry the rules: the database is the last honest witness.

Facts are rows, states are derived. Not here: how rows are read and written (`plans`, `arrivals`, `messages`, …).
"""

from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from papiplan.domain.alerts import Trouble
from papiplan.domain.awards import AwardStep
from papiplan.domain.mails import MailKind
from papiplan.domain.messages import DeliveryState, NoticeKind
from papiplan.domain.obligations import Binding, Outcome, Part
from papiplan.domain.outages import Lifeline
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.verdicts import Verdict

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(sa.TypeDecorator[datetime]):
    """An aware instant, kept in UTC: as TIMESTAMPTZ where the database has it, else naive."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive instant: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _one_of(enum: type[StrEnum], name: str = "") -> sa.Enum:
    """One value of an enumeration; `name` tells two such columns of one table apart."""
    return sa.Enum(
        enum,
        name=name or enum.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def _sha256(name: str = "sha256", *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), sa.ForeignKey("files.sha256"), nullable=nullable)


def _plan(*, index: bool = False) -> sa.Column[str]:
    return sa.Column("plan", sa.String(40), sa.ForeignKey("plans.id"), nullable=False, index=index)


def _recorded() -> sa.Column[datetime]:
    """The `now` of the run that recorded the row: what a state derived as at an earlier instant must not see."""
    return sa.Column("recorded_at", Instant, nullable=False)


def _entry() -> sa.Column[int]:
    """The number of the act in the plan's journal: what a person names to take a wrong entry back."""
    return sa.Column("entry", sa.Integer, nullable=False)


def _withdrawn() -> sa.Column[datetime]:
    """When a wrong hand entry was taken back; before, it was on record."""
    return sa.Column("withdrawn_at", Instant, nullable=True)


def _once_while_standing(*columns: str) -> sa.Index:
    """A hand entry is on record once; one that was taken back stays, and makes room for another."""
    standing = sa.text("withdrawn_at is null")
    return sa.Index(None, *columns, unique=True, sqlite_where=standing, postgresql_where=standing)


def _unit(name: str = "unit", *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(60), nullable=nullable)


def _of_unit(name: str = "unit") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["plan", name], ["units.plan", "units.code"])


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, default=default)


plans = sa.Table(
    "plans",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    _recorded(),
    sa.CheckConstraint("length(id) between 3 and 40", name="id_length"),
)

files = sa.Table(
    "files",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
)

snapshots = sa.Table(
    "snapshots",
    metadata,
    _plan(),
    sa.Column("version", sa.Integer, nullable=False),
    _text("definition"),
    _recorded(),
    sa.PrimaryKeyConstraint("plan", "version"),
    comment="the plan folder as taken when the plan was issued, amended, or its roster brought up to date",
)

amendments = sa.Table(
    "amendments",
    metadata,
    _plan(),
    sa.Column("version", sa.Integer, nullable=False),
    _text("number"),
    sa.Column("amended_on", sa.Date, nullable=False),
    _text("reason"),
    _text("actor"),
    _entry(),
    _recorded(),
    sa.PrimaryKeyConstraint("plan", "version"),
    sa.ForeignKeyConstraint(["plan", "version"], ["snapshots.plan", "snapshots.version"]),
    comment="the document that changed an issued plan, and the snapshot it put in force",
)

snapshot_files = sa.Table(
    "snapshot_files",
    metadata,
    _plan(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    _sha256(),
    sa.PrimaryKeyConstraint("plan", "version", "path"),
    sa.ForeignKeyConstraint(["plan", "version"], ["snapshots.plan", "snapshots.version"]),
)

issues = sa.Table(
    "issues",
    metadata,
    sa.Column("plan", sa.String(40), sa.ForeignKey("plans.id"), primary_key=True),
    _text("number"),
    sa.Column("issued_on", sa.Date, nullable=False),
    _text("signer"),
    _text("actor"),
    _sha256("signed_sha256", nullable=True),
    _recorded(),
)

units = sa.Table(
    "units",
    metadata,
    _plan(),
    sa.Column("code", sa.String(60), nullable=False),
    _text("name"),
    sa.PrimaryKeyConstraint("plan", "code"),
)

actions = sa.Table(
    "actions",
    metadata,
    _plan(),
    sa.Column("code", sa.String(60), nullable=False),
    sa.Column("dimension", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("plan", "code"),
    sa.CheckConstraint("dimension between 1 and 8", name="dimension"),
)

action_units = sa.Table(
    "action_units",
    metadata,
    _plan(),
    sa.Column("action", sa.String(60), nullable=False),
    sa.Column("unit", sa.String(60), nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.PrimaryKeyConstraint("plan", "action", "unit"),
    sa.ForeignKeyConstraint(["plan", "action"], ["actions.plan", "actions.code"]),
    sa.ForeignKeyConstraint(["plan", "unit"], ["units.plan", "units.code"]),
    sa.CheckConstraint("role in ('lead', 'on_site', 'support')", name="role"),
)

obligations = sa.Table(
    "obligations",
    metadata,
    _id(),
    _plan(),
    _unit("owed_by"),
    sa.Column("kind", _one_of(SubmissionKind), nullable=False),
    sa.Column("occasion", sa.String(60), nullable=False),
    sa.Column("binding", _one_of(Binding), nullable=False),
    _text("subject", ""),
    # The journal's entry of the inspection that asks for a remedy; the plan's own duties have none.
    sa.Column("entry", sa.Integer, nullable=True),
    _recorded(),
    _withdrawn(),
    sa.UniqueConstraint("plan", "owed_by", "kind", "occasion"),
    sa.UniqueConstraint("plan", "id"),
    _of_unit("owed_by"),
    comment="who bears one now follows from the roster and is not kept",
)

due_dates = sa.Table(
    "due_dates",
    metadata,
    sa.Column("obligation", sa.Integer, sa.ForeignKey("obligations.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    _text("rule"),
    _text("calendar"),
    _recorded(),
    sa.PrimaryKeyConstraint("obligation", "version"),
    comment="versions, the newest in force: a report has none until its index is published",
)

exceptions = sa.Table(
    "exceptions",
    metadata,
    _id(),
    sa.Column("obligation", sa.Integer, sa.ForeignKey("obligations.id"), nullable=False, index=True),
    # The last day that an extension grants; an exemption has none.
    sa.Column("until_on", sa.Date, nullable=True),
    _text("actor"),
    _text("decided_by"),
    _text("basis"),
    sa.Column("paper_owed", sa.Boolean, nullable=False),
    # An extension that makes up for what the office itself recorded late.
    sa.Column("ours", sa.Boolean, nullable=False, default=False),
    _entry(),
    _recorded(),
    _withdrawn(),
    sa.UniqueConstraint("obligation", "entry"),
    comment="extensions and exemptions, one row for each obligation that a decision covers",
)

liftings = sa.Table(
    "liftings",
    metadata,
    sa.Column("exception", sa.Integer, sa.ForeignKey("exceptions.id"), primary_key=True),
    _text("actor"),
    _text("decided_by"),
    _text("basis"),
    _entry(),
    _recorded(),
    comment="later decisions that ended an extension or an exemption",
)

recorded_documents = sa.Table(
    "recorded_documents",
    metadata,
    _id(),
    _plan(index=True),
    # What the document stands for: the paper of a decision (its entry in the journal), or a draft of ours (its path).
    sa.Column("about_entry", sa.Integer, nullable=True),
    sa.Column("about_path", sa.Text, nullable=True),
    _text("number"),
    sa.Column("signed_on", sa.Date, nullable=False),
    _text("signer", ""),
    _sha256(nullable=True),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    sa.CheckConstraint("(about_entry is null) <> (about_path is null)", name="about_one_thing"),
    comment="numbers and dates that the clerk's office gave",
)

plan_acts = sa.Table(
    "plan_acts",
    metadata,
    _id(),
    _plan(index=True),
    sa.Column("act", sa.String(16), nullable=False),
    _text("actor"),
    _text("decided_by"),
    _text("basis"),
    _text("reason", ""),
    _recorded(),
    # Of a confirmation alone: what was confirmed by mistake can be taken back.
    sa.Column("entry", sa.Integer, nullable=True),
    _withdrawn(),
    sa.CheckConstraint("act in ('confirm', 'close', 'cancel', 'hold', 'release')", name="act"),
    comment="decisions of persons about the plan as a whole",
)

inspections = sa.Table(
    "inspections",
    metadata,
    _id(),
    _plan(index=True),
    _unit(),
    sa.Column("inspected_on", sa.Date, nullable=False),
    _text("inspector"),
    _text("findings"),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    _of_unit(),
    comment="each remedy asked for is an obligation of its own",
)

remedy_closings = sa.Table(
    "remedy_closings",
    metadata,
    _id(),
    _plan(index=True),
    sa.Column("obligation", sa.Integer, nullable=False),
    sa.Column("closed_on", sa.Date, nullable=False),
    _text("reason"),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    _once_while_standing("obligation"),
    sa.ForeignKeyConstraint(["plan", "obligation"], ["obligations.plan", "obligations.id"]),
    comment="remedies that an operator has seen carried out, without an answer of the unit",
)

supervisions = sa.Table(
    "supervisions",
    metadata,
    _id(),
    _plan(index=True),
    _unit("organisation"),
    sa.Column("supervised_on", sa.Date, nullable=False),
    _text("content"),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    _of_unit("organisation"),
    comment="what the Front and the organisations observed",
)

difficulties = sa.Table(
    "difficulties",
    metadata,
    _id(),
    _plan(),
    _unit(),
    _text("action"),
    _text("difficulty"),
    _text("cause"),
    _text("proposal"),
    _text("addressed_to"),
    sa.Column("wanted_on", sa.Date, nullable=True),
    sa.Column("submission", sa.Integer, nullable=True),
    # The sheet and cells of that form.
    _text("place", ""),
    # Over unit, action and wording: the same difficulty in a newer form is the same difficulty.
    sa.Column("digest", sa.String(64), nullable=False),
    _text("actor", ""),
    # The act that brought it: an officer's own entry, or that of the form in which it stands; none came by itself.
    sa.Column("entry", sa.Integer, nullable=True),
    _recorded(),
    _withdrawn(),
    _once_while_standing("plan", "digest"),
    sa.UniqueConstraint("plan", "id"),
    _of_unit(),
    sa.ForeignKeyConstraint(["plan", "submission"], ["submissions.plan", "submissions.id"]),
)

difficulty_answers = sa.Table(
    "difficulty_answers",
    metadata,
    _id(),
    _plan(index=True),
    sa.Column("difficulty", sa.Integer, nullable=False),
    _text("answer"),
    _text("answered_by"),
    _text("basis"),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    _once_while_standing("difficulty"),
    sa.ForeignKeyConstraint(["plan", "difficulty"], ["difficulties.plan", "difficulties.id"]),
)

calls = sa.Table(
    "calls",
    metadata,
    _id(),
    _plan(index=True),
    _unit(),
    sa.Column("called_at", Instant, nullable=False),
    _text("person"),
    _text("content"),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    _of_unit(),
)

forms = sa.Table(
    "forms",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    _plan(),
    sa.Column("unit", sa.String(60), nullable=False),
    sa.Column("kind", _one_of(SubmissionKind), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("code", sa.String(120), nullable=False),
    sa.Column("promises", sa.JSON, nullable=False),
    _sha256(),
    _recorded(),
    sa.UniqueConstraint("plan", "unit", "kind", "version"),
    sa.UniqueConstraint("plan", "code"),
    sa.UniqueConstraint("plan", "id"),
    sa.ForeignKeyConstraint(["plan", "unit"], ["units.plan", "units.code"]),
)

arrivals = sa.Table(
    "arrivals",
    metadata,
    _id(),
    _plan(),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("channel_key", sa.String(255), nullable=False),
    sa.Column("received_at", Instant, nullable=False),
    # The address it came from, as a mail states it; empty for other doors.
    _text("sender", ""),
    _text("actor", ""),
    _text("reason", ""),
    # The journal's entry of what an operator entered by hand; what came by itself cannot be taken back.
    sa.Column("entry", sa.Integer, nullable=True),
    _recorded(),
    _withdrawn(),
    _once_while_standing("plan", "channel", "channel_key"),
    sa.UniqueConstraint("plan", "id"),
    sa.Index(None, "entry", "plan"),
    sa.CheckConstraint(
        "channel in ('inbox', 'mailbox', 'paper', 'zalo', 'register', 'forwarded', 'typed')", name="channel"
    ),
    comment="what came through a door once",
)

submissions = sa.Table(
    "submissions",
    metadata,
    _id(),
    _plan(),
    sa.Column("arrival", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("obligation", sa.Integer, nullable=True),
    sa.Column("part", _one_of(Part), nullable=False),
    sa.Column("version", sa.Integer, nullable=True),
    sa.Column("form", sa.String(64), nullable=True),
    _sha256(nullable=True),
    _text("file_name", ""),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("outcome", _one_of(Outcome), nullable=False),
    sa.Column("checked_at", Instant, nullable=True),
    sa.Column("problems", sa.JSON, nullable=False, default=list),
    # For the officers alone: what they should look at in a form that was accepted all the same.
    sa.Column("warnings", sa.JSON, nullable=False, default=list),
    sa.Column("valid_rows", sa.Integer, nullable=False, default=0),
    sa.Column("expected_rows", sa.Integer, nullable=False, default=0),
    _text("doc_symbol", ""),
    sa.Column("doc_date", sa.Date, nullable=True),
    _text("signer", ""),
    _text("registry_no", ""),
    # Of what nobody could assign: the unit that it may be of.
    _unit("suggested_unit", nullable=True),
    # The symbol of the unit's paper, where an officer typed the form in from it.
    _text("typed_from", ""),
    _recorded(),
    sa.UniqueConstraint("arrival", "position"),
    sa.UniqueConstraint("obligation", "part", "version"),
    sa.UniqueConstraint("plan", "id"),
    sa.UniqueConstraint("plan", "id", "outcome"),
    sa.ForeignKeyConstraint(["plan", "arrival"], ["arrivals.plan", "arrivals.id"]),
    sa.ForeignKeyConstraint(["plan", "obligation"], ["obligations.plan", "obligations.id"]),
    sa.ForeignKeyConstraint(["plan", "form"], ["forms.plan", "forms.id"]),
    _of_unit("suggested_unit"),
    sa.CheckConstraint(
        "(obligation is null) = (outcome in ('unassigned', 'set_aside'))", name="unassigned_has_no_obligation"
    ),
    sa.CheckConstraint(
        "(version is null) = (outcome in ('unassigned', 'set_aside', 'duplicate'))", name="version_counts_new_ones"
    ),
    # When the outcome was decided: a refused form was returned then. Earlier than that it was still being checked.
    sa.CheckConstraint("(checked_at is null) = (outcome = 'received')", name="decided_at_an_instant"),
    sa.CheckConstraint("part = 'signed' or sha256 is not null", name="a_form_is_a_file"),
)

reviews = sa.Table(
    "reviews",
    metadata,
    _id(),
    _plan(),
    sa.Column("submission", sa.Integer, nullable=False),
    sa.Column("outcome", _one_of(Outcome), nullable=False),
    # What it was before, to which taking the review back returns.
    sa.Column("before", _one_of(Outcome, "before"), nullable=False),
    _text("reason"),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    sa.ForeignKeyConstraint(["plan", "submission"], ["submissions.plan", "submissions.id"]),
    sa.CheckConstraint(
        "(before in ('accepted', 'accepted_with_waiver') and outcome = 'returned')"
        " or (before = 'refused' and outcome = 'accepted_with_waiver')",
        name="returned_or_waived",
    ),
    sa.Index(None, "plan", "submission"),
    comment="what an officer decided of one submission against what its check had found",
)

mails = sa.Table(
    "mails",
    metadata,
    _id(),
    _plan(),
    # The hash of the mail as the server holds it: the same mail read again is the same.
    _sha256(),
    sa.Column("kind", _one_of(MailKind), nullable=False),
    _text("message_id", ""),
    _text("sender", ""),
    _text("subject", ""),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("arrival", sa.Integer, nullable=True),
    # Of a bounce or an automatic answer: the message of ours that it answers, and what it says.
    sa.Column("message", sa.Integer, nullable=True),
    _text("answer", ""),
    # Why an officer should look at it; empty where there is nothing to decide.
    _text("doubt", ""),
    _recorded(),
    sa.UniqueConstraint("plan", "sha256"),
    sa.ForeignKeyConstraint(["plan", "arrival"], ["arrivals.plan", "arrivals.id"]),
    sa.ForeignKeyConstraint(["plan", "message"], ["messages.plan", "messages.id"]),
    comment="every mail that the mailbox gave, once, with its fate",
)

submission_rows = sa.Table(
    "submission_rows",
    metadata,
    sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id"), nullable=False),
    sa.Column("sheet", sa.String(40), nullable=False),
    sa.Column("row", sa.Integer, nullable=False),
    sa.Column("action", sa.String(60), nullable=False),
    sa.Column("values", sa.JSON, nullable=False),
    sa.Column("cells", sa.JSON, nullable=False),
    sa.PrimaryKeyConstraint("submission", "sheet", "row"),
)

publications = sa.Table(
    "publications",
    metadata,
    _id(),
    _plan(),
    sa.Column("index", sa.String(20), nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("published_on", sa.Date, nullable=False),
    _text("published_group", ""),
    _sha256("results_sha256"),
    _text("actor"),
    _text("reason", ""),
    _recorded(),
    sa.UniqueConstraint("plan", "index", "year", "version"),
)

scores = sa.Table(
    "scores",
    metadata,
    sa.Column("publication", sa.Integer, sa.ForeignKey("publications.id"), nullable=False),
    sa.Column("province", sa.String(16), nullable=False),
    _text("name"),
    _text("name_en"),
    *(sa.Column(f"d{n}", sa.Float, nullable=True) for n in range(1, 9)),
    sa.Column("total", sa.Float, nullable=True),
    sa.Column("subdimensions", sa.JSON(none_as_null=True), nullable=True),
    sa.PrimaryKeyConstraint("publication", "province"),
    *(sa.CheckConstraint(f"d{n} > 0 and d{n} <= 10", name=f"d{n}_range") for n in range(1, 9)),
    sa.CheckConstraint("total > 0 and total <= 80", name="total_range"),
)

judgements = sa.Table(
    "judgements",
    metadata,
    _id(),
    _plan(index=True),
    _text("wording"),
    sa.Column("met", sa.Boolean, nullable=False),
    _text("reason"),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    comment="what officers found of qualitative targets: of each wording the newest in force",
)

linked_indices = sa.Table(
    "linked_indices",
    metadata,
    _id(),
    _plan(index=True),
    sa.Column("index", sa.String(20), nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    # As typed: each index has a scale and a way of ranking of its own.
    _text("score"),
    _text("rank"),
    _text("source"),
    sa.Column("published_on", sa.Date, nullable=False),
    _text("reason", ""),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    comment="results of the indices that the plan's actions serve besides its own: of each index and year the newest",
)

watched_files = sa.Table(
    "watched_files",
    metadata,
    _id(),
    _plan(),
    _sha256(),
    _text("name"),
    _recorded(),
    sa.UniqueConstraint("plan", "sha256"),
    comment="files that turned up in the watched folder, each shown to the officers once",
)

consolidations = sa.Table(
    "consolidations",
    metadata,
    _id(),
    _plan(),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),
    _text("actor"),
    sa.Column("facts_digest", sa.String(64), nullable=False),
    # The version of the publication that it shows: with a newer one in force it is stale.
    sa.Column("publication_version", sa.Integer, nullable=False),
    sa.Column("missing", sa.JSON, nullable=False),
    _recorded(),
    sa.UniqueConstraint("plan", "revision"),
    sa.UniqueConstraint("plan", "id"),
)

consolidated_reports = sa.Table(
    "consolidated_reports",
    metadata,
    _plan(),
    sa.Column("consolidation", sa.Integer, nullable=False),
    sa.Column("submission", sa.Integer, nullable=False),
    sa.Column("outcome", _one_of(Outcome), nullable=True),
    # When an officer returned it after it had been consolidated: only then is its outcome let go of.
    sa.Column("returned_at", Instant, nullable=True),
    sa.PrimaryKeyConstraint("consolidation", "submission"),
    sa.ForeignKeyConstraint(["plan", "consolidation"], ["consolidations.plan", "consolidations.id"]),
    sa.ForeignKeyConstraint(["plan", "submission"], ["submissions.plan", "submissions.id"]),
    # Nothing but what is in force can come to stand in a consolidation, nor lose its acceptance unsaid.
    sa.ForeignKeyConstraint(
        ["plan", "submission", "outcome"], ["submissions.plan", "submissions.id", "submissions.outcome"]
    ),
    sa.CheckConstraint("outcome in ('accepted', 'accepted_with_waiver')", name="usable_only"),
    sa.CheckConstraint("(outcome is null) = (returned_at is not null)", name="let_go_when_returned"),
    sa.Index(None, "plan", "submission", "outcome"),
)

evaluations = sa.Table(
    "evaluations",
    metadata,
    _id(),
    _plan(index=True),
    sa.Column("consolidation", sa.Integer, nullable=False),
    sa.Column("facts_digest", sa.String(64), nullable=False),
    sa.Column("province", sa.JSON, nullable=False),
    _recorded(),
    sa.ForeignKeyConstraint(["plan", "consolidation"], ["consolidations.plan", "consolidations.id"]),
    comment="versions, the newest in force: facts that return to what they were give an earlier digest again",
)

evaluation_units = sa.Table(
    "evaluation_units",
    metadata,
    sa.Column("evaluation", sa.Integer, sa.ForeignKey("evaluations.id"), nullable=False),
    sa.Column("unit", sa.String(60), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("score", sa.Float, nullable=True),
    sa.Column("parts", sa.JSON, nullable=False),
    sa.Column("proposal", sa.String(16), nullable=False),
    sa.PrimaryKeyConstraint("evaluation", "unit"),
    # Criticism is a person's decision: no computed proposal can hold it.
    sa.CheckConstraint("proposal in ('commend', 'none', 'learn', 'explain')", name="proposal"),
)

confirmations = sa.Table(
    "confirmations",
    metadata,
    _id(),
    _plan(),
    sa.Column("evaluation", sa.Integer, sa.ForeignKey("evaluations.id"), nullable=False),
    sa.Column("facts_digest", sa.String(64), nullable=False),
    _text("number"),
    sa.Column("decided_on", sa.Date, nullable=False),
    _text("decided_by"),
    # Who accepts that papers which decisions by word of mouth still owe will not come.
    _text("without_papers_by", ""),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    sa.UniqueConstraint("plan", "id"),
    _once_while_standing("plan"),
    comment="the decision, with its number and date, that a draft evaluation is the plan's result",
)

confirmation_units = sa.Table(
    "confirmation_units",
    metadata,
    sa.Column("confirmation", sa.Integer, sa.ForeignKey("confirmations.id"), nullable=False),
    _unit(),
    sa.Column("position", sa.Integer, nullable=False),
    _text("grade"),
    sa.Column("verdict", _one_of(Verdict), nullable=False),
    _text("reason", ""),
    sa.PrimaryKeyConstraint("confirmation", "unit"),
    comment="what was confirmed of each unit; a reason where it is not what the draft proposed",
)

confirmation_persons = sa.Table(
    "confirmation_persons",
    metadata,
    sa.Column("confirmation", sa.Integer, sa.ForeignKey("confirmations.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("verdict", _one_of(Verdict), nullable=False),
    _text("name"),
    _text("reason"),
    sa.PrimaryKeyConstraint("confirmation", "position"),
    sa.CheckConstraint("verdict in ('commend', 'criticise')", name="named_for"),
    comment="persons whom the signed paper names: nothing computes them",
)

award_steps = sa.Table(
    "award_steps",
    metadata,
    _id(),
    _plan(index=True),
    sa.Column("confirmation", sa.Integer, nullable=False),
    # The code of a unit, or the name of a person of the confirmation.
    _text("subject"),
    sa.Column("step", _one_of(AwardStep), nullable=False),
    sa.Column("stepped_on", sa.Date, nullable=False),
    _text("number", ""),
    _text("actor"),
    _entry(),
    _recorded(),
    _withdrawn(),
    sa.ForeignKeyConstraint(["plan", "confirmation"], ["confirmations.plan", "confirmations.id"]),
    # A proposal is the confirmation's, no step of its own.
    sa.CheckConstraint("step <> 'proposed'", name="step_taken"),
    sa.CheckConstraint("step <> 'decided' or number <> ''", name="decided_with_a_number"),
    _once_while_standing("confirmation", "subject", "step"),
    comment="how far a confirmed commendation has come",
)

alerts = sa.Table(
    "alerts",
    metadata,
    _id(),
    _plan(),
    sa.Column("cause", sa.String(120), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("trouble", _one_of(Trouble), nullable=False),
    _text("run"),
    sa.Column("done", sa.JSON, nullable=False),
    sa.Column("undone", sa.JSON, nullable=False),
    _text("said"),
    _recorded(),
    sa.UniqueConstraint("plan", "cause", "day"),
    comment="troubles of the machine that officers were told of",
)

pulses = sa.Table(
    "pulses",
    metadata,
    _plan(),
    sa.Column("part", _one_of(Lifeline), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("hour", sa.Integer, nullable=False),
    _recorded(),
    sa.PrimaryKeyConstraint("plan", "part", "day", "hour"),
    comment="in which hours our server and our mailbox worked",
)

urged_duties = sa.Table(
    "urged_duties",
    metadata,
    _plan(),
    _text("folder"),
    sa.Column("obligation", sa.Integer, nullable=False),
    _recorded(),
    sa.PrimaryKeyConstraint("plan", "folder", "obligation"),
    sa.ForeignKeyConstraint(["plan", "obligation"], ["obligations.plan", "obligations.id"]),
    comment="which duties the urging letters drafted in a folder are about",
)

documents = sa.Table(
    "documents",
    metadata,
    _id(),
    _plan(),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    _sha256(),
    _recorded(),
    sa.UniqueConstraint("plan", "path", "version"),
    comment="what papiplan wrote, by its place in the readable tree; the newest version is shown",
)

messages = sa.Table(
    "messages",
    metadata,
    _id(),
    _plan(),
    sa.Column("addressee", sa.String(120), nullable=False),
    sa.Column("message_id", sa.String(255), nullable=False, unique=True),
    _text("subject"),
    _sha256(),
    # In the mode that waits for approval: nothing is sent before a person has approved it.
    sa.Column("needs_approval", sa.Boolean, nullable=False, default=False),
    _text("approved_by", ""),
    sa.Column("approved_at", Instant, nullable=True),
    _recorded(),
    sa.UniqueConstraint("plan", "id"),
    sa.CheckConstraint("(approved_at is null) = (approved_by = '')", name="approved_by_somebody"),
    comment="one addressee and frozen bytes",
)

notices = sa.Table(
    "notices",
    metadata,
    _id(),
    _plan(),
    sa.Column("addressee", sa.String(120), nullable=False),
    sa.Column("kind", _one_of(NoticeKind), nullable=False),
    sa.Column("occasion", sa.String(120), nullable=False),
    sa.Column("obligation", sa.Integer, nullable=True),
    sa.Column("submission", sa.Integer, nullable=True),
    # The journal's entry of the act that is told of: once it has left, that act cannot be taken back.
    sa.Column("entry", sa.Integer, nullable=True),
    sa.Column("not_after", Instant, nullable=True),
    sa.Column("message", sa.Integer, nullable=True),
    sa.Column("dropped_at", Instant, nullable=True),
    _recorded(),
    sa.UniqueConstraint("plan", "addressee", "kind", "occasion"),
    sa.ForeignKeyConstraint(["plan", "obligation"], ["obligations.plan", "obligations.id"]),
    sa.ForeignKeyConstraint(["plan", "submission"], ["submissions.plan", "submissions.id"]),
    sa.ForeignKeyConstraint(["plan", "message"], ["messages.plan", "messages.id"]),
    sa.Index(None, "plan", "entry"),
    sa.CheckConstraint("message is null or dropped_at is null", name="told_or_dropped"),
    comment="what must be told, written in the transaction of its fact",
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    _id(),
    sa.Column("message", sa.Integer, sa.ForeignKey("messages.id"), nullable=False),
    sa.Column("address", sa.String(255), nullable=False),
    sa.Column("state", _one_of(DeliveryState), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    # When it was last begun: by it the server's limits of mails a minute and a day are kept.
    sa.Column("attempted_at", Instant, nullable=True, index=True),
    sa.Column("resends", sa.Integer, nullable=False, default=0),
    sa.Column("not_before", Instant, nullable=True),
    sa.Column("lease", sa.String(32), nullable=True),
    sa.Column("lease_until", Instant, nullable=True),
    sa.Column("sent_at", Instant, nullable=True),
    # The run's now at which the state was last recorded; before it the delivery was still pending.
    sa.Column("changed_at", Instant, nullable=False),
    _text("answer", ""),
    sa.UniqueConstraint("message", "address"),
    sa.CheckConstraint("(state = 'sending') = (lease is not null)", name="sending_under_a_lease"),
    sa.CheckConstraint("(lease is null) = (lease_until is null)", name="lease_ends"),
    sa.CheckConstraint("(state = 'sent') = (sent_at is not null)", name="sent_has_an_instant"),
    sa.CheckConstraint("(attempts = 0) = (attempted_at is null)", name="attempted_at_an_instant"),
)

journal = sa.Table(
    "journal",
    metadata,
    _plan(),
    sa.Column("sequence", sa.Integer, nullable=False),
    _text("entry"),
    sa.Column("previous_hash", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.PrimaryKeyConstraint("plan", "sequence"),
    sa.CheckConstraint("sequence >= 1", name="sequence"),
    comment="append-only: hash over the canonical text of the entry and the previous hash",
)

restorations = sa.Table(
    "restorations",
    metadata,
    _id(),
    _plan(),
    # The instant of the backup: what came or left after it, this database has not heard of.
    sa.Column("backed_up_at", Instant, nullable=False),
    # When the mails that had been recorded and moved since then were read again.
    sa.Column("mailbox_read_at", Instant, nullable=True),
    _recorded(),
    sa.UniqueConstraint("plan", "backed_up_at"),
    comment="plans that came out of a backup: held until a person releases them",
)
