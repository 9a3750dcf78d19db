"""The officers' daily digest as a mail, with the line ready to paste into the units' Zalo group.

Not here: what belongs into it (`domain.digest`), nor its wording where that is a text (`templates/digest.txt.j2`).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from papiplan.documents.mails.mail_contexts import MailContext
from papiplan.documents.wording import bearer_short, contact_words, listed
from papiplan.domain.deadlines import VIETNAM, clock_time, local_date, short
from papiplan.domain.digest import Digest, HandEntry
from papiplan.domain.doors import typed_words
from papiplan.domain.facts import PlanFacts
from papiplan.domain.finished_papers import brackets_words
from papiplan.domain.lifecycle import stage
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Missing, Standing, Status
from papiplan.domain.open_papers import OpenReport
from papiplan.domain.papers import OwedPaper
from papiplan.domain.plans import SubmissionKind
from papiplan.domain.tallies import percentage


@dataclass(frozen=True)
class DigestContext(MailContext):
    """The digest of one plan, told to one officer."""

    digest: Digest

    @property
    def kind(self) -> SubmissionKind:
        return self.digest.kind

    @property
    def stage_label(self) -> str:
        return stage(self.digest.facts, self.digest.now).label

    @property
    def entries(self) -> tuple[str, ...]:
        """What officers recorded, each with the number by which it can be taken back."""
        return tuple(_entry_words(self.digest.facts, entry) for entry in self.digest.rows.entries)

    @property
    def share(self) -> str:
        """How much has come: 85,0."""
        tally = self.digest.tally
        return _comma(percentage(tally.sent, tally.owed))

    @property
    def papers(self) -> tuple[str, ...]:
        return tuple(paper_words(self.digest.facts, paper) for paper in self.digest.papers)

    @property
    def reports(self) -> tuple[str, ...]:
        return tuple(map(report_words, self.digest.rows.reports))

    @property
    def to_call(self) -> tuple[str, ...]:
        return tuple(call_words(self.digest, standing) for standing in self.digest.to_call)

    @property
    def to_confirm(self) -> tuple[str, ...]:
        return tuple(confirm_words(self.digest.facts, standing) for standing in self.digest.to_confirm)

    @property
    def sent_words(self) -> str:
        """02 thư đôn đốc quá hạn, 01 thư xác nhận đã nhận."""
        sent = self.digest.rows.sent
        return ", ".join(f"{sent[kind]:02d} thư {kind.label.lower()}" for kind in NoticeKind if sent.get(kind))

    @property
    def refused(self) -> tuple[str, ...]:
        """The addresses that a mail did not reach, with the mail server's own words."""
        facts = self.digest.facts
        return tuple(
            f'{_addressee(facts, lost.addressee)}, {lost.address}: {lost.state.label.lower()} ("{lost.answer}")'
            for lost in self.digest.undelivered
        )

    @property
    def zalo(self) -> str:
        return zalo_text(self.digest)

    @property
    def ahead(self) -> tuple[str, ...]:
        """What comes next, in the order of days."""
        digest, facts = self.digest, self.digest.facts
        days = [
            (s.mending_until, f"hết thời gian hoàn thiện của {_bearer(facts, s)}")
            for s in digest.mending
            if s.mending_until is not None
        ]
        days += [(extension.until, f"hết gia hạn của {_bearer(facts, s)}") for s, extension in digest.extended]
        if digest.next_due is not None:
            days.append((digest.next_due, f"hạn gửi {self.kind.paper.lower()}"))
        lines = [f"{short(day)} {what}" for day, what in sorted(dict.fromkeys(days))]
        if facts.publication is None:
            year = facts.definition.year + 1
            lines.append(f"dự kiến {facts.definition.index} công bố tháng 4–5/{year} (những năm qua: từ 02/4 đến 10/5)")
        return tuple(lines)


def zalo_text(digest: Digest) -> str:
    """What an officer may paste into the units' group; empty while nobody is asked for anything."""
    facts, tally = digest.facts, digest.tally
    waiting = [s for s in digest.to_call if s.obligation.kind is digest.kind]
    if not waiting:
        return ""
    local = digest.now.astimezone(VIETNAM)
    plan = facts.definition
    names = listed([f"{_bearer(facts, s)}{_zalo_note(s, digest.now)}" for s in waiting])
    return (
        f"Kính gửi các anh, chị đầu mối {plan.index} {plan.year}: đến {local:%H}g{local:%M} ngày "
        f"{_this_year(local.date(), digest.now)}, {plan.coordinator.short} đã nhận {digest.kind.sheet.lower()} của "
        f"{tally.sent:02d}/{tally.owed:02d} đơn vị. Còn: {names}. Nhờ các anh, chị gửi giúp trong hôm nay, có vướng "
        f"mắc gọi số {plan.contact.phone}. Xin cảm ơn!"
    )


def _this_year(day: date, now: datetime) -> str:
    """A day as one says it: 05/7; with the year where that is not this one."""
    said = short(day)
    return said.rpartition("/")[0] if day.year == local_date(now).year else said


def _zalo_note(standing: Standing, now: datetime) -> str:
    if standing.missing is Missing.FORM:
        return " (thiếu biểu)"
    extension = standing.obligation.extension
    if standing.status is Status.OPEN and extension is not None:
        return f" (gia hạn đến {_this_year(extension.until, now)})"
    return ""


def call_words(digest: Digest, standing: Standing) -> str:
    """Whom to telephone about what: "UBND xã Số 1: chưa gửi …; nhắc 23/6, 29/6. Chị L.T.H, 0900 000 001."."""
    facts, duty = digest.facts, standing.obligation
    unit, reminded = facts.definition.unit(duty.borne_by), digest.rows.reminded.get(duty.id, ())
    days = ", ".join(_this_year(day, digest.now) for day in reminded)
    contact = contact_words(unit)
    return (
        f"{_bearer(facts, standing)}: {_lacking(standing)}{f'; nhắc {days}' if days else ''}."
        f"{f' {contact}.' if contact else ' Chưa có đầu mối.'}"
    )


def confirm_words(facts: PlanFacts, standing: Standing) -> str:
    """Whom to ask whether a typed form is right: UBND Phường 2: Biểu …, nhập hộ theo văn bản số …: gọi điện …."""
    assert standing.current is not None, "what was typed in is in force"
    return (
        f"{_bearer(facts, standing)}: {standing.obligation.kind.form}, {typed_words(standing.current.typed_from)}: gọi "
        'điện đề nghị đơn vị xác nhận, rồi chạy "37. Ghi nhận đã gọi điện"'
    )


def _lacking(standing: Standing) -> str:
    duty = standing.obligation
    if standing.missing is Missing.FORM and standing.signed is not None:
        number = f" {standing.signed.doc_symbol}" if standing.signed.doc_symbol else ""
        return f"có văn bản{number}, thiếu Biểu"
    subject = f" ({duty.subject})" if duty.subject else ""
    words = f"chưa gửi {duty.kind.paper.lower()}{subject}"
    if standing.status is Status.OPEN and duty.extension is not None:
        return f"{words}, hạn mới {short(duty.extension.until)}"
    return f"{words}, quá hạn {standing.late_working_days:02d} ngày làm việc"


def paper_words(facts: PlanFacts, paper: OwedPaper) -> str:
    """Which paper is owed: Gia hạn cho UBND xã Tân Phú Đông đến 05/7/2023 theo …: còn nợ văn bản (mục số 12)."""
    names = listed([facts.definition.unit(code).short for code in paper.units])
    until = f" đến {short(paper.until)}" if paper.until else ""
    act = paper.act.label.capitalize()
    return (
        f"{act} cho {names}{until}, {paper.decided_by}, {paper.basis}: còn nợ văn bản (mục số {paper.entry}; có văn "
        'bản thì chạy "24. Ghi số, ngày văn bản")'
    )


def report_words(report: OpenReport) -> str:
    """What a final report lacks: Báo cáo consolidated/3/bao-cao.docx chưa có số, còn 12 chỗ cần cán bộ bổ sung: …."""
    if report.number:
        return (
            f"Báo cáo số {report.number} ({report.path}) chưa có bản hoàn chỉnh: chạy "
            '"24. Ghi số, ngày văn bản" kèm tệp Word đã bổ sung hoặc bản PDF đã ký'
        )
    left = f", {brackets_words(report.brackets)}" if report.brackets else ""
    return (
        f"Báo cáo {report.path} chưa có số{left}: có số thì chạy "
        '"24. Ghi số, ngày văn bản" kèm tệp Word đã bổ sung hoặc bản PDF đã ký'
    )


def _entry_words(facts: PlanFacts, entry: HandEntry) -> str:
    """Mục số 2: gia hạn, Nguyễn Thị A, 10 giờ 00 phút ngày 30/6/2023 (ý kiến chỉ đạo tại giao ban)."""
    officer = facts.definition.operator(entry.actor)
    why = f" ({entry.why})" if entry.why else ""
    return (
        f"Mục số {entry.entry}: {entry.act.label}, {officer.name if officer else entry.actor}, {clock_time(entry.at)} "
        f"ngày {short(local_date(entry.at))}{why}"
    )


def _bearer(facts: PlanFacts, standing: Standing) -> str:
    plan, duty = facts.definition, standing.obligation
    return bearer_short(plan, duty)


def _addressee(facts: PlanFacts, addressee: str) -> str:
    units = {unit.code: unit.short for unit in facts.definition.units}
    return units.get(addressee, addressee.rpartition(":")[2])


def _comma(value: Decimal) -> str:
    return str(value).replace(".", ",")
