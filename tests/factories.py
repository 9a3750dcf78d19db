"""Objects with defaults, so that a test states only what matters to it."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from papiplan.domain.actions import Action
from papiplan.domain.deadlines import VIETNAM, DeadlineRule
from papiplan.domain.digest import Digest, DigestRows
from papiplan.domain.facts import PlanFacts
from papiplan.domain.mails import IncomingMail, MailFile
from papiplan.domain.obligations import Decision, DueDate, Exemption, Extension, Obligation, Outcome, Part, Receipt
from papiplan.domain.plans import (
    Authority,
    ConsolidateMode,
    Operator,
    PlanDefinition,
    Reminders,
    Scoring,
    SignatureBlock,
    SubmissionKind,
    Target,
    TargetOperator,
)
from papiplan.domain.units import Duty, Group, Unit, UnitKind


def at(text: str) -> datetime:
    """An instant in Viet Nam: at("2023-06-29 16:50")."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def a_unit(code: str = "phuong-2", **changes: Any) -> Unit:
    words = code.replace("-", " ").title()
    unit = Unit(
        code=code,
        name=f"Ủy ban nhân dân {words}",
        short=f"UBND {words}",
        kind=UnitKind.COMMUNE,
        group="xa_phuong",
        duty=Duty.OBLIGED,
        head_title=f"Chủ tịch Ủy ban nhân dân {words}",
        addresses=(f"{code}@sadec.example",),
    )
    return replace(unit, **changes)


def an_action(code: str = "2.3.1", **changes: Any) -> Action:
    action = Action(
        code=code,
        dimension=int(code[0]),
        subdimension=code[:3],
        subdimension_name="Công khai, minh bạch thu, chi ngân sách cấp xã",
        text="Công khai dự toán, quyết toán thu, chi ngân sách cấp xã",
        lead="tckh",
        on_site=("phuong-2",),
        support=("mttq",),
        partners="UBMTTQ Việt Nam, UBND các xã, phường",
        target="9/9 xã, phường thực hiện",
        timing="Hằng quý và theo kỳ quyết toán",
        output="Biểu công khai ngân sách, biên bản niêm yết",
    )
    return replace(action, **changes)


def a_department(code: str = "tckh", name: str = "Phòng Tài chính - Kế hoạch", **changes: Any) -> Unit:
    return a_unit(
        code,
        **{
            "name": name,
            "short": name,
            "kind": UnitKind.DEPARTMENT,
            "group": "phong",
            "head_title": f"Trưởng {name}",
            **changes,
        },
    )


def a_plan(**changes: Any) -> PlanDefinition:
    """A small plan: the coordinator, one department that leads, one ward on site, one invited organisation."""
    plan = PlanDefinition(
        id="sa-dec-2023",
        year=2023,
        index="PAPI",
        title="Cải thiện kết quả Chỉ số Hiệu quả quản trị và hành chính công (PAPI) năm 2023",
        subject="cải thiện kết quả Chỉ số PAPI tỉnh Đồng Tháp năm 2023 trên địa bàn thành phố Sa Đéc",
        short="Kế hoạch PAPI năm 2023",
        province="Đồng Tháp",
        issuer=Authority(
            "Ủy ban nhân dân thành phố Sa Đéc",
            "Ủy ban nhân dân Thành phố",
            "UBND",
            ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ SA ĐÉC"),
            "Sa Đéc",
        ),
        coordinator=Authority(
            "Phòng Nội vụ thành phố Sa Đéc",
            "Phòng Nội vụ Thành phố",
            "PNV",
            ("UBND THÀNH PHỐ SA ĐÉC", "PHÒNG NỘI VỤ"),
            "Sa Đéc",
        ),
        coordinator_unit="nv",
        operators=(
            Operator("nv1", "Nguyễn Thị A", "chuyên viên Phòng Nội vụ", "0277 000 0000", "nv1@sadec.example"),
            Operator("nv2", "Trần Văn B", "chuyên viên Phòng Nội vụ", "0277 000 0001", "nv2@sadec.example"),
        ),
        signer=SignatureBlock(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn Hôn"),
        report_signer=SignatureBlock(("TRƯỞNG PHÒNG",), ""),
        parent_plan="Kế hoạch số 184/KH-UBND ngày 22 tháng 5 năm 2023 của Ủy ban nhân dân tỉnh Đồng Tháp",
        legal_bases=(),
        body="",
        recipients=("Sở Nội vụ tỉnh Đồng Tháp", "Lưu: VT"),
        tell_recipients=False,
        subplan_rule=DeadlineRule(15),
        report_rule=DeadlineRule(5),
        mend_days=2,
        reminders=Reminders(),
        prepare_on=date(2024, 3, 1),
        figures_from=date(2023, 6, 15),
        figures_to=date(2023, 12, 31),
        consolidate=ConsolidateMode.MANUAL,
        targets=(
            Target("total", TargetOperator.REACH_GROUP, "thuộc nhóm trung bình cao", group="Trung bình cao"),
            Target("D2", TargetOperator.KEEP_OR_RAISE, "duy trì hoặc tăng điểm so với năm 2022", reference_year=2022),
        ),
        scoring=Scoring(),
        groups=(Group("phong", "Các phòng, ban"), Group("xa_phuong", "UBND các xã, phường")),
        units=(
            a_department("nv", "Phòng Nội vụ", duty=Duty.NONE),
            a_department(),
            a_unit("phuong-2"),
            a_unit("mttq", name="Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố", kind=UnitKind.ORGANISATION,
                   group="doan_the", duty=Duty.INVITED),
        ),
        actions=(an_action(),),
    )  # fmt: skip
    return replace(plan, **changes)


def an_obligation(**changes: Any) -> Obligation:
    obligation = Obligation(
        id=1,
        owed_by="phuong-2",
        borne_by="phuong-2",
        kind=SubmissionKind.SUBPLAN,
        occasion="2023",
        due=DueDate(date(2023, 6, 30), "15 ngày kể từ ngày Kế hoạch ban hành (15/6/2023)"),
    )
    return replace(obligation, **changes)


def a_receipt(received_at: str = "2023-06-29 16:50", **changes: Any) -> Receipt:
    """A usable form; `returned_at` may be given as text."""
    if isinstance(changes.get("returned_at"), str):
        changes["returned_at"] = at(changes["returned_at"])
    receipt = Receipt(
        submission_id=1,
        part=Part.FORM,
        version=1,
        received_at=at(received_at),
        outcome=Outcome.ACCEPTED,
        returned_at=None,
        sha256="0" * 64,
        file_name="PAPI2023_PHUONG-2_KE-HOACH_v1.xlsx",
    )
    return replace(receipt, **changes)


def a_digest(facts: PlanFacts, now: datetime, **rows: Any) -> Digest:
    """What officers are told at an instant; `rows` are what is on record beside the facts, by default nothing."""
    nothing: dict[str, Any] = {
        "reminded": {}, "sent": {}, "undelivered": (), "unassigned": (), "entries": (), "unnumbered": (),
        "without_address": (), "awaiting_approval": 0, "journal": (0, "0" * 64),
    }  # fmt: skip
    return Digest(facts, DigestRows(**{**nothing, **rows}), now)


def a_mail_file(name: str = "57-KH-UBND.pdf", content: bytes = b"%PDF-1.7", **changes: Any) -> MailFile:
    return replace(MailFile(name, content, "application/octet-stream"), **changes)


def a_mail(**changes: Any) -> IncomingMail:
    """A unit's mail without files; equal changes make the same mail."""
    mail = IncomingMail(
        sha256="",
        raw=repr(sorted(changes.items())).encode(),
        message_id="<1@sadec.example>",
        sender="phuong-2@sadec.example",
        subject="Gửi kế hoạch",
        text="",
        received_at=at("2023-06-29 16:50"),
    )
    changed = replace(mail, **changes)
    return replace(changed, sha256=sha256(changed.raw).hexdigest())


def a_decision(
    basis: str = "ý kiến chỉ đạo tại giao ban", recorded_at: str = "2023-06-29 09:00", **changes: Any
) -> Decision:
    decision = Decision(2, "nv1", "Chủ tịch", basis, paper_owed=False, recorded_at=at(recorded_at))
    return replace(decision, **changes)


def an_extension(until: str, recorded_at: str = "2023-06-29 09:00", **changes: Any) -> Extension:
    """An extension in force until a day, such as "2023-07-05"; `changes` are those of its decision."""
    return Extension(date.fromisoformat(until), a_decision(recorded_at=recorded_at, **changes))


def an_exemption(**changes: Any) -> Exemption:
    return Exemption(a_decision(**changes))
