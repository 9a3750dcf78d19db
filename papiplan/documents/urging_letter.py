"""The urging letters (công văn đôn đốc) and the quick note, as drafts: nothing of them is ever sent by papiplan.

The committee requires ("yêu cầu"), the office asks its equals ("đề nghị"); a letter's symbol bears no "CV" (Decree
30/2020). Not here: on which day they are drafted (`domain.chasing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from papiplan.documents.paper_layout import OPEN, Head, Paper, place_and_date
from papiplan.documents.wording import listed, percent
from papiplan.domain.deadlines import clock_time, local_date, long, short
from papiplan.domain.facts import Issue
from papiplan.domain.obligations import Missing, Standing
from papiplan.domain.plans import Authority, PlanDefinition, SignatureBlock, SubmissionKind
from papiplan.domain.tallies import SendingTally


@dataclass(frozen=True)
class Urging:
    """Who is urged to send what: the duties of one kind overdue `now`, all duties of that kind counted, and until when.

    `mails`, `calls` and `letters` are what was done before about this kind.
    """

    plan: PlanDefinition
    issue: Issue
    kind: SubmissionKind
    overdue: Sequence[Standing]
    tally: SendingTally
    now: datetime
    asked_on: date
    mails: int = 0
    calls: int = 0
    letters: Sequence[str] = ()

    @property
    def due_on(self) -> date:
        dues = [s.obligation.effective_due_on for s in self.overdue]
        return min(due for due in dues if due is not None)

    @property
    def today(self) -> date:
        return local_date(self.now)

    def heads(self) -> tuple[str, ...]:
        """The heads of the units, as a letter addresses them; a unit whose head is not known, by its name."""
        units = (self.plan.unit(s.obligation.borne_by) for s in self.overdue)
        return tuple(dict.fromkeys(unit.head_title or unit.name for unit in units))


def render_committee_letter(urging: Urging) -> bytes:
    """The letter of the People's Committee: it requires, and orders the office to go on watching."""
    plan, issuer, office = urging.plan, urging.plan.issuer, urging.plan.coordinator
    paper = _letter(urging, issuer, 0, f"{OPEN}/{issuer.symbol}-{plan.coordinator_unit.upper()}")
    _write_state(paper, urging, f"Theo báo cáo của {office.short}, tính")
    paper.text(f"Để bảo đảm tiến độ thực hiện, {issuer.short} yêu cầu:")
    paper.text(
        f"1. {listed(urging.heads())} khẩn trương chỉ đạo hoàn thành, gửi hồ sơ còn thiếu về {issuer.short} (qua "
        f"{office.short}) chậm nhất hết {long(urging.asked_on)}; đồng thời báo cáo rõ nguyên nhân chậm gửi."
    )
    paper.text(
        f"2. {office.short} tiếp tục theo dõi, đôn đốc; tổng hợp, báo cáo {issuer.short} các cơ quan, đơn vị chưa thực "
        "hiện sau thời hạn nêu trên."
    )
    paper.text("Yêu cầu Thủ trưởng các cơ quan, đơn vị nghiêm túc thực hiện./.")
    recipients = ("Như trên", f"Lãnh đạo {issuer.short}", office.short, f"Lưu: VT, {plan.coordinator_unit.upper()}")
    paper.signature(recipients, SignatureBlock(plan.signer.authority_lines, ""))
    return paper.content()


def render_office_letter(urging: Urging) -> bytes:
    """The letter of the coordinating office: it asks, for a department does not order its equals."""
    plan, issuer, office = urging.plan, urging.plan.issuer, urging.plan.coordinator
    paper = _letter(urging, office, len(office.head_lines) - 1, f"{OPEN}/{office.symbol}")
    _write_state(paper, urging, "Tính")
    contact = plan.contact
    paper.text(
        f"Để kịp thời tổng hợp, báo cáo {issuer.short}, {office.short} đề nghị các cơ quan, đơn vị quan tâm chỉ đạo "
        f"hoàn thành, gửi hồ sơ còn thiếu chậm nhất hết {long(urging.asked_on)}; trường hợp có khó khăn, vướng mắc, "
        f"đề nghị thông tin về {office.short} ({contact.name}, {contact.title}, điện thoại {contact.phone}) để phối "
        "hợp giải quyết."
    )
    paper.text("Rất mong nhận được sự quan tâm, phối hợp của các cơ quan, đơn vị./.")
    recipients = ("Như trên", f"{issuer.short} (báo cáo)", "Lưu: VT")
    paper.signature(recipients, SignatureBlock(plan.report_signer.authority_lines, ""))
    return paper.content()


def render_quick_note(urging: Urging) -> bytes:
    """The quick note for the head of the office (báo cáo nhanh): where it stands, what was done, what to propose."""
    plan, tally, kind = urging.plan, urging.tally, urging.kind
    paper = Paper(f"Báo cáo nhanh {plan.short}")
    paper.title(
        "BÁO CÁO NHANH",
        f"(dùng nội bộ {plan.coordinator.short})",
        f"Tình hình gửi {kind.paper} theo Kế hoạch số {urging.issue.number}, tính đến {clock_time(urging.now)} ngày "
        f"{short(urging.today)}",
    )
    sent = f"{tally.sent:02d}/{tally.owed:02d} ({percent(tally.sent, tally.owed)})"
    names = "; ".join(plan.unit(s.obligation.borne_by).short for s in urging.overdue)
    letters = f"công văn {'; '.join(urging.letters)}" if urging.letters else "chưa có công văn"
    paper.text(f"1. Đã gửi: {sent}; đúng hạn {len(tally.on_time):02d}, gửi chậm {len(tally.late):02d}.")
    paper.text(f"2. Chưa gửi: {names}.")
    paper.text(f"3. Đã thực hiện: nhắc qua thư {urging.mails:02d} lượt; điện thoại {urging.calls:02d} lượt; {letters}.")
    paper.text(
        "4. Đề xuất: trình lãnh đạo phụ trách ký công văn đôn đốc (dự thảo kèm theo); ấn định thời hạn mới: hết ngày "
        f"{short(urging.asked_on)}."
    )
    return paper.content()


def _letter(urging: Urging, by: Authority, superior_lines: int, number: str) -> Paper:
    """A letter begun: head with number and date open, what it is about, to whom."""
    plan = urging.plan
    about = f"đôn đốc gửi {urging.kind.paper} cải thiện Chỉ số {plan.index} năm {plan.year}"
    paper = Paper(about)
    when = place_and_date(by.place, None, month_of=urging.today)
    paper.head(Head(by.head_lines, superior_lines, number, when, about))
    heads = urging.heads()
    paper.centred("Kính gửi:")
    for head in heads:
        paper.centred(f"- {head}{'.' if head is heads[-1] else ';'}")
    return paper


def _write_state(paper: Paper, urging: Urging, opening: str) -> None:
    """What the plan asks, and how far it has come."""
    plan, tally, kind = urging.plan, urging.tally, urging.kind
    paper.text(
        f"Thực hiện Kế hoạch số {urging.issue.number} {long(urging.issue.on)} của {plan.issuer.name} về "
        f"{plan.subject}, các cơ quan, đơn vị gửi {kind.paper} về {plan.issuer.short} (qua {plan.coordinator.short}) "
        f"chậm nhất hết {long(urging.due_on)}."
    )
    named = listed([f"{plan.unit(s.obligation.borne_by).name} ({_lacking(s)})" for s in urging.overdue])
    paper.text(
        f"{opening} đến {clock_time(urging.now)} {long(urging.today)}, có {tally.sent:02d}/{tally.owed:02d} cơ quan, "
        f"đơn vị đã gửi {kind.paper}; còn {len(urging.overdue):02d} đơn vị đến nay chưa nhận được: {named}."
    )


def _lacking(standing: Standing) -> str:
    kind = standing.obligation.kind
    return f"chưa gửi {kind.form}" if standing.missing is Missing.FORM else f"chưa gửi {kind.paper}"
