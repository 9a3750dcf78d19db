"""A small plan's whole year, written through every function that writes; the same rows wherever it runs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa

from papiplan.database import (
    Database,
    confirmations,
    deliveries,
    forms,
    journal,
    messages,
    obligations,
    outcomes,
    plans,
    publications,
    recorded_documents,
    submissions,
    urgings,
)
from papiplan.database.facts import load_facts
from papiplan.database.forms import IssuedForm
from papiplan.database.messages import FrozenMessage, Notice
from papiplan.database.obligations import NewObligation
from papiplan.database.submissions import Arrival, NewSubmission
from papiplan.domain.awards import AwardStep, AwardTaken
from papiplan.domain.draft_scores import occasion_of
from papiplan.domain.facts import Issue, UnitScore
from papiplan.domain.forms import Form, Promise, form_code
from papiplan.domain.messages import DeliveryState, NoticeKind
from papiplan.domain.obligations import Decision, DueDate, Outcome, Part
from papiplan.domain.papers import RecordedDocument
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.problems import Problem
from papiplan.domain.publication import ProvinceScores, Publication
from papiplan.domain.submissions import CheckedForm, FormRow
from papiplan.domain.urgings import WrittenUrging
from papiplan.domain.verdicts import ConfirmedEvaluation, NamedPerson, UnitVerdict, Verdict
from tests.factories import a_plan, at

PLAN = "sa-dec-2023"
OTHER = "cao-lanh-2023"
ISSUED = at("2023-06-15 08:00")
DELIVERED = at("2023-06-15 08:05")
SENT_IN_TIME = at("2023-06-29 16:50")
CHECKED = at("2023-06-29 17:00")
SENT_DEFECTIVE = at("2023-06-30 09:00")
RETURNED = at("2023-06-30 10:00")
MENDED = at("2023-07-03 09:00")
EXTENDED = at("2023-07-10 09:00")
URGED = at("2023-07-12 09:00")
PUBLISHED = at("2024-04-02 14:00")
REPORTED = at("2024-04-05 09:00")
FINAL = at("2024-04-12 08:00")
EVALUATED = at("2024-04-15 08:00")
SENT_TO_COMPARE = at("2024-04-16 08:00")
CONFIRMED = at("2024-04-26 09:00")
AWARDED = at("2024-05-20 09:00")

PROBLEM = Problem('Trang "Kế hoạch", ô K9', 'ghi "bốn quý", không phải là số', "Ghi một số, ví dụ: 4.")
SUBPLAN_DUE = DueDate(date(2023, 6, 30), "15 ngày kể từ ngày Kế hoạch ban hành (15/6/2023)")
REPORT_DUE = DueDate(date(2024, 4, 8), "05 ngày kể từ ngày công bố Chỉ số (02/4/2024)")
PROMISE = Promise("Niêm yết tại trụ sở và 04 ấp", "04 quý", 4.0, "quý", "quarterly")
ROW = FormRow("Kế hoạch", 9, "2.3.1", {"measures": "Niêm yết công khai", "target_number": 4}, {"target_number": "K9"})


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


THE_ISSUE = Issue("123/KH-UBND", date(2023, 6, 15), "Nguyễn Văn Hôn", "nv1", digest_of("bản ký"), ISSUED)
THE_PUBLICATION = Publication(
    index="PAPI",
    year=2023,
    version=1,
    published_on=date(2024, 4, 2),
    scores=(
        ProvinceScores(
            2023,
            "P56",
            "Đồng Tháp",
            "Dong Thap",
            (4.4, 4.7, 4.2, 6.5, 7.2, 7.7, 3.5, 3.2),
            41.4,
            (("SC51", 2.4), ("SC53", 2.3)),
        ),
        ProvinceScores(2023, "P57", "An Giang", "An Giang", (None,) * 8, None),
    ),
    published_group="Trung bình thấp",
    results_sha256=digest_of("kết quả"),
    actor="nv1",
)
URGING = WrittenUrging("812/UBND-NV", date(2023, 7, 12), frozenset())
THE_DECISION = ConfirmedEvaluation(
    evaluation=1,
    facts_digest=digest_of("đánh giá"),
    number="456/QĐ-UBND",
    decided_on=date(2024, 4, 25),
    decided_by="Chủ tịch UBND",
    units=(
        UnitVerdict("tckh", "Tốt", Verdict.COMMEND),
        UnitVerdict("phuong-2", "", Verdict.EXPLAIN, "chưa gửi báo cáo"),
    ),
    persons=(NamedPerson(Verdict.COMMEND, "Trần Thị Bình", "tham mưu tốt"),),
    without_papers_by="Chánh Văn phòng",
)
THE_SCORES = (
    UnitScore("tckh", 87.5, {"Nộp kế hoạch đúng hạn": 10.0, "Nộp báo cáo đúng hạn": 10}, "commend"),
    UnitScore("phuong-2", None, {}, "none"),
)


def fill(database: Database, plan: str = PLAN) -> None:
    """Live the year of `plan`: issue, two sub-plans (one mended), publication, one report, final, judgement."""
    definition = a_plan(id=plan)
    issue_plan(database, definition)
    deliver_issue(database, plan)
    receive(database, plan, "tckh", SubmissionKind.SUBPLAN, SENT_IN_TIME, signed="57/KH-TCKH")
    check(database, plan, "tckh", CHECKED)
    receive(database, plan, "phuong-2", SubmissionKind.SUBPLAN, SENT_DEFECTIVE)
    check(database, plan, "phuong-2", RETURNED, PROBLEM)
    receive(database, plan, "phuong-2", SubmissionKind.SUBPLAN, MENDED)
    check(database, plan, "phuong-2", MENDED)
    extend(database, plan)
    urge(database, plan)
    publish(database, plan)
    receive(database, plan, "tckh", SubmissionKind.REPORT, REPORTED)
    check(database, plan, "tckh", REPORTED)
    judge(database, plan)
    confirm(database, plan)


def issue_plan(database: Database, definition: PlanDefinition) -> None:
    """Register and issue a plan: each obliged unit owes a sub-plan and a report, and gets a form of each."""
    plan, units = definition.id, definition.obliged_units
    with database.plan_transaction(plan, opened_at=ISSUED) as connection:
        plans.save_snapshot(connection, definition, 1, {"plan.yaml": (digest_of("plan.yaml"), 1200)}, ISSUED)
        plans.save_file(connection, THE_ISSUE.signed_sha256, 90_000)
        plans.save_issue(connection, plan, THE_ISSUE)
        plans.save_units(connection, plan, definition.units)
        plans.save_actions(connection, plan, definition.actions)
        owed = [
            NewObligation(unit.code, kind, "2023", SUBPLAN_DUE if kind is SubmissionKind.SUBPLAN else None)
            for unit in units
            for kind in FORM_KINDS
        ]
        ids = obligations.save_obligations(connection, plan, owed, ISSUED)
        issued = [a_form(plan, unit.code, kind) for unit in units for kind in FORM_KINDS]
        forms.save_forms(connection, issued, {form.sha256: 14_000 for form in issued}, ISSUED)
        for unit in units:
            notice = Notice(unit.code, NoticeKind.ISSUE, "2023", ids[unit.code, SubmissionKind.SUBPLAN])
            messages.save_notice(connection, plan, notice, ISSUED)
        journal.append(connection, plan, journal.Entry("issue", "nv1", ISSUED, {"units": len(units)}))


def a_form(plan: str, unit: str, kind: SubmissionKind) -> IssuedForm:
    form = Form(
        id=f"{plan}-{unit}-{kind}",
        code=form_code("PAPI", 2023, unit, kind, 1),
        plan=plan,
        unit=unit,
        kind=kind,
        version=1,
        promises={"2.3.1": PROMISE} if kind is SubmissionKind.REPORT else {},
    )
    return IssuedForm(form, digest_of(form.id))


def deliver_issue(database: Database, plan: str) -> None:
    """Freeze and send the first notice's message; the others stay pending."""
    with database.plan_transaction(plan) as connection:
        for notice in messages.load_waiting_notices(connection, plan):
            address = f"{notice.addressee}@sadec.example"
            mail = FrozenMessage(
                addressee=notice.addressee,
                message_id=f"<{plan}.{notice.id}@sadec.example>",
                subject="Triển khai Kế hoạch số 123/KH-UBND",
                sha256=digest_of(address),
                size=30_000,
                addresses=(address,),
            )
            messages.save_message(connection, plan, mail, [notice.id], DELIVERED)
        first = deliveries.load_due_deliveries(connection, plan, DELIVERED)[0]
        deliveries.claim_delivery(connection, first, "lease", DELIVERED, DELIVERED + timedelta(minutes=10))
        deliveries.save_attempt(
            connection,
            first.id,
            lease="lease",
            state=DeliveryState.SENT,
            resends=0,
            not_before=None,
            answer="250 OK",
            now=DELIVERED,
        )
        journal.append(connection, plan, journal.Entry("deliver", "papiplan", DELIVERED, {"delivery": first.id}))


def receive(
    database: Database, plan: str, unit: str, kind: SubmissionKind, when: datetime, *, signed: str = ""
) -> list[int]:
    """Record a filled form of `unit`, with a signed document known by its number alone if `signed` names one."""
    with database.plan_transaction(plan) as connection:
        owed = obligation_id(connection, plan, unit, kind)
        form = a_form(plan, unit, kind).form.id
        sent = [a_submission(owed, form=form, sha256=digest_of(f"{unit} {when}"), file_name=f"{unit}.xlsx")]
        if signed:
            document = {"doc_symbol": signed, "doc_date": date(2023, 6, 28), "signer": "Trần Thị Bình"}
            sent.append(a_submission(owed, Part.SIGNED, sha256=None, size=0, **document))
        arrival = Arrival("register", f"{unit}-{when.isoformat()}", when, "nv1")
        ids = submissions.save_arrival(connection, plan, arrival, sent, when)
        journal.append(connection, plan, journal.Entry("receive", "nv1", when, {"submissions": ids}, "văn thư chuyển"))
    return ids


def a_submission(obligation: int | None, part: Part = Part.FORM, **changes: object) -> NewSubmission:
    """A file that came for `obligation`: a form to be checked, or a signed document, accepted as it is."""
    outcome = Outcome.RECEIVED if part is Part.FORM else Outcome.ACCEPTED
    fields: Mapping[str, object] = {
        "part": part,
        "obligation": obligation,
        "outcome": outcome if obligation else Outcome.UNASSIGNED,
        "sha256": digest_of("tệp"),
        "size": 15_000,
        **changes,
    }
    return NewSubmission(**fields)  # type: ignore[arg-type]


def obligation_id(connection: sa.Connection, plan: str, unit: str, kind: SubmissionKind) -> int:
    """The obligation that `unit` owes."""
    query = "select id from obligations where plan = :plan and owed_by = :unit and kind = :kind"
    found: int = connection.execute(sa.text(query), {"plan": plan, "unit": unit, "kind": kind.value}).scalar_one()
    return found


def check(database: Database, plan: str, unit: str, when: datetime, *problems: Problem) -> None:
    """Check every form of `unit` that waits for it."""
    with database.plan_transaction(plan) as connection:
        for record in submissions.load_submissions(connection, plan, outcome=Outcome.RECEIVED):
            if record.unit == unit:
                submissions.save_check(connection, record.id, CheckedForm((ROW,), problems, 1, 1), when)
                notice = Notice(unit, NoticeKind.RECEIPT, f"submission-{record.id}", record.obligation, record.id)
                messages.save_notice(connection, plan, notice, when)
                act = "return_form" if problems else "accept_form"
                journal.append(connection, plan, journal.Entry(act, "papiplan", when, {"submission": record.id}))


def extend(database: Database, plan: str) -> None:
    with database.plan_transaction(plan) as connection:
        owed = obligation_id(connection, plan, "phuong-2", SubmissionKind.SUBPLAN)
        basis = "Công văn số 12/UBND-NV"
        entry = journal.append(connection, plan, journal.Entry("extend", "nv2", EXTENDED, {"obligation": owed}))
        decision = Decision(entry, "nv2", "Chủ tịch", basis, paper_owed=False, recorded_at=EXTENDED)
        obligations.save_exception(connection, owed, date(2023, 7, 14), decision)


def urge(database: Database, plan: str) -> None:
    """An urging letter about a sub-plan, drafted and signed."""
    folder = f"drafts/{URGED.date()}-subplan"
    with database.plan_transaction(plan) as connection:
        owed = obligation_id(connection, plan, "phuong-2", SubmissionKind.SUBPLAN)
        urgings.save_urged_duties(connection, plan, folder, [owed], URGED)
        ids = {"day": URGED.date().isoformat(), "kind": "subplan", "obligations": [owed]}
        journal.append(connection, plan, journal.Entry("draft_letters", "papiplan", URGED, ids))
        entry = journal.append(
            connection, plan, journal.Entry("record_document", "nv1", URGED, {"number": URGING.number})
        )
        about = f"{folder}/cong-van-don-doc-ubnd.docx"
        document = RecordedDocument(None, about, URGING.number, URGING.on, "", entry=entry)
        recorded_documents.save_recorded_document(connection, plan, document, "nv1", URGED)


def publish(database: Database, plan: str, units: Iterable[str] = ("tckh", "phuong-2")) -> None:
    with database.plan_transaction(plan) as connection:
        publications.save_publication(connection, plan, THE_PUBLICATION, 2048, PUBLISHED)
        for unit in units:
            owed = obligation_id(connection, plan, unit, SubmissionKind.REPORT)
            obligations.save_due_date(connection, owed, REPORT_DUE, PUBLISHED)
        journal.append(connection, plan, journal.Entry("record_publication", "nv1", PUBLISHED, {"on": "2024-04-02"}))


def judge(database: Database, plan: str) -> None:
    """The final consolidation of the one report, and its evaluation."""
    with database.plan_transaction(plan) as connection:
        owed = obligation_id(connection, plan, "tckh", SubmissionKind.REPORT)
        accepted = submissions.load_submissions(connection, plan, outcome=Outcome.ACCEPTED)
        consolidation = outcomes.save_consolidation(
            connection,
            plan,
            revision=outcomes.next_revision(connection, plan),
            final=True,
            actor="nv1",
            facts_digest=digest_of("tổng hợp"),
            publication_version=1,
            reports=[record.id for record in accepted if record.obligation == owed],
            missing=["phuong-2"],
            now=FINAL,
        )
        outcomes.save_document(connection, plan, "consolidated/1/bao-cao.docx", digest_of("báo cáo"), 40_000, FINAL)
        journal.append(connection, plan, journal.Entry("consolidate", "nv1", FINAL, {"revision": 1, "final": True}))
    with database.plan_transaction(plan) as connection:
        outcomes.save_evaluation(
            connection,
            plan,
            consolidation=consolidation,
            facts_digest=digest_of(f"đánh giá {plan}"),
            province={"D1": {"before": 4.3295, "now": 4.4}},
            units=THE_SCORES,
            now=EVALUATED,
        )
        journal.append(connection, plan, journal.Entry("evaluate", "nv1", EVALUATED, {"evaluation": 1}))


def confirm(database: Database, plan: str) -> None:
    """The draft is sent to a unit, confirmed by a decision, and one of its awards submitted."""
    with database.plan_transaction(plan) as connection:
        draft = load_facts(connection, plan, EVALUATED).evaluation
        assert draft is not None, "a year is judged before its result is confirmed"
        ids = {"evaluation": draft.id}
        entry = journal.append(connection, plan, journal.Entry("send_draft_score", "nv1", SENT_TO_COMPARE, ids))
        notice = Notice("tckh", NoticeKind.DRAFT_SCORE, occasion_of(draft.id, "tckh"), entry=entry)
        messages.save_notice(connection, plan, notice, SENT_TO_COMPARE)
        entry = journal.append(connection, plan, journal.Entry("confirm", "nv1", CONFIRMED, ids))
        signed = {"actor": "nv1", "entry": entry, "recorded_at": CONFIRMED}
        decision = replace(THE_DECISION, evaluation=draft.id, **signed)  # type: ignore[arg-type]
        number = confirmations.save_confirmation(connection, plan, decision)
        entry = journal.append(connection, plan, journal.Entry("record_award_step", "nv1", AWARDED))
        signed = {"actor": "nv1", "entry": entry, "recorded_at": AWARDED}
        step = AwardTaken(number, "tckh", AwardStep.SUBMITTED, AWARDED.date(), **signed)  # type: ignore[arg-type]
        confirmations.save_award(connection, plan, step)
