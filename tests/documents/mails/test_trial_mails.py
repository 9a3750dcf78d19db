"""A mail on trial says first for whom it is, and then exactly what the unit would have read."""

import pytest

from papiplan.documents.mails.mail_texts import as_mail
from papiplan.documents.mails.trial_mails import for_trial
from tests.factories import a_unit

MAIL = as_mail("[PAPI 2023] Nhắc thời hạn", "Kính gửi: Ủy ban nhân dân Phường 2\n\nĐến nay chưa nhận được.\n")


@pytest.mark.parametrize(
    ("addresses", "named"),
    [
        (("phuong-2@sadec.example", "vp@sadec.example"), "phuong-2@sadec.example, vp@sadec.example"),
        ((), "chưa có địa chỉ thư điện tử"),
    ],
)
def test_a_mail_on_trial_is_marked_in_its_subject_and_first_line(addresses: tuple[str, ...], named: str) -> None:
    mail = for_trial(MAIL, a_unit("phuong-2"), addresses)
    first, rest = mail.text.split("\n\n", 1)
    assert mail.subject == "[GỬI THỬ, thay cho UBND Phuong 2] [PAPI 2023] Nhắc thời hạn"
    assert first == (
        f"[GỬI THỬ] Thư này soạn cho Ủy ban nhân dân Phuong 2 ({named}); đang ở chế độ gửi thử nên chỉ gửi cho cán bộ."
    )
    assert rest == MAIL.text
    assert f"<p>{first}</p>" in mail.html
