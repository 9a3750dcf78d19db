"""Whom a word in the plan folder names: a unit or a group, by code, name or alias.

Not here: finding a unit in what people type later (`domain.units.find_unit`), nor expanding groups (`plan_building`).
"""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from papiplan.documents.plan_folders.plan_source import Source
from papiplan.documents.plan_folders.plan_values import Line, mend, quoted, split_list
from papiplan.domain.units import normalised


@dataclass(frozen=True)
class References:
    """The words that name units and groups, taken from the raw tables: one bad row must not make others look wrong.

    None where the table itself is empty or could not be read: then nothing can be said of its words.
    """

    units: "Names | None"
    groups: "Names | None"

    def unit(self, words: str) -> str:
        """The code of the unit that `words` name."""
        return _found(words, "đơn vị", self.units)

    def group(self, words: str) -> str:
        """The code of the group that `words` name."""
        return _found(words, "khối", self.groups)

    def unit_or_group(self, words: str) -> str:
        """The code of the unit or group that `words` name."""
        if self.units is None or self.groups is None:
            return words
        return _found(words, "đơn vị hoặc khối", self.units.with_those_of(self.groups))


@dataclass(frozen=True)
class Names:
    """Codes, and for each spelling of a name the codes that it may mean."""

    codes: frozenset[str] = frozenset()
    by_name: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def with_those_of(self, others: "Names") -> "Names":
        return Names(self.codes | others.codes, {**others.by_name, **self.by_name})


def references(fields: Source, units: Source) -> References:
    """The words of a folder, out of its groups and its table of units as they were read."""
    groups = fields.content.get("groups") if isinstance(fields.content, dict) else None
    return References(
        units=_names([row for _, row in units.rows]),
        groups=_names([group for group in groups if isinstance(group, dict)] if isinstance(groups, list) else []),
    )


def _names(rows: list[Mapping[str, Any]]) -> Names | None:
    if not rows:
        return None
    by_name: dict[str, frozenset[str]] = {}
    codes = {code for row in rows if isinstance(code := row.get("code"), str)}
    for row in rows:
        code = row.get("code")
        aliases = split_list(row.get("aliases", []))
        names = [row.get("name"), row.get("short"), *(aliases if isinstance(aliases, list) else [])]
        for name in {normalised(name) for name in names if isinstance(name, str)} - {""}:
            if isinstance(code, str):
                by_name[name] = by_name.get(name, frozenset()) | {code}
    return Names(frozenset(codes), by_name)


def _found(words: str, noun: str, names: Names | None) -> str:
    if names is None or words in names.codes:
        return words
    meant = names.by_name.get(normalised(words), frozenset())
    if len(meant) == 1:
        return next(iter(meant))
    if meant:
        raise mend((f"{quoted(words)} chỉ nhiều {noun}: {', '.join(sorted(meant))}", "Ghi mã."))
    close = difflib.get_close_matches(words, names.codes, n=1)
    hint = f'Có phải "{close[0]}"?' if close else f"Các mã có trong kế hoạch: {_some(names.codes)}."
    raise mend((f"không có {noun} {quoted(words)}", hint))


def _some(codes: frozenset[str]) -> str:
    shown = sorted(codes)[:30]
    return f"{', '.join(shown) or 'chưa có mã nào'}{', …' if len(codes) > len(shown) else ''}"


def _resolved(resolve: Callable[[References, str], str]) -> AfterValidator:
    def validate(words: str, info: ValidationInfo) -> str:
        return resolve(_references_of(info), words)

    return AfterValidator(validate)


def _members(value: object, info: ValidationInfo) -> object:
    # A name may hold the comma that otherwise parts the list: "UBND các xã, phường".
    known = _references_of(info)
    names = {**(known.units.by_name if known.units else {}), **(known.groups.by_name if known.groups else {})}
    return [value] if isinstance(value, str) and normalised(value) in names else split_list(value)


def _references_of(info: ValidationInfo) -> References:
    if not isinstance(info.context, References):
        raise TypeError("fields that name units are validated with their References as context")
    return info.context


UnitRef = Annotated[Line, _resolved(References.unit)]
"""A unit named by code, name or alias; becomes its code."""

GroupRef = Annotated[Line, _resolved(References.group)]
"""A group named by code or name; becomes its code."""

Members = Annotated[tuple[Annotated[Line, _resolved(References.unit_or_group)], ...], BeforeValidator(_members)]
"""Units and groups in one cell; become their codes, groups unexpanded."""
