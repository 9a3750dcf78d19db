"""Reading a plan folder: a `PlanDefinition`, or everything that is wrong with it at once.

Not here: writing an empty folder (`plan_skeleton`), nor what issuing adds (number, date, signed document).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from papiplan.documents.plan_folders.plan_building import Parts, build_definition
from papiplan.documents.plan_folders.plan_columns import ActionRow, CalendarRow, UnitRow
from papiplan.documents.plan_folders.plan_files import PlanFile, read_files
from papiplan.documents.plan_folders.plan_mail_texts import check_mail_texts, read_mail_texts
from papiplan.documents.plan_folders.plan_paper_templates import check_paper_templates, read_paper_templates
from papiplan.documents.plan_folders.plan_references import references
from papiplan.documents.plan_folders.plan_results import read_folder_results
from papiplan.documents.plan_folders.plan_schema import PlanFields
from papiplan.documents.plan_folders.plan_sentences import checked_fields, checked_rows
from papiplan.documents.plan_folders.plan_sources import Sources, find_sources
from papiplan.documents.plan_folders.plan_uniqueness import check_codes, check_days, check_units
from papiplan.documents.plan_folders.plan_warnings import plan_warnings
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.problems import Problem, Refused


@dataclass(frozen=True)
class LoadedPlan:
    """A plan folder as read: the plan, None exactly when there are problems; what looks odd; the files themselves."""

    definition: PlanDefinition | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    files: tuple[PlanFile, ...]

    def accepted(self) -> PlanDefinition:
        """The plan; Refused with every problem when there are any."""
        if self.definition is None:
            raise Refused(*self.problems)
        return self.definition


def example_folder() -> Path:
    """The plan folder that comes with papiplan: Sa Đéc, 2023."""
    return Path(str(resources.files("papiplan") / "examples" / "sa-dec-2023"))


def load_plan_folder(folder: Path) -> LoadedPlan:
    """Read and check a plan folder. Problems refuse it, warnings do not; nothing that it holds raises."""
    files, problems = read_files(folder)
    stored = tuple(files.values())
    if problems:
        return LoadedPlan(None, problems, (), stored)
    sources = find_sources(folder, files)
    parts, problems = _checked_parts(sources, files)
    if parts is None:
        # A broken workbook is told once, not once for each table that it should have held.
        return LoadedPlan(None, tuple(dict.fromkeys(problems)), (), stored)
    definition = build_definition(parts)
    if problems := (*check_mail_texts(definition), *check_paper_templates(definition, files)):
        return LoadedPlan(None, problems, (), stored)
    return LoadedPlan(definition, (), plan_warnings(definition, sources, parts.days), stored)


def _checked_parts(sources: Sources, files: Mapping[str, PlanFile]) -> tuple[Parts | None, tuple[Problem, ...]]:
    """What the plan is built from, or None and everything that is wrong with any of it."""
    known = references(sources.fields, sources.units)
    fields, fields_problems = checked_fields(sources.fields, PlanFields, known)
    units, units_problems = checked_rows(sources.units, UnitRow, known)
    actions, actions_problems = checked_rows(sources.actions, ActionRow, known)
    days, days_problems = checked_rows(sources.calendar, CalendarRow, known)
    scores, scores_problems = read_folder_results(files)
    mail_texts, mail_texts_problems = read_mail_texts(files)
    paper_templates, paper_templates_problems = read_paper_templates(files)
    problems = (
        *fields_problems,
        *units_problems,
        *check_units(sources.units, units, known),
        *actions_problems,
        *check_codes(sources.actions),
        *days_problems,
        *check_days(sources.calendar, days),
        *scores_problems,
        *mail_texts_problems,
        *paper_templates_problems,
    )
    if problems or fields is None:
        return None, problems
    return Parts(fields, units, actions, days, scores, mail_texts, paper_templates), ()
