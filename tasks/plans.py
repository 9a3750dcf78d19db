"""Taking a plan folder and recording that its plan was issued.

Not here: what a folder must hold (`documents.plan_folders.plan_folder`), nor the forms' look
(`documents.forms.form_writing`).
"""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import journal, obligations, outcomes, plans
from papiplan.database.connection import unknown_plan
from papiplan.database.definitions import definition_from_json, definition_to_json
from papiplan.database.facts import ANY_TIME, load_facts
from papiplan.database.obligations import NewObligation
from papiplan.documents.papers.plan_letter import render_plan_letter
from papiplan.documents.plan_folders.plan_folder import load_plan_folder
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.due_dates import subplan_due
from papiplan.domain.facts import Issue, PlanFacts
from papiplan.domain.lifecycle import Act, Stage, Step, check_act, round_steps, stage
from papiplan.domain.mergers import plan_at
from papiplan.domain.papers import is_number, stated_number
from papiplan.domain.plan_names import find_plan
from papiplan.domain.plans import FORM_KINDS, PlanDefinition, SubmissionKind
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.requests import requests
from papiplan.domain.roster import owing_units
from tasks import office
from tasks.due_notices import queue_due_notices
from tasks.effects import effect
from tasks.forms import render_forms, save_issued_forms
from tasks.paper_templates import template_of

PLAN_LETTER = "issued/ke-hoach.docx"


@dataclass(frozen=True)
class TakenFolder:
    """A plan folder in the store: its plan's id, the definition's hash, each file's hash and size by path."""

    plan: str
    definition_sha256: str
    files: dict[str, tuple[str, int]]
    warnings: tuple[str, ...]


@effect("Đọc thư mục kế hoạch")
def take_folder(folder: str) -> TakenFolder:
    """Check a plan folder and take it into the store; nothing reads the folder afterwards.

    Raises Refused with every problem of the folder at once.
    """
    loaded = load_plan_folder(office.stated_path(folder))
    accepted = loaded.accepted()
    store = office.store()
    files = {file.path: store.put(file.data) for file in loaded.files}
    definition = store.put(definition_to_json(accepted).encode())
    return TakenFolder(
        plan=accepted.id,
        definition_sha256=definition.sha256,
        files={path: (kept.sha256, kept.size) for path, kept in files.items()},
        warnings=tuple(warning.sentence() for warning in loaded.warnings),
    )


@dataclass(frozen=True)
class RecordedIssue:
    """What issuing came to: the plan, how many units owe something, whether this run recorded it.

    `message` is what an officer has to decide before units are told; empty where nothing waits.
    """

    plan: str
    obliged_units: int
    recorded: bool
    message: str = ""


@effect("Ghi nhận ban hành", run_name="Ghi nhận ban hành: {number}")
def record_issue(
    folder: TakenFolder, number: str, on: date, signer: str, actor: str, signed: str, now: datetime
) -> RecordedIssue:
    """Record that the plan was issued, with its obligations, forms and notices, all at once.

    The same issue again changes nothing; another number or date for an issued plan is refused.
    """
    store, database = office.store(), office.database()
    definition = definition_from_json(store.get(folder.definition_sha256).decode())
    issue = _issue(definition, number, on, signer, actor, signed, now)
    owing = owing_units(definition.units, issue.on)
    with database.reading() as connection:
        # Asked before the forms are made, for a second run would make them in vain; and again under the lock.
        if _recorded_before(connection, definition, issue, now):
            return RecordedIssue(definition.id, len(owing), recorded=False)
    later = frozenset(unit.code for unit in definition.obliged_units) - {unit.code for unit in owing}
    today = plan_at(definition, now)
    forms = render_forms(today, SubmissionKind.SUBPLAN, issue.number, issue.on, {}, without=later)
    letter = store.put(render_plan_letter(definition, issue.number, issue.on, template_of(definition, "ke-hoach.docx")))
    with database.plan_transaction(definition.id, opened_at=now) as connection:
        if _recorded_before(connection, definition, issue, now):
            return RecordedIssue(definition.id, len(owing), recorded=False)
        plans.save_snapshot(connection, definition, 1, folder.files, now)
        if issue.signed_sha256:
            plans.save_file(connection, issue.signed_sha256, len(store.get(issue.signed_sha256)))
        plans.save_issue(connection, definition.id, issue)
        plans.save_units(connection, definition.id, definition.units)
        plans.save_actions(connection, definition.id, definition.actions)
        owed = obligations.save_obligations(connection, definition.id, _obligations(definition, issue), now)
        save_issued_forms(connection, definition.id, forms, now)
        outcomes.save_document(connection, definition.id, PLAN_LETTER, letter.sha256, letter.size, now)
        recorded = load_facts(connection, definition.id, now)
        if not recorded.waits_for_confirmation(SubmissionKind.SUBPLAN):
            queue_due_notices(connection, recorded, SubmissionKind.SUBPLAN, now)
        entry = journal.Entry("issue", issue.actor, now, {"obligations": len(owed), "number": issue.number})
        journal.append(connection, definition.id, entry)
    return RecordedIssue(definition.id, len(owing), recorded=True)


def _issue(
    definition: PlanDefinition, number: str, on: date, signer: str, actor: str, signed: str, now: datetime
) -> Issue:
    """The issue as stated, or Refused with everything that is wrong with it."""
    problems = []
    officer = definition.operator(actor)
    if officer is None:
        problems.append(unknown_actor(definition, actor))
    if on > local_date(now):
        problems.append(Problem("Ngày ban hành", f"{short(on)} ở sau hôm nay ({short(local_date(now))})"))
    stated = stated_number(number)
    if not is_number(stated):
        problems.append(Problem("Số, ký hiệu", f'"{number}" chưa đúng dạng', "Ghi số và ký hiệu, ví dụ 123/KH-UBND."))
    if signed and not office.stated_path(signed).is_file():
        problems.append(Problem("Bản đã ký", f'không thấy tệp "{signed}"'))
    if problems or officer is None:
        raise Refused(*problems)
    kept = office.store().put(office.stated_path(signed).read_bytes()).sha256 if signed else ""
    return Issue(stated, on, signer or definition.signer.name, officer.code, kept, now)


def unknown_actor(definition: PlanDefinition, actor: str) -> Problem:
    """The problem of an actor who is none of the plan's officers, with those who are."""
    known = "; ".join(f"{officer.code} ({officer.name})" for officer in definition.operators)
    return Problem("Người thực hiện", f'"{actor}" không có trong danh sách cán bộ', f"Chọn một trong: {known}.")


def require_actor(definition: PlanDefinition, actor: str) -> str:
    """The code of the officer who acts; Refused for anybody else."""
    officer = definition.operator(actor)
    if officer is None:
        raise Refused(unknown_actor(definition, actor))
    return officer.code


def _recorded_before(connection: sa.Connection, definition: PlanDefinition, issue: Issue, now: datetime) -> bool:
    """Whether this very issue is on record; Refused when another one of the same plan is."""
    if definition.id not in plans.issued_plans(connection):
        check_act(Act.ISSUE, PlanFacts(definition), now)
        return False
    facts = load_facts(connection, definition.id, ANY_TIME)
    assert facts.issue is not None, "an issued plan has its issue"
    differences = _differences(facts.definition, facts.issue, definition, issue)
    if differences:
        before = f"số {facts.issue.number} ngày {short(facts.issue.on)} bởi {facts.issue.actor}"
        raise Refused(
            f'Kế hoạch "{definition.id}" đã được ghi nhận ban hành {before}; lần này nhập {", ".join(differences)}. '
            "Không có dữ liệu nào thay đổi"
        )
    return True


def _differences(
    recorded_definition: PlanDefinition, recorded: Issue, definition: PlanDefinition, issue: Issue
) -> list[str]:
    """What this issue states otherwise than the one on record; a signer or a signed PDF left out says nothing."""
    signers, signed = (recorded.signer, recorded_definition.signer.name), ("", recorded.signed_sha256)
    return [
        difference
        for difference, differs in (
            (f"số {issue.number}", issue.number != recorded.number),
            (f"ngày {short(issue.on)}", issue.on != recorded.on),
            (f"người ký {issue.signer}", issue.signer not in signers),
            ("bản đã ký khác", issue.signed_sha256 not in signed),
            ("thư mục kế hoạch có nội dung khác", definition != recorded_definition),
        )
        if differs
    ]


def _obligations(definition: PlanDefinition, issue: Issue) -> list[NewObligation]:
    """A sub-plan due by the plan's rule, a report without due date until the index is published; what is only asked."""
    due, occasion = subplan_due(definition, issue.on), str(definition.year)
    owed = [
        NewObligation(unit.code, kind, occasion, due if kind is SubmissionKind.SUBPLAN else None)
        for unit in owing_units(definition.units, issue.on)
        for kind in FORM_KINDS
    ]
    return [*owed, *(NewObligation(unit, kind, occasion, None, how) for unit, kind, how in requests(definition))]


@effect("Các kế hoạch đang chạy")
def open_plans(now: datetime) -> tuple[str, ...]:
    """The plans that are issued and neither closed nor cancelled."""
    with office.database().reading() as connection:
        known = plans.issued_plans(connection)
        return tuple(plan for plan in known if not load_facts(connection, plan, now).ended)


@effect("Việc của lượt này")
def steps_of(plan: str, now: datetime) -> tuple[Step, ...]:
    """Which stages of the plan may advance now."""
    with office.database().reading() as connection:
        return round_steps(load_facts(connection, plan, now), now)


def plan_meant(words: str) -> str:
    """The code of the plan that an officer names in any spelling; Refused with the plans that there are."""
    with office.database().reading() as connection:
        found = find_plan(words, plans.load_plan_names(connection))
        if found is None:
            raise unknown_plan(connection, words)
        return found


def stage_of(plan: str, now: datetime) -> Stage:
    """The plan's stage; Refused for an unknown plan."""
    with office.database().reading() as connection:
        return stage(load_facts(connection, plan, now), now)
