"""Amending an issued plan: both versions kept, only the forms that changed made anew, only their units told.

Not here: how versions differ (`domain.plan_changes`), nor what a version brings about (`tasks.plan_versions`).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from papiplan.database import journal, messages, plans
from papiplan.database.definitions import definition_from_json
from papiplan.database.facts import load_definition, load_facts
from papiplan.domain.deadlines import local_date, short
from papiplan.domain.facts import Amendment, PlanFacts
from papiplan.domain.hand_acts import HandAct
from papiplan.domain.lifecycle import Act, check_act
from papiplan.domain.messages import NoticeKind
from papiplan.domain.obligations import Decision
from papiplan.domain.papers import is_number, stated_number
from papiplan.domain.plan_changes import changes
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.roster_changes import with_former_units
from tasks import office
from tasks.effects import FactsMovedError, effect
from tasks.forms import RenderedForm
from tasks.plan_versions import NewVersion, changed_forms, first_forms, put_in_force
from tasks.plans import TakenFolder, unknown_actor


@dataclass(frozen=True)
class ShownChanges:
    """How a changed plan differs from the one in force, in Vietnamese; `applied` is whether it is in force now."""

    lines: tuple[str, ...]
    applied: bool


@effect("Điều chỉnh kế hoạch", run_name="Điều chỉnh kế hoạch: {number}")
def amend_plan(
    plan: str, folder: TakenFolder, number: str, on: date, reason: str, actor: str, apply: bool, now: datetime
) -> ShownChanges:
    """Compare a folder with the plan in force, and with `apply` put it in force with all that follows.

    The same amendment again changes nothing. Raises Refused with everything that is wrong with it.
    """
    database = office.database()
    amended = definition_from_json(office.store().get(folder.definition_sha256).decode())
    with database.reading() as connection:
        facts, before = load_facts(connection, plan, now), load_definition(connection, plan, now)
        stated = _stated(facts, amended, number, on, reason, actor, now)
        after = with_former_units(before, amended)
        if _recorded_before(facts, before, after, stated):
            return ShownChanges((), applied=True)
        version = NewVersion.of(facts, after, folder.files, on, now)
        lines = changes(before, after)
        if not apply:
            return ShownChanges(lines, applied=False)
        reissued = changed_forms(connection, facts, version, now)
        made = first_forms(connection, facts, version, now)
    with database.plan_transaction(plan) as connection:
        if load_definition(connection, plan, now) != before or load_facts(connection, plan, now) != facts:
            raise FactsMovedError(plan, "điều chỉnh kế hoạch")
        _put_in_force(connection, version, stated, made, reissued, now)
    return ShownChanges(lines, applied=True)


def _stated(
    facts: PlanFacts, amended: PlanDefinition, number: str, on: date, reason: str, actor: str, now: datetime
) -> Amendment:
    """The amendment as stated, its version still open, or Refused with everything that is wrong with it."""
    check_act(Act.AMEND, facts, now)
    plan, today, stated = facts.definition, local_date(now), stated_number(number)
    officer = plan.operator(actor)
    problems = [] if officer else [unknown_actor(plan, actor)]
    for field, label in (("id", "mã kế hoạch"), ("year", "năm"), ("index", "Chỉ số")):
        found, wanted = getattr(amended, field), getattr(plan, field)
        if found != wanted:
            how = "Chọn đúng thư mục của Kế hoạch này."
            problems.append(Problem("Thư mục kế hoạch", f'{label} là "{found}", không phải "{wanted}"', how))
    if not is_number(stated):
        problems.append(Problem("Số, ký hiệu", f'"{number}" chưa đúng dạng', "Ghi số và ký hiệu, ví dụ 150/KH-UBND."))
    if on > today:
        problems.append(Problem("Ngày", f"{short(on)} ở sau hôm nay ({short(today)})"))
    if facts.issue is not None and on < facts.issue.on:
        problems.append(Problem("Ngày", f"{short(on)} ở trước ngày ban hành Kế hoạch ({short(facts.issue.on)})"))
    if not reason.strip():
        problems.append(Problem("Lý do", "đang để trống", "Ghi lý do điều chỉnh."))
    if problems or officer is None:
        raise Refused(*problems)
    return Amendment(0, stated, on, reason.strip(), officer.code, now)


def _recorded_before(facts: PlanFacts, before: PlanDefinition, after: PlanDefinition, stated: Amendment) -> bool:
    """Whether this very amendment is on record; Refused for another one of its number, or one that changes nothing."""
    same = next((a for a in facts.amendments if a.number == stated.number), None)
    if same is not None and (same.on, before) == (stated.on, after):
        return True
    if same is not None:
        raise Refused(
            f"Văn bản điều chỉnh số {same.number} ngày {short(same.on)} đã được ghi nhận bởi {same.actor}; lần này "
            "nhập ngày hoặc thư mục có nội dung khác. Không có dữ liệu nào thay đổi"
        )
    if before == after:
        raise Refused("Thư mục không khác Kế hoạch đang có hiệu lực. Không có dữ liệu nào thay đổi")
    return False


def _put_in_force(
    connection: sa.Connection,
    version: NewVersion,
    stated: Amendment,
    made: tuple[RenderedForm, ...],
    reissued: tuple[RenderedForm, ...],
    now: datetime,
) -> None:
    """Everything an amendment writes, and the notices to the units that it concerns; new ones get the plan itself."""
    plan, begun = version.definition, {duty.unit for duty in version.changes.begun}
    ids = {"number": stated.number, "on": str(stated.on), "forms": len(reissued)}
    entry = journal.append(connection, plan.id, journal.Entry(HandAct.AMEND, stated.actor, now, ids, stated.reason))
    basis = f"Văn bản điều chỉnh số {stated.number} ngày {short(stated.on)}"
    decision = Decision(entry, stated.actor, plan.issuer.name, basis, paper_owed=False, recorded_at=now)
    number = put_in_force(connection, version, (*made, *reissued), decision, now)
    plans.save_amendment(connection, plan.id, replace(stated, version=number), entry)
    concerned = {form.issued.form.unit for form in reissued} | version.changes.units
    for unit in plan.units:
        if unit.code in concerned - begun:
            notice = messages.Notice(unit.code, NoticeKind.AMENDED, str(number), entry=entry)
            messages.save_notice(connection, plan.id, notice, now)
