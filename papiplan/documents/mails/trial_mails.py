"""A mail as it goes out on trial (gửi thử): to the officers in place of its unit, and saying so first.

Not here: who gets it, and when an office is on trial (`tasks.mail_modes`).
"""

from collections.abc import Sequence

from papiplan.documents.mails.mail_texts import Mail, as_mail
from papiplan.domain.units import Unit


def for_trial(mail: Mail, unit: Unit, addresses: Sequence[str]) -> Mail:
    """`mail`, marked in subject and first line as sent in place of `unit`, which has `addresses`."""
    to = ", ".join(addresses) or "chưa có địa chỉ thư điện tử"
    first_line = f"[GỬI THỬ] Thư này soạn cho {unit.name} ({to}); đang ở chế độ gửi thử nên chỉ gửi cho cán bộ."
    return as_mail(f"[GỬI THỬ, thay cho {unit.short}] {mail.subject}", f"{first_line}\n\n{mail.text}")
