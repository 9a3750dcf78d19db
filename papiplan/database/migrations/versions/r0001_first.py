"""The schema of 0.1.0. Frozen: a released migration never changes."""

import sqlalchemy as sa
from alembic import op

from papiplan.database.schema import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_files_sha256_length")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_files")),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("length(id) between 3 and 40", name=op.f("ck_plans_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_table(
        "actions",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.CheckConstraint("dimension between 1 and 8", name=op.f("ck_actions_dimension")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_actions_plan")),
        sa.PrimaryKeyConstraint("plan", "code", name=op.f("pk_actions")),
    )
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("channel_key", sa.String(length=255), nullable=False),
        sa.Column("received_at", Instant(timezone=True), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "channel in ('inbox', 'mailbox', 'paper', 'zalo', 'register', 'forwarded', 'typed')",
            name=op.f("ck_arrivals_channel"),
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_arrivals_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        sa.UniqueConstraint("plan", "id", name=op.f("uq_arrivals_plan_id")),
        comment="what came through a door once",
    )
    op.create_index(op.f("ix_arrivals_entry"), "arrivals", ["entry", "plan"], unique=False)
    op.create_index(
        op.f("ix_arrivals_plan"),
        "arrivals",
        ["plan", "channel", "channel_key"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at is null"),
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_table(
        "consolidations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("facts_digest", sa.String(length=64), nullable=False),
        sa.Column("publication_version", sa.Integer(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_consolidations_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consolidations")),
        sa.UniqueConstraint("plan", "id", name=op.f("uq_consolidations_plan_id")),
        sa.UniqueConstraint("plan", "revision", name=op.f("uq_consolidations_plan_revision")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_documents_plan")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_documents_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("plan", "path", "version", name=op.f("uq_documents_plan_path_version")),
        comment="what papiplan wrote, by its place in the readable tree; the newest version is shown",
    )
    op.create_table(
        "issues",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("signed_sha256", sa.String(length=64), nullable=True),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_issues_plan")),
        sa.ForeignKeyConstraint(["signed_sha256"], ["files.sha256"], name=op.f("fk_issues_signed_sha256")),
        sa.PrimaryKeyConstraint("plan", name=op.f("pk_issues")),
    )
    op.create_table(
        "journal",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_journal_sequence")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_journal_plan")),
        sa.PrimaryKeyConstraint("plan", "sequence", name=op.f("pk_journal")),
        comment="append-only: hash over the canonical text of the entry and the previous hash",
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("addressee", sa.String(length=120), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_at", Instant(timezone=True), nullable=True),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("(approved_at is null) = (approved_by = '')", name=op.f("ck_messages_approved_by_somebody")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_messages_plan")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_messages_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("message_id", name=op.f("uq_messages_message_id")),
        sa.UniqueConstraint("plan", "id", name=op.f("uq_messages_plan_id")),
        comment="one addressee and frozen bytes",
    )
    op.create_table(
        "plan_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("act in ('confirm', 'close', 'cancel', 'hold', 'release')", name=op.f("ck_plan_acts_act")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_plan_acts_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_acts")),
        comment="decisions of persons about the plan as a whole",
    )
    op.create_index(op.f("ix_plan_acts_plan"), "plan_acts", ["plan"], unique=False)
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("index", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_group", sa.Text(), nullable=False),
        sa.Column("results_sha256", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_publications_plan")),
        sa.ForeignKeyConstraint(["results_sha256"], ["files.sha256"], name=op.f("fk_publications_results_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("plan", "index", "year", "version", name=op.f("uq_publications_plan_index_year_version")),
    )
    op.create_table(
        "recorded_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("about_entry", sa.Integer(), nullable=True),
        sa.Column("about_path", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(about_entry is null) <> (about_path is null)", name=op.f("ck_recorded_documents_about_one_thing")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_recorded_documents_plan")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_recorded_documents_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recorded_documents")),
        comment="numbers and dates that the clerk's office gave",
    )
    op.create_index(op.f("ix_recorded_documents_plan"), "recorded_documents", ["plan"], unique=False)
    op.create_table(
        "snapshots",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_snapshots_plan")),
        sa.PrimaryKeyConstraint("plan", "version", name=op.f("pk_snapshots")),
        comment="the plan folder as taken when the plan was issued, amended, or its roster brought up to date",
    )
    op.create_table(
        "units",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_units_plan")),
        sa.PrimaryKeyConstraint("plan", "code", name=op.f("pk_units")),
    )
    op.create_table(
        "action_units",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.CheckConstraint("role in ('lead', 'on_site', 'support')", name=op.f("ck_action_units_role")),
        sa.ForeignKeyConstraint(
            ["plan", "action"], ["actions.plan", "actions.code"], name=op.f("fk_action_units_plan_action")
        ),
        sa.ForeignKeyConstraint(["plan", "unit"], ["units.plan", "units.code"], name=op.f("fk_action_units_plan_unit")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_action_units_plan")),
        sa.PrimaryKeyConstraint("plan", "action", "unit", name=op.f("pk_action_units")),
    )
    op.create_table(
        "amendments",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("amended_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan", "version"], ["snapshots.plan", "snapshots.version"], name=op.f("fk_amendments_plan_version")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_amendments_plan")),
        sa.PrimaryKeyConstraint("plan", "version", name=op.f("pk_amendments")),
        comment="the document that changed an issued plan, and the snapshot it put in force",
    )
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("called_at", Instant(timezone=True), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan", "unit"], ["units.plan", "units.code"], name=op.f("fk_calls_plan_unit")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_calls_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    op.create_index(op.f("ix_calls_plan"), "calls", ["plan"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=255), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "sending",
                "sent",
                "failed",
                "ambiguous",
                "suppressed",
                name="deliverystate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("attempted_at", Instant(timezone=True), nullable=True),
        sa.Column("resends", sa.Integer(), nullable=False),
        sa.Column("not_before", Instant(timezone=True), nullable=True),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("lease_until", Instant(timezone=True), nullable=True),
        sa.Column("sent_at", Instant(timezone=True), nullable=True),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'sending') = (lease is not null)", name=op.f("ck_deliveries_sending_under_a_lease")
        ),
        sa.CheckConstraint("(state = 'sent') = (sent_at is not null)", name=op.f("ck_deliveries_sent_has_an_instant")),
        sa.CheckConstraint(
            "(attempts = 0) = (attempted_at is null)", name=op.f("ck_deliveries_attempted_at_an_instant")
        ),
        sa.CheckConstraint("(lease is null) = (lease_until is null)", name=op.f("ck_deliveries_lease_ends")),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name=op.f("fk_deliveries_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("message", "address", name=op.f("uq_deliveries_message_address")),
    )
    op.create_index(op.f("ix_deliveries_attempted_at"), "deliveries", ["attempted_at"], unique=False)
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("consolidation", sa.Integer(), nullable=False),
        sa.Column("facts_digest", sa.String(length=64), nullable=False),
        sa.Column("province", sa.JSON(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan", "consolidation"],
            ["consolidations.plan", "consolidations.id"],
            name=op.f("fk_evaluations_plan_consolidation"),
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_evaluations_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        comment="versions, the newest in force: facts that return to what they were give an earlier digest again",
    )
    op.create_index(op.f("ix_evaluations_plan"), "evaluations", ["plan"], unique=False)
    op.create_table(
        "forms",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "subplan",
                "report",
                "remedy",
                name="submissionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("promises", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan", "unit"], ["units.plan", "units.code"], name=op.f("fk_forms_plan_unit")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_forms_plan")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_forms_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forms")),
        sa.UniqueConstraint("plan", "code", name=op.f("uq_forms_plan_code")),
        sa.UniqueConstraint("plan", "id", name=op.f("uq_forms_plan_id")),
        sa.UniqueConstraint("plan", "unit", "kind", "version", name=op.f("uq_forms_plan_unit_kind_version")),
    )
    op.create_table(
        "inspections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("inspector", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan", "unit"], ["units.plan", "units.code"], name=op.f("fk_inspections_plan_unit")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_inspections_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
        comment="each remedy asked for is an obligation of its own",
    )
    op.create_index(op.f("ix_inspections_plan"), "inspections", ["plan"], unique=False)
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "submission",
                "hand",
                "words",
                "bounce",
                "automatic",
                name="mailkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(timezone=True), nullable=False),
        sa.Column("arrival", sa.Integer(), nullable=True),
        sa.Column("message", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("doubt", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan", "arrival"], ["arrivals.plan", "arrivals.id"], name=op.f("fk_mails_plan_arrival")
        ),
        sa.ForeignKeyConstraint(
            ["plan", "message"], ["messages.plan", "messages.id"], name=op.f("fk_mails_plan_message")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_mails_plan")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_mails_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("plan", "sha256", name=op.f("uq_mails_plan_sha256")),
        comment="every mail that the mailbox gave, once, with its fate",
    )
    op.create_table(
        "obligations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("owed_by", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "subplan",
                "report",
                "remedy",
                name="submissionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("occasion", sa.String(length=60), nullable=False),
        sa.Column(
            "binding",
            sa.Enum("owed", "own", "requested", name="binding", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan", "owed_by"], ["units.plan", "units.code"], name=op.f("fk_obligations_plan_owed_by")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_obligations_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligations")),
        sa.UniqueConstraint("plan", "id", name=op.f("uq_obligations_plan_id")),
        sa.UniqueConstraint(
            "plan", "owed_by", "kind", "occasion", name=op.f("uq_obligations_plan_owed_by_kind_occasion")
        ),
        comment="who bears one now follows from the roster and is not kept",
    )
    op.create_table(
        "scores",
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("province", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("d1", sa.Float(), nullable=True),
        sa.Column("d2", sa.Float(), nullable=True),
        sa.Column("d3", sa.Float(), nullable=True),
        sa.Column("d4", sa.Float(), nullable=True),
        sa.Column("d5", sa.Float(), nullable=True),
        sa.Column("d6", sa.Float(), nullable=True),
        sa.Column("d7", sa.Float(), nullable=True),
        sa.Column("d8", sa.Float(), nullable=True),
        sa.Column("total", sa.Float(), nullable=True),
        sa.CheckConstraint("d1 > 0 and d1 <= 10", name=op.f("ck_scores_d1_range")),
        sa.CheckConstraint("d2 > 0 and d2 <= 10", name=op.f("ck_scores_d2_range")),
        sa.CheckConstraint("d3 > 0 and d3 <= 10", name=op.f("ck_scores_d3_range")),
        sa.CheckConstraint("d4 > 0 and d4 <= 10", name=op.f("ck_scores_d4_range")),
        sa.CheckConstraint("d5 > 0 and d5 <= 10", name=op.f("ck_scores_d5_range")),
        sa.CheckConstraint("d6 > 0 and d6 <= 10", name=op.f("ck_scores_d6_range")),
        sa.CheckConstraint("d7 > 0 and d7 <= 10", name=op.f("ck_scores_d7_range")),
        sa.CheckConstraint("d8 > 0 and d8 <= 10", name=op.f("ck_scores_d8_range")),
        sa.CheckConstraint("total > 0 and total <= 80", name=op.f("ck_scores_total_range")),
        sa.ForeignKeyConstraint(["publication"], ["publications.id"], name=op.f("fk_scores_publication")),
        sa.PrimaryKeyConstraint("publication", "province", name=op.f("pk_scores")),
    )
    op.create_table(
        "snapshot_files",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan", "version"], ["snapshots.plan", "snapshots.version"], name=op.f("fk_snapshot_files_plan_version")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_snapshot_files_plan")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_snapshot_files_sha256")),
        sa.PrimaryKeyConstraint("plan", "version", "path", name=op.f("pk_snapshot_files")),
    )
    op.create_table(
        "supervisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("supervised_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan", "organisation"], ["units.plan", "units.code"], name=op.f("fk_supervisions_plan_organisation")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_supervisions_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervisions")),
        comment="what the Front and the organisations observed",
    )
    op.create_index(op.f("ix_supervisions_plan"), "supervisions", ["plan"], unique=False)
    op.create_table(
        "due_dates",
        sa.Column("obligation", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["obligation"], ["obligations.id"], name=op.f("fk_due_dates_obligation")),
        sa.PrimaryKeyConstraint("obligation", "version", name=op.f("pk_due_dates")),
        comment="versions, the newest in force: a report has none until its index is published",
    )
    op.create_table(
        "evaluation_units",
        sa.Column("evaluation", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("proposal", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "proposal in ('commend', 'none', 'learn', 'explain')", name=op.f("ck_evaluation_units_proposal")
        ),
        sa.ForeignKeyConstraint(["evaluation"], ["evaluations.id"], name=op.f("fk_evaluation_units_evaluation")),
        sa.PrimaryKeyConstraint("evaluation", "unit", name=op.f("pk_evaluation_units")),
    )
    op.create_table(
        "exceptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("paper_owed", sa.Boolean(), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["obligation"], ["obligations.id"], name=op.f("fk_exceptions_obligation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exceptions")),
        sa.UniqueConstraint("obligation", "entry", name=op.f("uq_exceptions_obligation_entry")),
        comment="extensions and exemptions, one row for each obligation that a decision covers",
    )
    op.create_index(op.f("ix_exceptions_obligation"), "exceptions", ["obligation"], unique=False)
    op.create_table(
        "remedy_closings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("obligation", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan", "obligation"],
            ["obligations.plan", "obligations.id"],
            name=op.f("fk_remedy_closings_plan_obligation"),
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_remedy_closings_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_closings")),
        comment="remedies that an operator has seen carried out, without an answer of the unit",
    )
    op.create_index(
        op.f("ix_remedy_closings_obligation"),
        "remedy_closings",
        ["obligation"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at is null"),
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_index(op.f("ix_remedy_closings_plan"), "remedy_closings", ["plan"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("arrival", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("obligation", sa.Integer(), nullable=True),
        sa.Column(
            "part",
            sa.Enum(
                "signed", "form", "evidence", "other", name="part", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(length=64), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "received",
                "accepted",
                "accepted_with_waiver",
                "refused",
                "returned",
                "duplicate",
                "unassigned",
                "set_aside",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("checked_at", Instant(timezone=True), nullable=True),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("valid_rows", sa.Integer(), nullable=False),
        sa.Column("expected_rows", sa.Integer(), nullable=False),
        sa.Column("doc_symbol", sa.Text(), nullable=False),
        sa.Column("doc_date", sa.Date(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("registry_no", sa.Text(), nullable=False),
        sa.Column("suggested_unit", sa.String(length=60), nullable=True),
        sa.Column("typed_from", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(checked_at is null) = (outcome = 'received')", name=op.f("ck_submissions_decided_at_an_instant")
        ),
        sa.CheckConstraint(
            "(obligation is null) = (outcome in ('unassigned', 'set_aside'))",
            name=op.f("ck_submissions_unassigned_has_no_obligation"),
        ),
        sa.CheckConstraint(
            "(version is null) = (outcome in ('unassigned', 'set_aside', 'duplicate'))",
            name=op.f("ck_submissions_version_counts_new_ones"),
        ),
        sa.CheckConstraint("part = 'signed' or sha256 is not null", name=op.f("ck_submissions_a_form_is_a_file")),
        sa.ForeignKeyConstraint(
            ["plan", "arrival"], ["arrivals.plan", "arrivals.id"], name=op.f("fk_submissions_plan_arrival")
        ),
        sa.ForeignKeyConstraint(["plan", "form"], ["forms.plan", "forms.id"], name=op.f("fk_submissions_plan_form")),
        sa.ForeignKeyConstraint(
            ["plan", "obligation"], ["obligations.plan", "obligations.id"], name=op.f("fk_submissions_plan_obligation")
        ),
        sa.ForeignKeyConstraint(
            ["plan", "suggested_unit"], ["units.plan", "units.code"], name=op.f("fk_submissions_plan_suggested_unit")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_submissions_plan")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_submissions_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("arrival", "position", name=op.f("uq_submissions_arrival_position")),
        sa.UniqueConstraint("obligation", "part", "version", name=op.f("uq_submissions_obligation_part_version")),
        sa.UniqueConstraint("plan", "id", "outcome", name=op.f("uq_submissions_plan_id_outcome")),
        sa.UniqueConstraint("plan", "id", name=op.f("uq_submissions_plan_id")),
    )
    op.create_table(
        "consolidated_reports",
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("consolidation", sa.Integer(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "received",
                "accepted",
                "accepted_with_waiver",
                "refused",
                "returned",
                "duplicate",
                "unassigned",
                "set_aside",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("returned_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome in ('accepted', 'accepted_with_waiver')", name=op.f("ck_consolidated_reports_usable_only")
        ),
        sa.CheckConstraint(
            "(outcome is null) = (returned_at is not null)", name=op.f("ck_consolidated_reports_let_go_when_returned")
        ),
        sa.ForeignKeyConstraint(
            ["plan", "consolidation"],
            ["consolidations.plan", "consolidations.id"],
            name=op.f("fk_consolidated_reports_plan_consolidation"),
        ),
        sa.ForeignKeyConstraint(
            ["plan", "submission", "outcome"],
            ["submissions.plan", "submissions.id", "submissions.outcome"],
            name=op.f("fk_consolidated_reports_plan_submission_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["plan", "submission"],
            ["submissions.plan", "submissions.id"],
            name=op.f("fk_consolidated_reports_plan_submission"),
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_consolidated_reports_plan")),
        sa.PrimaryKeyConstraint("consolidation", "submission", name=op.f("pk_consolidated_reports")),
    )
    op.create_index(
        op.f("ix_consolidated_reports_plan"), "consolidated_reports", ["plan", "submission", "outcome"], unique=False
    )
    op.create_table(
        "difficulties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("difficulty", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("addressed_to", sa.Text(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=True),
        sa.Column("submission", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan", "submission"], ["submissions.plan", "submissions.id"], name=op.f("fk_difficulties_plan_submission")
        ),
        sa.ForeignKeyConstraint(["plan", "unit"], ["units.plan", "units.code"], name=op.f("fk_difficulties_plan_unit")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_difficulties_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_difficulties")),
        sa.UniqueConstraint("plan", "id", name=op.f("uq_difficulties_plan_id")),
    )
    op.create_index(
        op.f("ix_difficulties_plan"),
        "difficulties",
        ["plan", "digest"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at is null"),
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_table(
        "liftings",
        sa.Column("exception", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["exception"], ["exceptions.id"], name=op.f("fk_liftings_exception")),
        sa.PrimaryKeyConstraint("exception", name=op.f("pk_liftings")),
        comment="later decisions that ended an extension or an exemption",
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("addressee", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
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
                "digest",
                "preview",
                name="noticekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("occasion", sa.String(length=120), nullable=False),
        sa.Column("obligation", sa.Integer(), nullable=True),
        sa.Column("submission", sa.Integer(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("not_after", Instant(timezone=True), nullable=True),
        sa.Column("message", sa.Integer(), nullable=True),
        sa.Column("dropped_at", Instant(timezone=True), nullable=True),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("message is null or dropped_at is null", name=op.f("ck_notices_told_or_dropped")),
        sa.ForeignKeyConstraint(
            ["plan", "message"], ["messages.plan", "messages.id"], name=op.f("fk_notices_plan_message")
        ),
        sa.ForeignKeyConstraint(
            ["plan", "obligation"], ["obligations.plan", "obligations.id"], name=op.f("fk_notices_plan_obligation")
        ),
        sa.ForeignKeyConstraint(
            ["plan", "submission"], ["submissions.plan", "submissions.id"], name=op.f("fk_notices_plan_submission")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_notices_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint(
            "plan", "addressee", "kind", "occasion", name=op.f("uq_notices_plan_addressee_kind_occasion")
        ),
        comment="what must be told, written in the transaction of its fact",
    )
    op.create_index(op.f("ix_notices_plan"), "notices", ["plan", "entry"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "received",
                "accepted",
                "accepted_with_waiver",
                "refused",
                "returned",
                "duplicate",
                "unassigned",
                "set_aside",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "before",
            sa.Enum(
                "received",
                "accepted",
                "accepted_with_waiver",
                "refused",
                "returned",
                "duplicate",
                "unassigned",
                "set_aside",
                name="before",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(before in ('accepted', 'accepted_with_waiver') and outcome = 'returned') or (before = 'refused' and outcome = 'accepted_with_waiver')",
            name=op.f("ck_reviews_returned_or_waived"),
        ),
        sa.ForeignKeyConstraint(
            ["plan", "submission"], ["submissions.plan", "submissions.id"], name=op.f("fk_reviews_plan_submission")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_reviews_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        comment="what an officer decided of one submission against what its check had found",
    )
    op.create_index(op.f("ix_reviews_plan"), "reviews", ["plan", "submission"], unique=False)
    op.create_table(
        "submission_rows",
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=40), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_submission_rows_submission")),
        sa.PrimaryKeyConstraint("submission", "sheet", "row", name=op.f("pk_submission_rows")),
    )
    op.create_table(
        "difficulty_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan", "difficulty"],
            ["difficulties.plan", "difficulties.id"],
            name=op.f("fk_difficulty_answers_plan_difficulty"),
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_difficulty_answers_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_difficulty_answers")),
    )
    op.create_index(
        op.f("ix_difficulty_answers_difficulty"),
        "difficulty_answers",
        ["difficulty"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at is null"),
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_index(op.f("ix_difficulty_answers_plan"), "difficulty_answers", ["plan"], unique=False)
