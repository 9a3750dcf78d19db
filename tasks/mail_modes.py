"""Where a mail really goes in this installation's mode (PAPIPLAN_MAIL_MODE), decided when it is frozen.

On trial every mail goes to the plan's officers, in place of its unit. What was told so is told: the mode of a later day
does not tell it again. Not here: which kinds wait for approval (`domain.approval`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from papiplan import settings
from papiplan.documents.mails.mail_texts import Mail
from papiplan.documents.mails.trial_mails import for_trial
from papiplan.domain.addressees import is_officer, officer_of
from papiplan.domain.approval import waits_for_approval
from papiplan.domain.messages import NoticeKind
from papiplan.domain.plans import PlanDefinition
from papiplan.settings import MailMode


@dataclass(frozen=True)
class Outgoing:
    """A mail as it is frozen: what it says, where it goes, and whether an officer approves it first."""

    mail: Mail
    addresses: tuple[str, ...]
    needs_approval: bool


def outgoing(
    plan: PlanDefinition, addressee: str, kinds: Iterable[NoticeKind], mail: Mail, beside: tuple[str, ...] = ()
) -> Outgoing:
    """`mail`, which tells notices of `kinds`, as the mode sends it; `beside` are addresses that also get it."""
    mode, addresses = settings.current().mail_mode, addresses_for(plan, addressee)
    if is_officer(addressee):
        return Outgoing(mail, addresses, needs_approval=False)
    if mode is MailMode.TRIAL:
        unit = plan.unit(addressee)
        return Outgoing(for_trial(mail, unit, (*unit.addresses, *beside)), addresses, needs_approval=False)
    return Outgoing(mail, (*addresses, *beside), mode is MailMode.APPROVAL and waits_for_approval(kinds))


def addresses_for(plan: PlanDefinition, addressee: str) -> tuple[str, ...]:
    """Where mail for a unit or an officer goes; empty for a unit that has no address yet."""
    if is_officer(addressee):
        officer = officer_of(plan, addressee)
        return (officer.email,) if officer else ()
    if settings.current().mail_mode is MailMode.TRIAL:
        return tuple(dict.fromkeys(operator.email for operator in plan.operators))
    return plan.unit(addressee).addresses


def in_words() -> str:
    """The mode as an officer reads it."""
    return {
        MailMode.TRIAL: "gửi thử (mọi thư gửi cho cán bộ, thay cho đơn vị)",
        MailMode.APPROVAL: 'chờ duyệt (thư gửi đơn vị chờ chạy "32. Duyệt gửi thư")',
        MailMode.LIVE: "gửi thật",
    }[settings.current().mail_mode]
