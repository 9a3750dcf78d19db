"""The way of a judgement: units compare their points, a decision makes the draft the result, awards go step by step."""

import io
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest

from deployments.demo.mailbox_server import MailboxServer
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.database.recorded_documents import load_recorded_documents
from papiplan.domain.facts import PlanFacts
from papiplan.domain.lifecycle import Stage, stage
from papiplan.domain.papers import owed_papers
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.verdicts import Verdict
from tests.factories import at
from tests.flows.offices import Ended, Office
from tests.flows.plan_folders import folder_of_units

PLAN = "plan-of-2"
DRAFTED, SENT, DECIDED = "2024-04-15 10:00", "2024-04-16 08:00", "2024-04-26 09:00"


@pytest.fixture
def evaluated(office: Office) -> Office:
    """A year in which xa-1 did all, and xa-2 sent nothing although two letters urged its sub-plan."""
    office.issue(folder_of_units(office.home, 2))
    office.send("xa-1", plan=PLAN, received_at="2023-06-28T10:00")
    office.advance("2023-07-05 09:00", PLAN)
    office.advance("2023-07-14 09:00", PLAN)
    for n, folder in enumerate(sorted(path.name for path in (tree(office) / "drafts").iterdir()), start=1):
        about = f"drafts/{folder}/cong-van-don-doc-ubnd.docx"
        signed = {"number": f"81{n}/UBND-NV", "signed_on": date.fromisoformat(folder[:10]), "actor": "nv1"}
        office.run("record_document", "2023-07-14 10:00", plan=PLAN, about=about, **signed)
    office.publish(plan=PLAN)
    office.send("xa-1", SubmissionKind.REPORT, PLAN, received_at="2024-04-05T08:00")
    office.run("consolidate", "2024-04-15 09:00", plan=PLAN, actor="nv1", final=True)
    office.run("evaluate", DRAFTED, plan=PLAN)
    return office


def tree(office: Office) -> Path:
    return office.home / "plans" / PLAN


def facts_of(office: Office) -> PlanFacts:
    with office.database.reading() as connection:
        return load_facts(connection, PLAN, ANY_TIME)


def code_of(office: Office) -> str:
    """The code of the draft as the board shows it."""
    return office.board("danh-gia", PLAN).partition("Mã dự thảo: `")[2].partition("`")[0]


def send(office: Office, now: str = SENT) -> Ended:
    return office.run("send_draft_score", now, plan=PLAN, actor="nv1")


def confirm(office: Office, now: str = DECIDED, **changes: Any) -> Ended:
    stated = {
        "digest": code_of(office),
        "decision_number": "456/QĐ-UBND",
        "decision_on": date(2024, 4, 25),
        "decided_by": "Chủ tịch UBND",
        "actor": "nv1",
        **changes,
    }
    return office.run("confirm_evaluation", now, plan=PLAN, **stated)


def award(office: Office, step: str, now: str = "2024-05-20 09:00", **changes: Any) -> Ended:
    stated = {"subjects": "xa-1", "step": step, "on": date(2024, 5, 20), "actor": "nv1", **changes}
    return office.run("record_award_step", now, plan=PLAN, **stated)


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_each_unit_gets_its_own_points_once_for_each_draft(evaluated: Office) -> None:
    before = len(evaluated.smtp.mails)
    assert "Chưa gửi đơn vị đối chiếu" in evaluated.board("danh-gia", PLAN)
    sent = send(evaluated)
    assert (sent.result.units, sent.result.new) == (2, True)
    assert "chậm nhất hết ngày 24/4/2024" in sent.result.message
    mails = evaluated.smtp.mails[before:]
    assert sorted(mail.recipients[0].partition("@")[0] for mail in mails) == ["xa-1", "xa-2"]
    for mail in mails:
        (sheet,) = mail.attachments.values()
        unit = mail.recipients[0].partition("@")[0]
        mine, other = ("Số 1", "Số 2") if unit == "xa-1" else ("Số 2", "Số 1")
        assert f"Ủy ban nhân dân xã {mine}" in words_of(sheet)
        assert f"Ủy ban nhân dân xã {other}" not in words_of(sheet)
        assert code_of(evaluated) in words_of(sheet)
    assert "Đã gửi 02/02 đơn vị đối chiếu từ ngày 16/4/2024" in evaluated.board("danh-gia", PLAN)
    once = evaluated.digest()
    again = send(evaluated, "2024-04-17 08:00")
    assert (again.result.new, len(evaluated.smtp.mails)) == (False, before + 2)
    assert evaluated.digest() == once


def test_what_a_unit_writes_back_stands_beside_the_draft_and_is_told_to_whoever_confirms(
    evaluated: Office, mailbox: MailboxServer
) -> None:
    send(evaluated)
    (asked,) = [mail.message for mail in evaluated.smtp.mails[-2:] if "xa-2@" in mail.recipients[0]]
    answer = EmailMessage()
    answer["From"], answer["Subject"] = "xa-2@sadec.example", f"Re: {asked['Subject']}"
    answer["In-Reply-To"] = asked["Message-ID"]
    answer.set_content("Đơn vị chưa thống nhất điểm thời hạn.")
    mailbox.append(answer.as_bytes(), at("2024-04-17 08:05"))
    evaluated.run("fetch_mailbox", "2024-04-17 09:00")
    _, _, answers = evaluated.board("danh-gia", PLAN).partition("## Phản hồi của đơn vị")
    assert "08 giờ 05 phút ngày 17/4/2024 | xa-2@sadec.example | Re: " in answers
    assert "đã có phản hồi của 01 đơn vị (UBND xã Số 2)" in confirm(evaluated).result.message


def test_who_was_urged_twice_in_writing_is_proposed_to_explain_and_asked_once_it_is_decided(evaluated: Office) -> None:
    draft = facts_of(evaluated).evaluation
    assert draft is not None
    assert {score.unit: score.proposal for score in draft.units} == {"xa-1": "none", "xa-2": "explain"}
    confirm(evaluated)
    letter = tree(evaluated) / "confirmed" / "1" / "giai-trinh-xa-2-subplan.docx"
    told = words_of(letter.read_bytes())
    assert "sau 02 lần đôn đốc (Công văn số 811/UBND-NV ngày " in told
    assert "chưa nhận được Kế hoạch thực hiện của" in told
    assert "chậm nhất hết ngày 07 tháng 5 năm 2024./." in told
    assert not (letter.parent / "giai-trinh-xa-1-subplan.docx").exists()
    assert not (letter.parent / "giai-trinh-xa-2-report.docx").exists(), "nobody wrote about its report"


def test_a_decision_makes_the_draft_the_result_and_mails_nobody(evaluated: Office) -> None:
    mails = len(evaluated.smtp.mails)
    decided = {
        "changes": "xa-2: rút kinh nghiệm – đã giải trình, có lý do chính đáng",
        "commend": "xa-1 – hoàn thành sớm\nTrần Thị Bình, công chức xã 1 – tham mưu tốt",
        "criticise": "Lê Văn C, công chức xã 2 – không gửi báo cáo",
    }
    ended = confirm(evaluated, **decided)
    assert ended.result.new
    assert "chưa được gửi đơn vị đối chiếu" in ended.result.message
    facts = facts_of(evaluated)
    assert stage(facts, at(DECIDED)) is Stage.CONFIRMED
    assert facts.confirmation is not None
    assert [(u.unit, u.verdict) for u in facts.confirmation.units] == [
        ("xa-1", Verdict.COMMEND),
        ("xa-2", Verdict.LEARN),
    ]
    board = evaluated.board("danh-gia", PLAN)
    assert board.startswith("# KẾT QUẢ ĐÁNH GIÁ\n\nĐã xác nhận theo văn bản số 456/QĐ-UBND ngày 25/4/2024")
    assert "Trần Thị Bình" in board
    assert "Lê Văn C" not in board, "criticism by name stands in the signed paper alone"
    assert len(evaluated.smtp.mails) == mails
    written = {path.name for path in (tree(evaluated) / "confirmed" / "1").rglob("*.docx")}
    assert written == {"bang-to-trinh.docx", "danh-sach-xa_phuong.docx", "xa-1.docx", "xa-2.docx"}
    once = evaluated.digest()
    again = confirm(evaluated, "2024-04-27 09:00", **decided)
    assert not again.result.new
    other = confirm(evaluated, "2024-04-27 10:00", decision_number="457/QĐ-UBND")
    assert other.refused
    assert "Đã xác nhận kết quả theo văn bản số 456/QĐ-UBND ngày 25/4/2024 của Chủ tịch UBND" in other.message
    assert evaluated.digest() == once


def test_everything_wrong_with_a_decision_is_told_at_once_and_changes_nothing(evaluated: Office) -> None:
    before = evaluated.digest()
    ended = confirm(
        evaluated,
        digest="abcdef123456",
        decision_number="bốn trăm",
        decision_on=date(2030, 1, 1),
        decided_by=" ",
        changes="xa-9: không đề xuất – nhầm\nxa-1 không lý do\nxa-2: tuyên dương – tốt",
        commend="Ai – tốt",
        actor="nv9",
    )
    assert ended.refused
    for sentence in (
        '"abcdef123456" không phải mã của dự thảo đang có',
        '"bốn trăm" chưa đúng dạng',
        "01/01/2030 ở sau hôm nay",
        "Người quyết định",
        'không rõ đơn vị "xa-9"',
        "thiếu quyết định hoặc lý do",
        'không rõ "tuyên dương"',
        "không phải đơn vị, không phải họ và tên",
        "không có trong danh sách cán bộ",
    ):
        assert sentence in ended.message, ended.message
    assert evaluated.digest() == before


def test_a_draft_that_the_facts_have_left_behind_is_neither_sent_nor_confirmed(evaluated: Office) -> None:
    with evaluated.database.reading() as connection:
        letter, _ = load_recorded_documents(connection, PLAN, ANY_TIME)
    back = {"entry": letter.entry, "reason": "ghi nhầm", "actor": "nv1"}
    evaluated.run("withdraw_entry", "2024-04-16 07:00", plan=PLAN, **back)
    for ended in (send(evaluated), confirm(evaluated)):
        assert ended.refused
        assert "Dữ liệu đã thay đổi sau khi lập dự thảo" in ended.message


def test_papers_that_are_owed_have_come_or_somebody_accepts_that_they_will_not(office: Office) -> None:
    office.issue(folder_of_units(office.home, 2))
    granted = {"decided_by": "Chủ tịch", "basis": "ý kiến chỉ đạo tại giao ban", "paper_owed": True, "actor": "nv1"}
    office.run(
        "extend", "2023-06-29 09:00", plan=PLAN, units="xa-1", kind="kế hoạch", until=date(2023, 7, 7), **granted
    )
    office.publish(plan=PLAN)
    office.run("consolidate", "2024-04-15 09:00", plan=PLAN, actor="nv1", final=True)
    office.run("evaluate", DRAFTED, plan=PLAN)
    refused = confirm(office)
    assert refused.refused
    assert "còn nợ văn bản" in refused.message
    assert confirm(office, settle_owed="Chánh Văn phòng").result.new
    facts = facts_of(office)
    assert facts.confirmation is not None
    assert facts.confirmation.without_papers_by == "Chánh Văn phòng"
    assert owed_papers(facts)
    assert "Chấp nhận không có văn bản của các quyết định còn nợ: Chánh Văn phòng" in office.board("danh-gia", PLAN)


def test_awards_go_step_by_step_and_nobody_is_commended_before_a_decision(evaluated: Office) -> None:
    early = award(evaluated, "đã trình")
    assert early.refused
    confirm(evaluated, commend="xa-1 – hoàn thành sớm")
    board = evaluated.board("danh-gia", PLAN)
    assert "| Đề xuất | - |" in board
    skipped = award(evaluated, "có quyết định", number="500/QĐ-UBND")
    assert skipped.refused
    assert 'chưa ghi bước "Hội đồng đã xét"' in skipped.message
    assert award(evaluated, "đã trình").result.new
    once = evaluated.digest()
    assert not award(evaluated, "Đã trình", "2024-05-20 10:00").result.new
    assert evaluated.digest() == once
    assert "mục số 17, bởi nv1" in award(evaluated, "đã trình", number="12/TTr-PNV").message
    award(evaluated, "hội đồng đã xét", "2024-06-03 09:00", on=date(2024, 6, 3))
    unnumbered = award(evaluated, "có quyết định", "2024-06-20 09:00", on=date(2024, 6, 20))
    assert "Số, ký hiệu" in unnumbered.message
    award(evaluated, "có quyết định", "2024-06-20 09:00", on=date(2024, 6, 20), number="500/QĐ-UBND")
    board = evaluated.board("danh-gia", PLAN)
    assert "Có quyết định số 500/QĐ-UBND ngày 20/6/2024" in board
    stranger = award(evaluated, "đã trình", "2024-06-21 09:00", subjects="xa-2; Người Lạ")
    assert '"xa-2" không được đề xuất khen thưởng' in stranger.message
    assert '"Người Lạ" không được đề xuất khen thưởng' in stranger.message


def test_a_decision_that_was_entered_wrongly_is_taken_back_with_its_papers(evaluated: Office) -> None:
    first = confirm(evaluated, commend="xa-1 – hoàn thành sớm")
    step = award(evaluated, "đã trình")
    back = {"plan": PLAN, "reason": "ghi nhầm số", "actor": "nv1"}
    resting = evaluated.run("withdraw_entry", "2024-05-21 08:00", entry=first.result.entry, **back)
    assert f"mục số {step.result.entry} dựa trên mục này" in resting.message
    evaluated.run("withdraw_entry", "2024-05-21 08:00", entry=step.result.entry, **back)
    evaluated.run("withdraw_entry", "2024-05-21 08:05", entry=first.result.entry, **back)
    facts = facts_of(evaluated)
    assert (facts.confirmation, facts.awards, stage(facts, at("2024-05-21 09:00"))) == (None, (), Stage.EVALUATED)
    assert not list((tree(evaluated) / "confirmed").rglob("*.docx"))
    assert evaluated.board("danh-gia", PLAN).startswith("# DỰ THẢO ĐÁNH GIÁ")
    second = confirm(evaluated, "2024-05-21 09:00", decision_number="457/QĐ-UBND")
    assert second.result.new
    assert (tree(evaluated) / "confirmed" / "2" / "bang-to-trinh.docx").exists()
