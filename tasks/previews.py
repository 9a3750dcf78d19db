"""Showing an officer the next mails before they leave: a board, and a mail to that officer alone.

Not here: which mails those are (`preview_contents`).
"""

from datetime import datetime

from papiplan.database import messages
from papiplan.database.facts import load_facts
from papiplan.documents.boards.preview_board import preview_board
from papiplan.domain.addressees import officer_addressee
from papiplan.domain.deadlines import end_of, local_date
from papiplan.domain.messages import NoticeKind
from tasks import mail_modes, office
from tasks.artifacts import PREVIEW, publish_board
from tasks.effects import effect
from tasks.mail_contents import mail_of
from tasks.plans import require_actor
from tasks.preview_contents import next_mails


@effect("Xem trước thư sẽ gửi")
def show_next_mails(plan: str, actor: str, now: datetime) -> int:
    """Publish the board of the next mails; returns how many they are. Nothing is queued or sent."""
    with office.database().reading() as connection:
        facts = load_facts(connection, plan, now)
    require_actor(facts.definition, actor)
    mails = next_mails(facts, now, mail_of)
    board = preview_board(mails, mail_modes.in_words(), held=facts.held)
    publish_board(plan, PREVIEW, board)
    return len(mails)


@effect("Gửi bản xem trước cho cán bộ")
def queue_preview(plan: str, actor: str, now: datetime) -> str:
    """Queue the mail that shows the next mails to the officer who acts, once an instant; returns that addressee."""
    with office.database().plan_transaction(plan) as connection:
        officer = require_actor(load_facts(connection, plan, now).definition, actor)
        addressee = officer_addressee(officer)
        until = end_of(local_date(now))
        notice = messages.Notice(addressee, NoticeKind.PREVIEW, now.isoformat(), not_after=until)
        messages.save_notice(connection, plan, notice, now)
    return addressee
