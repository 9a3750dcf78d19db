"""Answers to what came: which receipts share a mail, which mail they answer, and who gets them beside the unit.

Not here: what an answer says (`answer_contents`), nor freezing it (`freezing`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from papiplan import settings
from papiplan.database.answers import Origin, load_origins
from papiplan.database.messages import Notice
from papiplan.domain.addressees import stranger_to_answer
from papiplan.domain.messages import NoticeKind
from papiplan.domain.plans import PlanDefinition
from papiplan.mail.addresses import checked_address, is_address
from tasks import office


@dataclass(frozen=True)
class Answering:
    """How the submissions came that some notices tell of."""

    origins: Mapping[int, Origin]

    @classmethod
    def of(cls, plan: str, notices: Sequence[Notice]) -> "Answering":
        told = [notice.submission for notice in notices if notice.submission is not None]
        with office.database().reading() as connection:
            return cls(load_origins(connection, plan, told) if told else {})

    def shared_by(self, notice: Notice) -> tuple[object, ...]:
        """What the receipts of one mail have in common: what came by one arrival for one duty; empty for others."""
        origin = self.origins.get(notice.submission or 0)
        if origin is None or notice.kind is not NoticeKind.RECEIPT:
            return ()
        return notice.addressee, notice.obligation, origin.arrival

    @property
    def mail(self) -> str:
        """The Message-ID of the unit's mail that is answered; empty where it sent none."""
        return next((origin.message_id for origin in self.origins.values()), "")

    def strangers(self, plan: PlanDefinition, sender: str) -> tuple[str, ...]:
        """The address of nobody we know that a form of ours came from; our own mails come from `sender`."""
        at = settings.current()
        ours = (checked_address(sender).addr_spec, at.smtp_user, at.imap_user)
        found = (stranger_to_answer(plan, origin.sender, ours) for origin in self.origins.values() if origin.form)
        return tuple(dict.fromkeys(address for address in found if is_address(address)))
