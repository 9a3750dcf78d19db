"""One mail of the mailbox put on record: its files with their fate, the delivery of ours that it answers.

Not here: what is decided about it (`domain.mail_sorting`), whose a file is (`identification`), the mailbox (`mailbox`).
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from papiplan.database import deliveries, forms, journal, mails
from papiplan.database.mails import KnownMail, Mail
from papiplan.database.submissions import Arrival
from papiplan.domain.facts import PlanFacts
from papiplan.domain.mail_routing import Clues, bounced_addresses
from papiplan.domain.mail_sorting import SortedMail, sort_mail, sort_oversized
from papiplan.domain.mails import IncomingMail, MailKind, OversizedMail
from papiplan.domain.submissions import RawForm
from tasks import office
from tasks.arrivals import ByMail, record_arrival
from tasks.received_files import ReadFile, ReceivedFile, read_files

LONGEST_ANSWER = 1_000
"""Characters that are kept of what a machine answers."""


def record_mail(mail: IncomingMail, receiving: Sequence[PlanFacts], now: datetime) -> KnownMail:
    """Put a mail on record, once, with one of the plans that receive; its own bytes are kept as proof.

    A mail that is on record already changes nothing.
    """
    known = _known(mail)
    if known is not None:
        return known
    files = [ReceivedFile(file.name, file.content, file.inline) for file in mail.files]
    read = read_files(files)
    with office.database().reading() as connection:
        clues = _clues(connection, mail, read, receiving)
    found, kept = sort_mail(mail, clues, receiving, now), office.store().put(mail.raw)
    as_kept = _as_kept(mail, kept.size, found, clues)
    if found.brings_files:
        arrival = Arrival(found.channel, mail.sha256, found.came_at, found.actor, found.reason, found.sender)
        by_mail = ByMail(as_kept, found.doubts)
        record_arrival(found.plan, arrival, files, read, found.covering, now, must_know=False, by_mail=by_mail)
    else:
        _record_alone(found.plan, as_kept, mail, clues, now)
    recorded = _known(mail)
    assert recorded is not None, "a mail just recorded is on record"
    return recorded


def record_oversized(found: OversizedMail, receiving: Sequence[PlanFacts], now: datetime) -> KnownMail:
    """Put a mail on record that is too large to be fetched; what is known of it stands for its bytes."""
    envelope = {name: str(value) for name, value in asdict(found).items() if name != "uid"}
    raw = json.dumps(envelope, ensure_ascii=False, sort_keys=True).encode()
    mail = IncomingMail(
        sha256=sha256(raw).hexdigest(),
        raw=raw,
        message_id=found.message_id,
        sender=found.sender,
        subject=found.subject,
        text="",
        received_at=found.received_at,
    )
    known = _known(mail)
    if known is not None:
        return known
    decided = sort_oversized(mail, found.size, receiving, now)
    kept = office.store().put(raw)
    _record_alone(decided.plan, _as_kept(mail, kept.size, decided, Clues()), mail, Clues(), now)
    return KnownMail(decided.plan, to_see=True)


def _known(mail: IncomingMail) -> KnownMail | None:
    with office.database().reading() as connection:
        return mails.find_mail(connection, mail.sha256)


def _clues(
    connection: sa.Connection, mail: IncomingMail, read: Sequence[ReadFile], receiving: Sequence[PlanFacts]
) -> Clues:
    """What the database knows of a mail's forms and of the messages that it names."""
    raws = [raw for raw in read if isinstance(raw, RawForm)]
    plans = (facts.definition.id for facts in receiving)
    of_plans = {plan for plan in plans if any(_is_of(connection, plan, raw) for raw in raws)}
    named = (*((mail.report.message_id,) if mail.report else ()), *mail.references)
    return Clues(
        form_plans=frozenset(of_plans),
        answered=mails.find_answered(connection, named),
        is_ours=mails.find_answered(connection, [mail.message_id]) is not None,
    )


def _is_of(connection: sa.Connection, plan: str, raw: RawForm) -> bool:
    return forms.find_form(connection, plan, raw.form_id, "" if raw.form_id else raw.code) is not None


def _as_kept(mail: IncomingMail, size: int, found: SortedMail, clues: Clues) -> Mail:
    answers_here = clues.answered is not None and clues.answered.plan == found.plan
    is_answer = found.kind in (MailKind.BOUNCE, MailKind.AUTOMATIC)
    return Mail(
        sha256=mail.sha256,
        size=size,
        kind=found.kind,
        message_id=mail.message_id,
        sender=mail.sender,
        subject=mail.subject,
        received_at=found.received_at,
        message=clues.answered.id if clues.answered and answers_here else None,
        answer=mail.text[:LONGEST_ANSWER] if is_answer else "",
        doubt=found.doubt,
    )


def _record_alone(plan: str, kept: Mail, mail: IncomingMail, clues: Clues, now: datetime) -> None:
    """Record a mail without files; a bounce ends the deliveries of which it says that they failed."""
    with office.database().plan_transaction(plan) as connection:
        if mails.find_mail(connection, kept.sha256) is not None:
            return
        mails.save_mail(connection, plan, kept, (), now)
        failed = 0
        if kept.kind is MailKind.BOUNCE and clues.answered is not None:
            for address, reason in bounced_addresses(mail, clues.answered).items():
                failed += deliveries.save_bounce(connection, clues.answered.id, address, reason, now)
        ids = {"mail": kept.sha256, "message": kept.message, "failed": failed}
        journal.append(connection, plan, journal.Entry(f"mail_{kept.kind}", "papiplan", now, ids))
