"""The `papiplan` command: a frozen contract of names, meanings and exit codes (0 done, 1 refused or wrong, 2 usage).

Reading commands import no Prefect and start no server. Writing ones run their flow in this process. Not here: what is
done (`flows`), nor how a server is found (`prefect_server`).
"""

import json
import logging
import sys
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from papiplan import settings
from papiplan.database import Database, NoDatabaseError, SchemaMismatchError, journal
from papiplan.domain.deadlines import VIETNAM, Calendar, stated_instant
from papiplan.domain.problems import Refused

app = typer.Typer(
    help="Runs the yearly plan to improve a PAPI index, from issue to evaluation.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Channel(StrEnum):
    """The doors that an operator opens by hand."""

    PAPER = "paper"
    ZALO = "zalo"
    REGISTER = "register"


class Kind(StrEnum):
    """What a signed document is."""

    SUBPLAN = "subplan"
    REPORT = "report"
    REMEDY = "remedy"


def _instant(text: str) -> datetime:
    """An instant; without offset in Viet Nam; a bare date is the end of that day."""
    try:
        return stated_instant(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is neither a date (2023-06-15) nor an instant (2023-06-15T09:00)") from None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date such as 2023-06-15") from None


Plan = Annotated[str, typer.Argument(help="The plan's id.", metavar="PLAN")]
Folder = Annotated[Path, typer.Argument(help="The plan folder.", metavar="FOLDER")]
Actor = Annotated[str, typer.Option("--actor", help="Code or name of one of the plan's operators.", metavar="NAME")]
Now = Annotated[
    datetime | None,
    typer.Option(
        "--now", parser=_instant, metavar="T", help="The instant to act at or look from; a date means its last second."
    ),
]
BackupFile = Annotated[Path, typer.Argument(help="The backup's .zip.", metavar="FILE")]
Json = Annotated[bool, typer.Option("--json", help="Print exactly one JSON document.")]
On = Annotated[date, typer.Option("--on", parser=_date, metavar="DATE", help="The day, such as 2023-06-15.")]


@app.command(epilog="Example: papiplan new ke-hoach-2024 --from sa-dec-2023 --year 2024")
def new(
    folder: Folder,
    csv: Annotated[bool, typer.Option("--csv", help="Text files instead of one workbook.")] = False,
    plan: Annotated[str, typer.Option("--from", help="A plan on record, to go on with.", metavar="PLAN")] = "",
    year: Annotated[int | None, typer.Option(min=2000, max=2100, help="The new plan's year, with --from.")] = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Write a commented plan folder that passes the check once its blanks are filled; next year's with --from."""
    if bool(plan) != bool(year):
        raise typer.BadParameter("--from PLAN and --year Y go together")
    if plan and year:
        from deployments.next_year import WrittenPlan

        at = now or datetime.now(VIETNAM)
        begun = WrittenPlan.write(_open_database(), settings.current().storage, plan, year, folder, csv=csv, now=at)
        made, said = begun.as_json(), begun.line()
    else:
        from papiplan.documents.plan_folders.plan_skeleton import write_new_plan

        write_new_plan(folder, csv=csv)
        made, said = {"folder": str(folder)}, f"Đã tạo {folder}."
    _print(made, f"{said} Điền các chỗ trống rồi chạy: papiplan check {folder}", as_json)


@app.command(epilog="Example: papiplan check papiplan/examples/sa-dec-2023")
def check(folder: Folder, as_json: Json = False) -> None:
    """Name everything that is wrong with a plan folder."""
    from papiplan.documents.plan_folders.plan_folder import load_plan_folder

    loaded = load_plan_folder(folder)
    problems = [problem.sentence() for problem in loaded.problems]
    warnings = [warning.sentence() for warning in loaded.warnings]
    if as_json:
        _print({"problems": problems, "warnings": warnings}, "", as_json)
    else:
        for warning in warnings:
            print(f"Lưu ý: {warning}")
        for problem in problems:
            print(problem, file=sys.stderr)
        if not problems:
            print(f"{folder}: đủ điều kiện ban hành.")
    if problems:
        raise typer.Exit(1)


@app.command(epilog="Example: papiplan draft ke-hoach-2023")
def draft(
    folder: Folder,
    output: Annotated[Path | None, typer.Option(help="Where to; beside the folder by default.", metavar="FILE")] = None,
) -> None:
    """Write the plan as a Word file to be signed, its number and day open."""
    from deployments.drafting import draft as write

    print(f"Đã viết dự thảo: {write(folder, output)}")


@app.command(epilog="Example: papiplan issue ke-hoach-2023 --number 123/KH-UBND --on 2023-06-15 --actor nv1")
def issue(
    folder: Folder,
    number: Annotated[str, typer.Option(help="Number and symbol given by the clerk's office.")],
    on: On,
    actor: Actor,
    signed: Annotated[Path | None, typer.Option(help="The signed PDF.")] = None,
    signer: Annotated[str, typer.Option(help="Who signed, if not as the folder says.")] = "",
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Record that a plan was issued: due dates, forms, mails to the units."""
    result = _run(
        "issue",
        folder=str(folder.absolute()),
        number=number,
        on=on,
        actor=actor,
        signed=str(signed.absolute()) if signed else "",
        signer=signer,
        now=now,
    )
    done = "Đã ghi nhận ban hành" if result.recorded else "Đã được ghi nhận từ trước, không có gì thay đổi"
    said = f"{done}: {result.plan}, {result.obliged_units} đơn vị phải gửi."
    _print(asdict(result), " ".join(filter(None, (said, result.message))), as_json)


@app.command(
    epilog="Example: papiplan receive sa-dec-2023 bieu.xlsx --at 2023-06-29T09:00 --actor nv1 --channel zalo",
)
def receive(
    plan: Plan,
    files: Annotated[list[Path] | None, typer.Argument(help="The files that came.", metavar="FILE...")] = None,
    *,
    at: Annotated[datetime, typer.Option("--at", parser=_instant, metavar="T", help="When they really came.")],
    actor: Actor,
    unit: Annotated[str, typer.Option(help="Whose they are; a form says it itself.")] = "",
    kind: Annotated[Kind | None, typer.Option(help="What a signed document is, where that is not plain.")] = None,
    channel: Annotated[Channel, typer.Option(help="How they came.")] = Channel.PAPER,
    registry_no: Annotated[str, typer.Option(help="Number in the clerk's register.")] = "",
    doc_symbol: Annotated[str, typer.Option(help="Number and symbol of the unit's signed document.")] = "",
    doc_date: Annotated[date | None, typer.Option(parser=_date, metavar="DATE", help="Its date.")] = None,
    signer: Annotated[str, typer.Option(help="Who signed it.")] = "",
    reason: Annotated[str, typer.Option(help="Why it is entered by hand.")] = "",
    remedy: Annotated[str, typer.Option(help="The inspection's remedy that it answers, by its code.")] = "",
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Record files that came by hand; their problems, if any, are printed."""
    if not files and not doc_symbol:
        raise typer.BadParameter("name the files that came, or the number of the unit's document (--doc-symbol)")
    outcomes = _run(
        "receive",
        plan=plan,
        files=[str(file.absolute()) for file in files or []],
        at=at,
        actor=actor,
        unit=unit,
        kind=kind.value if kind else "",
        channel=channel.value,
        registry_no=registry_no,
        doc_symbol=doc_symbol,
        doc_date=doc_date,
        signer=signer,
        reason=reason,
        remedy=remedy,
        now=now,
    )
    lines = [
        line for o in outcomes for line in (f"{o.file_name}: {o.outcome.label}", *(f"  - {p}" for p in o.problems))
    ]
    _print({"plan": plan, "files": [asdict(o) for o in outcomes]}, "\n".join(lines), as_json)


@app.command(
    epilog="Example: papiplan record-publication sa-dec-2023 --on 2024-04-02 --results papi-2023.csv --actor nv1",
)
def record_publication(
    plan: Plan,
    on: On,
    actor: Actor,
    results: Annotated[
        Path | None, typer.Option(help="CSV or .xlsx with the provinces as rows or as columns: D1…D8, total.")
    ] = None,
    figures: Annotated[str, typer.Option(help='Our province typed in: "D1=4,6667; …; D8=3,21; total=41,3226".')] = "",
    not_scored: Annotated[bool, typer.Option("--not-scored", help="Published, our province has no result.")] = False,
    group: Annotated[str, typer.Option(help="The province's group as published.")] = "",
    year: Annotated[int, typer.Option(help="Another year's index: figures to compare with, nothing starts.")] = 0,
    correct: Annotated[bool, typer.Option("--correct", help="Correct what is on record; needs --reason.")] = False,
    reason: Annotated[str, typer.Option(help="Why it is corrected.")] = "",
    index: Annotated[str, typer.Option(help="Another index (PAR Index, SIPAS, PCI, DTI): kept, starts nothing.")] = "",
    score: Annotated[str, typer.Option(help="Another index: its score as published.")] = "",
    rank: Annotated[str, typer.Option(help="Another index: its rank as published, such as 12/63.")] = "",
    source: Annotated[str, typer.Option(help="Another index: who published it, and where.")] = "",
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Record that the index was published: reports become due, units are told. Or correct that (--correct)."""
    if not (results or figures or not_scored or index):
        raise typer.BadParameter("state the results, or --figures, --not-scored, --index.", param_hint="'--results'")
    recorded = _run(
        "record_publication",
        plan=plan,
        on=on,
        results=str(results.absolute()) if results else "",
        figures=figures,
        not_scored=not_scored,
        actor=actor,
        group=group,
        year=year,
        correct=correct,
        reason=reason,
        index=index,
        score=score,
        rank=rank,
        source=source,
        now=now,
    )
    said = f"Đã ghi nhận công bố {recorded.index} năm {recorded.year} ngày {on.isoformat()}."
    found = {"plan": plan, "index": recorded.index, "year": recorded.year, "published_on": on.isoformat()}
    _print(found | {"message": recorded.message}, " ".join(filter(None, (said, recorded.message))), as_json)


@app.command(epilog="Example: papiplan consolidate sa-dec-2023 --actor nv1 --final")
def consolidate(
    plan: Plan,
    actor: Actor,
    final: Annotated[bool, typer.Option("--final", help="For good (chốt).")] = False,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Consolidate the reports: an interim revision, or the final one."""
    result = _run("consolidate", plan=plan, actor=actor, final=final, now=now)
    which = "Bản chốt" if result.final else "Bản tạm tính"
    said = f"{which} lần {result.revision}: {result.reports} báo cáo, thiếu {len(result.missing)}."
    _print({"plan": plan, **asdict(result)}, said, as_json)


@app.command(epilog="Example: papiplan evaluate sa-dec-2023")
def evaluate(
    plan: Plan,
    actor: Annotated[str, typer.Option(help="Code or name of one of the plan's operators.", metavar="NAME")] = "",
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Draft the evaluation: results against targets, units against their duties."""
    result = _run("evaluate", plan=plan, actor=actor, now=now)
    _print({"plan": plan, **asdict(result)}, f"Đã lập dự thảo đánh giá {result.units} đơn vị.", as_json)


@app.command(epilog="Example: papiplan advance")
def advance(
    plan: Annotated[str, typer.Argument(help="The plan's id; every open plan without it.", metavar="[PLAN]")] = "",
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Do whatever is due: collect, remind, answer, send."""
    done = _run("advance", plan=plan, now=now)
    lines = [f"{each}: {', '.join(steps) or 'không có việc'}" for each, steps in done.items()]
    _print({"plans": done}, "\n".join(lines) or "Không có kế hoạch nào đang chạy.", as_json)


@app.command(epilog="Example: papiplan status sa-dec-2023 --now 2023-06-30 --json")
def status(plan: Plan, now: Now = None, as_json: Json = False) -> None:
    """Show how a plan stands, or stood at an instant."""
    from deployments.status import PlanStatus

    read = PlanStatus.read(_open_database(), plan, now or datetime.now(VIETNAM).replace(microsecond=0))
    if as_json:
        _print(read.as_json(), "", as_json)
    else:
        Console().print(read.as_table())


@app.command(epilog="Example: papiplan trace sa-dec-2023 N2.HT")
def trace(
    plan: Plan,
    figure: Annotated[str, typer.Argument(help="Its id, as annexes and workbook print it.", metavar="FIGURE")],
    revision: Annotated[int | None, typer.Option(help="Which consolidation; the newest by default.", min=1)] = None,
    as_json: Json = False,
) -> None:
    """Show what a figure is made of: units, files and cells."""
    from deployments.tracing import TracedFigures

    traced = TracedFigures.read(_open_database(), plan, figure, revision, datetime.now(VIETNAM))
    _print(traced.as_json(), "\n".join(traced.lines()), as_json)


@app.command(epilog="Example: papiplan verify-journal sa-dec-2023")
def verify_journal(plan: Plan, as_json: Json = False) -> None:
    """Check a plan's journal: every act, in order, unaltered."""
    with _open_database().reading() as connection:
        entries, head = journal.head(connection, plan)
        broken = journal.first_broken(connection, plan)
    if not entries:
        _fail(f'Không có nhật ký của kế hoạch "{plan}".')
    if broken is not None:
        _print({"plan": plan, "entries": entries, "first_broken": broken}, "", as_json)
        _fail(f'Nhật ký của kế hoạch "{plan}" bị đứt từ dòng {broken}.')
    said = f"Nhật ký nguyên vẹn: {entries} dòng, mã cuối {head}."
    _print({"plan": plan, "entries": entries, "first_broken": None, "head": head}, said, as_json)


@app.command(epilog="Example: papiplan verify-archive sa-dec-2023-luu-tru.zip")
def verify_archive(
    file: Annotated[Path, typer.Argument(help="The archive's .zip.", metavar="FILE")],
    extract: Annotated[
        Path | None, typer.Option(help="Write a whole archive's files into this new folder.", metavar="FOLDER")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check an ended plan's archive without any database: every file, nothing added or lost, the journal's chain."""
    from deployments.verifying import verify_archive as verify

    verified = verify(file, extract)
    _print(verified.as_json(), "\n".join(verified.lines()), as_json)
    if verified.faults:
        _fail("\n".join((*verified.faults, f"Hồ sơ không nguyên vẹn: {len(verified.faults)} lỗi.")))


@app.command(epilog="Example: papiplan calendar 2026 --folder ke-hoach-2025")
def calendar(
    year: Annotated[int, typer.Argument(min=2000, max=2100)],
    folder: Annotated[
        Path | None, typer.Option(help="A plan folder, whose own corrections count too.", metavar="FOLDER")
    ] = None,
    as_json: Json = False,
) -> None:
    """Print the days off on weekdays, the worked weekend days and the corrected days of a year."""
    public = Calendar() if folder is None else _calendar_of(folder)
    days = []
    for day in public.unusual_days(year):
        corrected = public.correction(day)
        kind, source = "working" if public.is_working(day) else "off", corrected.source if corrected else ""
        days.append({"date": day.isoformat(), "kind": kind, "name": public.holiday_name(day), "source": source})
    lines = ["  ".join([day["date"], day["kind"], day["source"] or day["name"]]).rstrip() for day in days]
    _print({"year": year, "days": days, "calendar": public.name}, "\n".join(lines), as_json)


def _calendar_of(folder: Path) -> Calendar:
    from papiplan.documents.plan_folders.plan_folder import load_plan_folder

    return load_plan_folder(folder).accepted().calendar


@app.command(epilog="Example: papiplan deploy")
def deploy(as_json: Json = False) -> None:
    """Bring the Prefect server's deployments to this version; a second time changes nothing."""
    from deployments import deploying, prefect_server

    with prefect_server.api_for(settings.current().home) as api_url:
        names = deploying.deploy(api_url)
    _print({"deployments": list(names)}, "\n".join(names), as_json)


@app.command(epilog="Example: papiplan up")
def up() -> None:
    """Run everything: server and UI, worker, schedules, documents; until Ctrl-C."""
    from deployments import up as running

    at = settings.current()
    raise typer.Exit(running.up(at.home, ui_port=at.ui_port, files_port=at.files_port, migrate=_migrate))


@app.command(epilog="Example: PREFECT_API_URL=http://may-chu:4200/api papiplan worker")
def worker() -> None:
    """Run one more worker, on a further machine, for the server that PREFECT_API_URL names; until Ctrl-C."""
    from deployments.worker import become_worker

    become_worker(settings.current().home)


@app.command(epilog="Example: papiplan doctor")
def doctor(as_json: Json = False) -> None:
    """Look at all that this installation stands on, and say what to do where something is wrong."""
    from deployments.doctor import examine, is_well

    findings = []
    for finding in examine():
        findings.append(finding)
        if not as_json:
            print(finding.line(), flush=True)
    if as_json:
        _print({"findings": [asdict(finding) for finding in findings]}, "", as_json)
    if not is_well(findings):
        raise typer.Exit(1)


@app.command(epilog="Example: papiplan backup sao-luu/2024-04-15.zip")
def backup(file: BackupFile, as_json: Json = False) -> None:
    """Write the database and every file into one new .zip, while work goes on; settings and passwords are not in it."""
    from deployments.backing_up import back_up

    made = back_up(settings.current(), file, datetime.now(VIETNAM))
    _print({"file": str(file), **asdict(made)}, f"Đã sao lưu vào {file}: cơ sở dữ liệu, {made.files} tệp.", as_json)
    if made.damaged:
        _fail(f"Kho thiếu hoặc hỏng {len(made.damaged)} tệp, không sao lưu được: {', '.join(made.damaged)}.")


@app.command(epilog="Example: papiplan restore sao-luu/2024-04-15.zip")
def restore(file: BackupFile, as_json: Json = False) -> None:
    """Make an empty home of a backup: every plan is held, until an officer lets it go on ("30. Tiếp tục kế hoạch")."""
    from deployments.backing_up import restore as restore_from

    restored = restore_from(settings.current(), file, datetime.now(VIETNAM))
    said = (
        f"Đã khôi phục {restored.plans} kế hoạch, {restored.files} tệp. Các kế hoạch đang tạm dừng, không thư nào gửi"
    )
    next_step = 'đi: chạy papiplan up, đối chiếu thư "Chưa rõ đã gửi", rồi chạy "30. Tiếp tục kế hoạch".'
    _print({"file": str(file), **asdict(restored)}, f"{said} {next_step}", as_json)


@app.command(epilog="Example: papiplan migrate")
def migrate(as_json: Json = False) -> None:
    """Bring the database to this version, after a backup: what `papiplan up` does first, and nothing else."""
    from deployments.backing_up import migrate_alone

    made = migrate_alone(settings.current(), datetime.now(VIETNAM))
    said = f"Đã sao lưu vào {made} và nâng cấp." if made else "Cơ sở dữ liệu đúng phiên bản này."
    _print({"backup": str(made) if made else None}, said, as_json)


@app.command(epilog="Example: papiplan demo")
def demo() -> None:
    """Live the example plan's year on a virtual clock, on a home of its own."""
    from deployments.demo.year import live_the_year

    raise typer.Exit(live_the_year(settings.current().home / "demo"))


def _migrate() -> Path | None:
    from deployments.backing_up import migrate

    return migrate(settings.current(), datetime.now(VIETNAM))


def _open_database() -> Database:
    return Database.open(settings.current().database, create=False)


def _run(name: str, **parameters: Any) -> Any:
    """Run a flow in this process and return its result; a refusal or a failure ends the command with one sentence."""
    from deployments import prefect_server

    at = settings.current()
    with prefect_server.api_for(at.home) as api_url:
        flow = getattr(import_module(f"flows.{name}"), name)
        _leave_prefect_its_log()
        try:
            state = flow(**parameters, return_state=True)
        except Exception as error:
            # A flow's own error is a state: what is raised here is Prefect's.
            _fail(f"{name} could not run at {api_url}: {_first_line(error)} Running it again is safe.")
        if not state.is_completed():
            refused = state.is_cancelled() and state.message
            failed = _first_line(state.message)
            _fail(refused or f"{name} failed: {failed} Its log is in the Prefect UI; running it again is safe.")
        return state.result()


def _leave_prefect_its_log() -> None:
    """Keep Prefect's own messages off the screen: a run's page has them, the command ends with one sentence."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(lambda record: not record.name.startswith("prefect"))


def _first_line(error: object) -> str:
    return next(iter(str(error).splitlines()), "").rstrip(".") + "."


def _print(document: Mapping[str, Any], text: str, as_json: bool) -> None:
    if as_json:
        print(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))
    elif text:
        print(text)


def _plain(value: object) -> object:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def _fail(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(1)


def main() -> None:
    """The console script: whatever goes wrong ends in one sentence on standard error."""
    try:
        app()
    except (Refused, NoDatabaseError, SchemaMismatchError, settings.SettingsError) as error:
        sentence = str(error)
    except Exception as error:
        # An unreachable database, a full disk, a server that does not start.
        sentence = f"{type(error).__name__}: {_first_line(error)}"
    else:
        return
    print(sentence, file=sys.stderr)
    sys.exit(1)
