"""What an officers' digest tells beside a plan's facts: mails sent and lost, files nobody knows, acts of officers.

Not here: what has to be done about it (`domain.digest`).
"""

from datetime import datetime

import sqlalchemy as sa

from papiplan.database import (
    approvals,
    chases,
    journal,
    mails,
    outcomes,
    pulses,
    recorded_documents,
    registers,
    schema,
    submissions,
    watched_files,
)
from papiplan.domain.deadlines import local_date
from papiplan.domain.digest import DigestRows, Flagged, HandEntry, Unassigned, Undelivered
from papiplan.domain.facts import PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.messages import DeliveryState, NoticeKind
from papiplan.domain.obligations import USABLE, Outcome
from papiplan.domain.open_papers import open_reports, unnumbered
from papiplan.domain.outages import LOOKED_BACK, ProposedMove, proposed_moves
from papiplan.domain.roster import has_ended

_notice, _message, _delivery = schema.notices.c, schema.messages.c, schema.deliveries.c


def last_digest(connection: sa.Connection, plan: str, now: datetime, *, before: str = "") -> datetime | None:
    """When the newest digest before `now`, and before the one of the occasion `before`, was queued; None for none."""
    return connection.execute(
        sa.select(sa.func.max(_notice.recorded_at)).where(
            _notice.plan == plan,
            _notice.kind == NoticeKind.DIGEST,
            _notice.occasion != before,
            _notice.recorded_at <= now,
        )
    ).scalar()


def load_digest_rows(connection: sa.Connection, facts: PlanFacts, since: datetime, now: datetime) -> DigestRows:
    """The rows of a digest that tells what happened after `since`, up to `now`."""
    plan, today = facts.definition.id, local_date(now)
    shown = outcomes.load_documents(connection, plan, now)
    recorded = recorded_documents.load_recorded_documents(connection, plan, now)
    silent = (unit for unit in facts.definition.obliged_units if not unit.addresses and not has_ended(unit, today))
    return DigestRows(
        reminded=chases.load_reminded(connection, plan, now),
        sent=_load_sent(connection, plan, since, now),
        undelivered=load_undelivered(connection, plan, since, now),
        unassigned=_load_unassigned(connection, plan),
        entries=_load_entries(connection, plan, since, now),
        unnumbered=unnumbered(shown, recorded),
        without_address=tuple(unit.short for unit in silent),
        awaiting_approval=sum(message.awaits_approval for message in approvals.load_unsent_messages(connection, plan)),
        journal=journal.head(connection, plan),
        mails=mails.load_mails_to_see(connection, plan, since, now),
        flagged=_load_flagged(connection, plan, since, now),
        calls=registers.load_calls(connection, plan, now),
        publications=watched_files.load_unrecorded(connection, plan, since, now),
        reports=open_reports(shown, facts.final, recorded),
        moves=load_moves(connection, facts, now),
    )


def load_moves(connection: sa.Connection, facts: PlanFacts, now: datetime) -> tuple[ProposedMove, ...]:
    """The due dates that fell on an outage of ours, as far as nobody has moved them."""
    today = local_date(now)
    known = pulses.load_pulses(connection, facts.definition.id, today - LOOKED_BACK, now)
    return proposed_moves(facts, known, today)


def _load_sent(connection: sa.Connection, plan: str, since: datetime, now: datetime) -> dict[NoticeKind, int]:
    rows = connection.execute(
        sa.select(_notice.kind, sa.func.count(sa.distinct(_notice.message)).label("mails"))
        .join(schema.deliveries, _delivery.message == _notice.message)
        .where(
            _notice.plan == plan,
            _delivery.sent_at > since,
            _delivery.sent_at <= now,
            _notice.kind.not_in((NoticeKind.DIGEST, NoticeKind.PREVIEW)),
        )
        .group_by(_notice.kind)
    )
    return {row.kind: row.mails for row in rows}


def load_undelivered(connection: sa.Connection, plan: str, since: datetime, now: datetime) -> tuple[Undelivered, ...]:
    """The addresses refused after `since`, and those of which nobody knows until a person has decided."""
    refused = sa.and_(_delivery.state == DeliveryState.FAILED, _delivery.changed_at > since)
    unknown = sa.and_(_delivery.state == DeliveryState.AMBIGUOUS, _delivery.not_before.is_(None))
    rows = connection.execute(
        sa.select(_message.addressee, _delivery.address, _delivery.state, _delivery.answer)
        .join(schema.messages, _message.id == _delivery.message)
        .where(_message.plan == plan, _delivery.changed_at <= now, sa.or_(refused, unknown))
        .order_by(_delivery.id)
    )
    return tuple(Undelivered(row.addressee, row.address, row.state, row.answer) for row in rows)


def _load_unassigned(connection: sa.Connection, plan: str) -> tuple[Unassigned, ...]:
    records = submissions.load_submissions(connection, plan, outcome=Outcome.UNASSIGNED)
    return tuple(
        Unassigned(
            record.file_name or record.doc_symbol,
            record.received_at,
            "; ".join(problem.what for problem in record.problems),
            record.id,
            record.channel,
            record.sender,
            record.suggested_unit,
        )
        for record in records
    )


def _load_flagged(connection: sa.Connection, plan: str, since: datetime, now: datetime) -> tuple[Flagged, ...]:
    """What was taken after `since`, is in force, and bears a warning for the officers."""
    taken = [record for record in submissions.load_submissions(connection, plan) if record.outcome in USABLE]
    newest = {(record.obligation, record.part): record.id for record in taken}
    decided = _decided_between(connection, plan, since, now)
    return tuple(
        Flagged(
            number=record.id,
            unit=record.unit,
            file_name=record.file_name,
            received_at=record.received_at,
            channel=record.channel,
            sender=record.sender,
            warnings=tuple(warning.sentence() for warning in record.warnings),
        )
        for record in taken
        if record.warnings
        and record.unit
        and record.id in decided
        and newest[record.obligation, record.part] == record.id
    )


def _decided_between(connection: sa.Connection, plan: str, since: datetime, now: datetime) -> set[int]:
    table = schema.submissions.c
    query = sa.select(table.id).where(table.plan == plan, table.checked_at > since, table.checked_at <= now)
    return set(connection.execute(query).scalars())


def _load_entries(connection: sa.Connection, plan: str, since: datetime, now: datetime) -> tuple[HandEntry, ...]:
    acts = set(HandAct)
    return tuple(
        HandEntry(number, HandAct(entry.act), entry.who, entry.when, entry.why)
        for number, entry in journal.acts_since(connection, plan, since, now)
        if entry.act in acts and entry.who != "papiplan"
    )
