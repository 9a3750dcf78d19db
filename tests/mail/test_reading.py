"""What a mail that came is made of: as real programs write them, and whatever a stranger's bytes are."""

import random
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papiplan.domain.mails import DeliveryReport, FailedRecipient, IncomingMail
from papiplan.mail import reading
from papiplan.mail.attached_files import MOST_FILES
from papiplan.mail.body_text import LONGEST_TEXT
from papiplan.mail.composing import compose
from tests.factories import at
from tests.mail.incoming_mails import (
    EXIM,
    FROM_UNIT,
    OURS,
    PDF,
    QMAIL,
    RETURNED,
    STATUS,
    UNIT,
    XLSX,
    attached,
    bounce,
    composed,
    mail,
    multipart,
    page,
    part,
    with_files,
    words,
)

RECEIVED_AT = at("2023-06-29 16:50:05")


def read(raw: bytes) -> IncomingMail:
    return reading.read_mail(raw, RECEIVED_AT)


def names(raw: bytes) -> list[str]:
    return [file.name for file in read(raw).files]


def test_a_units_mail_is_read_whole() -> None:
    raw = with_files(attached("bieu.xlsx", XLSX), attached("ban ky.pdf", PDF, "application/pdf"))
    found = read(raw)
    assert (found.raw, found.sha256, found.received_at) == (raw, sha256(raw).hexdigest(), RECEIVED_AT)
    assert (found.message_id, found.sender, found.subject) == ("<1@sadec.example>", UNIT, "Bao cao")
    assert found.text == "Gửi kèm báo cáo."
    assert found.last_hop_at == at("2023-06-29 16:50:03")
    assert (found.automatic, found.report) == (False, None)
    assert [(file.name, file.content, file.media_type, file.inline) for file in found.files] == [
        ("bieu.xlsx", XLSX, "application/octet-stream", False),
        ("ban ky.pdf", PDF, "application/pdf", False),
    ]


def test_our_own_message_is_read_as_it_was_composed() -> None:
    files = [("Biểu báo cáo Phường 2.xlsx", XLSX)]
    text, subject = "Kính gửi: Ủy ban nhân dân Phường 2\n", "[PAPI 2023] Đề nghị hoàn thiện Biểu đăng ký"
    found = read(compose("papi@sadec.example", [UNIT], subject, text, "<p>Kính gửi</p>", files, OURS, RECEIVED_AT))
    assert (found.subject, found.text, found.message_id) == (subject, text.strip(), OURS)
    assert [(file.name, file.content) for file in found.files] == files
    assert found.automatic


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("Subject: =?utf-8?B?QsOhbyBjw6Fv?=", "Báo cáo"),
        ("Subject: =?UTF-8?Q?B=C3=A1o_c=C3=A1o?= PAPI", "Báo cáo PAPI"),
        # Two words that divide a letter between them, as some programs do.
        ("Subject: =?utf-8?Q?B=C3?= =?utf-8?Q?=A1o?=", "Báo"),
        ("Subject: =?windows-1258?Q?B=E1o_c=E1o?=", "Báo cáo"),
        ("Subject: Báo cáo", "Báo cáo"),
        ("Subject: RE: Báo cáo =?utf-8?Q?=C4=91=E1=BB=A3t_1?=", "RE: Báo cáo đợt 1"),
        (f"Subject: {unicodedata.normalize('NFD', 'Báo cáo')}", "Báo cáo"),
        ("Subject: =?x-unknown?Q?B=C3=A1o?=", "Báo"),
        ("Subject: =?utf-8?B?kh=ng ph?=", "=?utf-8?B?kh=ng ph?="),
        ("Subject: a\r\n\tb", "a b"),
        ("Subject: =?utf-8?Q?a=0D=0ABcc:_x=00?=", "a Bcc: x"),
        ("Subject: \u202egpj.x", "gpj.x"),
        ("Subject:", ""),
        ("X: none", ""),
    ],
)
def test_a_subject_is_one_line_of_letters(line: str, subject: str) -> None:
    assert read(mail(line)).subject == subject


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        ("From: Phuong-2@SADEC.example", UNIT),
        (f'From: "Phường 2, UBND" <{UNIT}>', UNIT),
        (f"From: <other@example.com>\r\nReply-To: {UNIT}", "other@example.com"),
        (f"From: =?utf-8?Q?{UNIT.replace('@', '=40')}?= <other@example.com>", "other@example.com"),
        (f"From: {UNIT} (Phường 2)", UNIT),
        ("From: Phường 2", ""),
        ("From: <>", ""),
        ("From: " + "(" * 5000, ""),
        ("X: none", ""),
    ],
)
def test_the_sender_is_the_bare_address_of_from(line: str, sender: str) -> None:
    assert read(mail(line)).sender == sender


@pytest.mark.parametrize(
    ("line", "instant"),
    [
        ("Received: from a by b; Thu, 29 Jun 2023 16:50:03 +0700 (ICT)", at("2023-06-29 16:50:03")),
        ("Received: from a by b;\r\n\tThu, 29 Jun 2023 09:50:03 -0000", at("2023-06-29 16:50:03")),
        ("Received: from a by b; 29 tháng 6", None),
        ("Received: from a by b; Fri, 31 Nov 2023 00:00:00 +0700", None),
        ("X: none", None),
    ],
)
def test_the_last_hop_is_the_newest_received_header(line: str, instant: datetime | None) -> None:
    assert read(mail(line)).last_hop_at == instant


def test_what_a_mail_answers_is_named_nearest_first() -> None:
    lines = ("In-Reply-To: <c@x>", "References: <a@x>\r\n <b\r\n @x> <c@x>")
    assert read(mail(*lines)).references == ("<c@x>", "<b@x>", "<a@x>")
    assert len(read(mail("References: " + "".join(f"<{number}@x>" for number in range(500)))).references) == 20


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (mail("Subject: x", body="Kính gửi\r\nmột\r\n"), "Kính gửi\nmột"),
        (mail("Content-Type: text/plain; charset=us-ascii", body="Kính gửi"), "Kính gửi"),
        (mail("Content-Type: text/plain; charset=x-what", body="Kính gửi"), "Kính gửi"),
        (part("Content-Type: text/plain; charset=windows-1258", content=b"\xf0a\xde g\xfd\xd2i"), "đã gửi"),
        (multipart("multipart/alternative", words("Chữ"), page("<p>Trang</p>")), "Chữ"),
        (multipart("multipart/alternative", words(" "), page("<p>Trang</p>")), "Trang"),
        (
            page("<html><head><style>p {}</style></head><p>Kính&nbsp;gửi:</p><div>a<br>b &lt;c&gt;</div></html>"),
            "Kính gửi:\n\na\nb <c>",
        ),
        (page("a <b"), "a <b"),
        (multipart("multipart/mixed", words("một"), attached("a.txt", b"hai", "text/plain"), words("ba")), "một\n\nba"),
        (mail("Subject: x", body="a\0b\x1b\u202ec"), "abc"),
        (b"", ""),
    ],
)  # fmt: skip
def test_the_words_of_a_mail_are_its_plain_text_or_what_its_page_shows(raw: bytes, text: str) -> None:
    assert read(raw).text == text


def test_the_words_of_a_mail_are_bounded() -> None:
    assert len(read(mail("Subject: x", body="xin chào\n" * 100_000)).text) <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("filename*=UTF-8''Bi%E1%BB%83u%20%C4%91%C4%83ng%20k%C3%BD.xlsx", "Biểu đăng ký.xlsx"),
        ("filename*0*=utf-8''Bi%E1%BB%83u; filename*1*=%20k%C3%BD; filename*2=.xlsx", "Biểu ký.xlsx"),
        ('filename="=?utf-8?B?Qmnhu4N1Lnhsc3g=?="', "Biểu.xlsx"),
        ('filename="=?utf-8?Q?Bi=E1=BB?=\r\n =?utf-8?Q?=83u.xlsx?="', "Biểu.xlsx"),
        ('filename="Biểu.xlsx"', "Biểu.xlsx"),
        (f'filename="{unicodedata.normalize("NFD", "Biểu.xlsx")}"', "Biểu.xlsx"),
        ("filename*=windows-1258''b%E1o.xlsx", "báo.xlsx"),
        ("filename*=x-what''b%C3%A1o.xlsx", "báo.xlsx"),
        ('filename="../../etc/x.xlsx"', "etc-x.xlsx"),
        (r'filename="C:\\Users\\a\\x.xlsx"', "C-Users-a-x.xlsx"),
        ('filename="31/KH-UBND.pdf"', "31-KH-UBND.pdf"),
        ("filename*=utf-8''a%0D%0ABcc%3A%20x.pdf", "a Bcc-x.pdf"),
        ("filename*=utf-8''a%00%E2%80%AEfdp.xlsx", "a fdp.xlsx"),
        ('filename=".."', "tep-1.pdf"),
        ('filename=""', "tep-1.pdf"),
        ("filename*0*=utf-8''a; filename*=b", "tep-1.pdf"),
        (f'filename="{"dài " * 100}.xlsx"', ("dài " * 100)[:145].strip() + ".xlsx"),
        ('filename="winmail.dat"', "winmail.dat"),
        ('x="y"', "tep-1.pdf"),
    ],
)
def test_a_file_has_the_name_that_its_sender_gave_made_harmless(header: str, name: str) -> None:
    lines = ("Content-Type: application/pdf", f"Content-Disposition: attachment; {header}")
    assert names(with_files(part(*lines, content=PDF))) == [name]


def test_a_name_that_stands_only_with_the_media_type_is_taken() -> None:
    assert names(with_files(part("Content-Type: application/pdf; name*=utf-8''k%C3%BD.pdf", content=PDF))) == ["ký.pdf"]


def test_modern_names_of_any_length_come_back_whole() -> None:
    files = [("Báo cáo kết quả thực hiện Kế hoạch cải thiện Chỉ số PAPI năm 2023 của Phường 2 (bản ký).pdf", PDF)]
    assert [(file.name, file.content) for file in read(composed(files)).files] == files


def test_files_of_one_name_are_kept_apart() -> None:
    parts = [attached(name, name.encode()) for name in ("a.pdf", "A.PDF", "a.pdf", "b.pdf")]
    assert names(with_files(*parts)) == ["a.pdf", "A (2).PDF", "a (3).pdf", "b.pdf"]


def test_files_beyond_the_most_are_named_in_one_file_more() -> None:
    found = read(with_files(*(attached(f"{number}.pdf") for number in range(MOST_FILES + 3)))).files
    assert len(found) == MOST_FILES + 1
    assert found[-1].name == "con-lai-3-tep.txt"
    assert found[-1].content.decode().splitlines()[1:] == ["- 50.pdf", "- 51.pdf", "- 52.pdf"]


LOGO = part("Content-Type: image/png", "Content-ID: <logo@x>", "Content-Disposition: inline", content=b"png")
PHOTO = part("Content-Type: image/jpeg", 'Content-Disposition: inline; filename="IMG_1.jpg"', content=b"jpg")


@pytest.mark.parametrize(
    ("raw", "inline"),
    [
        (multipart("multipart/related", page('<img src="cid:logo@x">'), LOGO), [True]),
        (multipart("multipart/related", page("<p>a</p>"), LOGO), [False]),
        # A telephone sends a photo of the signed page "inline", with no page that shows it.
        (multipart("multipart/mixed", words(), PHOTO), [False]),
        (multipart("multipart/mixed", page('<img src="cid:logo@x">'), LOGO, PHOTO), [True, False]),
        (
            multipart(
                "multipart/related",
                page('<a href="cid:f@x">'),
                part("Content-Type: application/pdf", "Content-ID: <f@x>", content=PDF),
            ),
            [False],
        ),
    ],
)
def test_a_picture_that_the_mails_page_shows_is_inline(raw: bytes, inline: list[bool]) -> None:
    assert [file.inline for file in read(raw).files] == inline


def test_what_says_the_mails_words_another_way_is_no_file() -> None:
    calendar = part("Content-Type: text/calendar; method=REQUEST", content=b"BEGIN:VCALENDAR")
    assert names(multipart("multipart/alternative", words(), page("<p>a</p>"), calendar)) == []


def test_a_mail_that_is_only_a_file_is_that_file() -> None:
    found = read(part(*FROM_UNIT, 'Content-Type: application/pdf; name="ky.pdf"', content=PDF)).files
    assert [(file.name, file.content) for file in found] == [("ky.pdf", PDF)]


def enclosed(raw: bytes, *lines: str, encode: bool = False) -> bytes:
    return part("Content-Type: message/rfc822", *lines, content=raw, encode=encode)


@pytest.mark.parametrize("encode", [False, True], ids=["as it is", "base64"])
def test_the_files_of_a_mail_that_is_forwarded_as_a_file_are_taken(encode: bool) -> None:
    inner = with_files(attached("bieu.xlsx", XLSX))
    found = read(with_files(enclosed(inner, encode=encode), attached("ky.pdf"))).files
    assert [(file.name, file.content) for file in found] == [("bieu.xlsx", XLSX), ("ky.pdf", PDF)]


def test_mails_within_mails_are_opened_to_the_third() -> None:
    raw = with_files(attached("bieu.xlsx", XLSX))
    depths = []
    for _ in range(4):
        raw = with_files(enclosed(raw))
        depths.append([(file.name, file.media_type) for file in read(raw).files])
    assert depths[:3] == [[("bieu.xlsx", "application/octet-stream")]] * 3
    assert depths[3] == [("Bao cao.eml", "message/rfc822")]


def test_a_forwarded_mail_of_nothing_but_words_is_a_file_itself() -> None:
    [file] = read(with_files(enclosed(mail("Subject: =?utf-8?B?WmFsbw==?=", body="Đã nộp bản giấy")))).files
    assert (file.name, file.media_type) == ("Zalo.eml", "message/rfc822")
    assert "Đã nộp bản giấy".encode() in file.content


@pytest.mark.parametrize(
    ("lines", "automatic"),
    [
        (("Auto-Submitted: auto-replied (zimbra; vacation)",), True),
        (("Auto-Submitted: auto-generated",), True),
        (("Auto-Submitted: No",), False),
        (("Subject: Trả lời tự động: [PAPI 2023]", "X-Autoreply: yes"), True),
        (("Subject: Automatic reply", "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"), True),
        (("Precedence: auto_reply",), True),
        (("Precedence: bulk",), True),
        (("Precedence: list", "List-Id: <van-thu.sadec.example>"), False),
        (("Precedence: bulk", "List-Id: <van-thu.sadec.example>"), False),
        (("Return-Path: <>",), True),
        (("Return-Path: <phuong-2@sadec.example>",), False),
        (("From: MAILER-DAEMON@x.example",), True),
        (('Content-Type: multipart/report; report-type=disposition-notification; boundary="x"',), True),
        (("Subject: Re: Trả lời tự động",), False),
    ],
)
def test_a_machines_mail_is_known_by_its_headers(lines: Sequence[str], automatic: bool) -> None:
    assert read(mail(*lines)).automatic is automatic


def test_a_mail_that_a_machine_sends_back_is_not_opened() -> None:
    ours = with_files(attached("bieu.xlsx", XLSX))
    raw = multipart("multipart/mixed", words("Tôi đi vắng."), enclosed(ours), lines=("Auto-Submitted: auto-replied",))
    assert names(raw) == []


REFUSED = FailedRecipient(UNIT, "5.1.1", f"550 5.1.1 <{UNIT}>: Recipient address rejected")
ORIGINAL = "Original-Recipient: rfc822;phuong-2@sadec.example\r\nFinal-Recipient: rfc822;hop-thu@cloud.example\r\n"


@pytest.mark.parametrize(
    ("raw", "report"),
    [
        (bounce(), DeliveryReport(OURS, (REFUSED,))),
        (bounce(returned=enclosed(RETURNED.encode() + b"\r\n" + with_files())), DeliveryReport(OURS, (REFUSED,))),
        (
            # Gmail's: the notice answers our message, and returns nothing of it.
            bounce(
                returned=words(),
                lines=("From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>", f"In-Reply-To: {OURS}"),
            ),
            DeliveryReport(OURS, (REFUSED,)),
        ),
        (
            # Exchange's: from its postmaster, to an address that its cloud has made another of.
            bounce(
                f"Reporting-MTA: dns;ex.example\r\n\r\n{ORIGINAL}Action: Failed\r\nStatus: 5.2.2\r\n",
                lines=("From: <postmaster@sadec.example>", "X-MS-Exchange-Message-Is-Ndr:"),
            ),
            DeliveryReport(OURS, (FailedRecipient(UNIT, "5.2.2", ""),)),
        ),
        (bounce(STATUS.format(action="delayed")), DeliveryReport(OURS, ())),
        (bounce(returned=words()), DeliveryReport("", (REFUSED,))),
        (QMAIL, DeliveryReport(OURS, (FailedRecipient(UNIT, "", "Sorry, no mailbox here by that name. (#5.1.1)"),))),
        (
            EXIM,
            DeliveryReport(
                OURS,
                (
                    FailedRecipient(UNIT, "", "mailbox is full"),
                    FailedRecipient("xa-1@sadec.example", "", "Unrouteable address"),
                ),
            ),
        ),
        (mail("From: MAILER-DAEMON@x.example", body="Something went wrong."), None),
        # A clerk forwards the notice that he got: it is not about a message of ours.
        (with_files(enclosed(bounce())), None),
    ],
    ids=["Postfix", "whole mail", "Gmail", "Exchange", "delay", "of unknown", "qmail", "Exim", "unclear", "forwarded"],
)  # fmt: skip
def test_a_notice_of_what_was_not_delivered_names_our_message_and_the_addresses(
    raw: bytes, report: DeliveryReport | None
) -> None:
    found = read(raw)
    assert found.report == report
    if report is not None:
        assert (found.automatic, found.files) == (True, ())


HOSTILE = {
    "a header without end": b"Content-Type: text/plain" + b";a=b" * 1_000_000 + b"\r\n\r\nx",
    "parts without end": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 1_000_000,
    "parts within parts": b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(600))
    + b"x\n" * 100_000,
    "mails within mails": b"Content-Type: message/rfc822\n\n" * 3000,
    "blank lines": b"Content-Type: message/delivery-status\n\n" + b"\n" * 3_000_000,
    "a boundary of a strange codec": b"Content-Type: multipart/mixed; boundary*=idna''%e1\n\nx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_mail_beyond_all_reason_is_its_own_only_file_or_has_none(name: str) -> None:
    found = read(b"From: phuong-2@sadec.example\r\n" + HOSTILE[name])
    assert found.sender == UNIT
    assert [file.content for file in found.files] in ([], [found.raw])


def is_sound(found: IncomingMail) -> bool:
    """Whether everything of a mail can be kept, and every name is one that a file may have."""
    texts = (found.message_id, found.sender, found.subject, found.text, *found.references)
    given_names = [file.name for file in found.files]
    harmless = all(name.isprintable() and name.strip(" .") and not set(name) & set("/\\:") for name in given_names)
    instant = found.last_hop_at or RECEIVED_AT
    return harmless and bool("".join((*texts, *given_names)).encode() or True) and instant.tzinfo is not None


@given(st.binary(max_size=500))
def test_no_bytes_are_an_error(raw: bytes) -> None:
    assert is_sound(read(raw))


SEEDS = (
    with_files(attached("a.xlsx"), LOGO, enclosed(with_files(PHOTO))),
    bounce(),
    EXIM,
    composed([("Biểu.xlsx", XLSX)]),
)
TOKENS = (
    b"multipart/report", b"message/rfc822", b"message/delivery-status", b"charset=utf-16", b"charset=idna", b"base64",
    b"x-uuencode", b"\r", b"\n\n", b"\0", b"\xff\xe1", b"*0*=", b"*=punycode''%e1", b'"', b";", b"=?utf-8?B?", b"?=",
    b"(" * 3000, b"<", b">", b"@", b"boundary*0=", b"9" * 5000, b"\\", b"name*1=",
)  # fmt: skip


@given(st.integers(min_value=0), st.sampled_from(SEEDS))
def test_no_mutation_of_a_real_mail_is_an_error(seed: int, raw: bytes) -> None:
    chance, mutated = random.Random(seed), bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(mutated) + 1)
        mutated[place : place + chance.choice((0, 0, 1, 100))] = chance.choice((*TOKENS, b"", chance.randbytes(3)))
    assert is_sound(read(bytes(mutated)))


def test_an_instant_without_a_zone_of_its_own_is_in_utc() -> None:
    assert read(mail("Received: by b; 29 Jun 2023 09:50:03")).last_hop_at == datetime(2023, 6, 29, 9, 50, 3, tzinfo=UTC)
