"""The targets of a plan folder: their kinds, and what each kind must and may say.

Not here: the plan's other fields (`plan_schema`), nor how a target is judged (`domain.targets`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import model_validator

from papiplan.documents.plan_folders.plan_fields import Fields, asked
from papiplan.documents.plan_folders.plan_values import Line, mend, number, one_of, whole
from papiplan.domain.plans import Target, TargetOperator
from papiplan.domain.publication import GROUPS
from papiplan.domain.units import normalised

FIGURES = {**{f"D{n}": f"D{n}" for n in range(1, 9)}, "total": "total"}

KINDS: Mapping[TargetOperator, str] = {
    TargetOperator.AT_LEAST: "đạt ít nhất số điểm (points)",
    TargetOperator.EXACTLY: "đúng số điểm (points), so theo số chữ số thập phân của chỉ tiêu",
    TargetOperator.KEEP_OR_RAISE: "duy trì hoặc tăng điểm so với một năm (reference_year)",
    TargetOperator.RAISE_BY: "tăng ít nhất số điểm (delta) so với năm trước hoặc một năm (reference_year)",
    TargetOperator.REACH_GROUP: "thuộc nhóm (group) trở lên",
    TargetOperator.RAISE_RANK: "tăng ít nhất số bậc (places) so với năm trước hoặc một năm (reference_year)",
    TargetOperator.QUALITATIVE: "định tính, cán bộ đánh giá đạt hay không và nêu lý do",
}

KINDS_EXPLAINED = f"Các loại: {'; '.join(f'{kind}: {words}' for kind, words in KINDS.items())}."
"""The kinds as whoever fills the folder reads them, once above all targets."""

_NEEDS: Mapping[TargetOperator, str] = {
    TargetOperator.AT_LEAST: "points",
    TargetOperator.EXACTLY: "points",
    TargetOperator.KEEP_OR_RAISE: "reference_year",
    TargetOperator.RAISE_BY: "delta",
    TargetOperator.REACH_GROUP: "group",
    TargetOperator.RAISE_RANK: "places",
}

COMPARES_YEARS = (TargetOperator.KEEP_OR_RAISE, TargetOperator.RAISE_BY, TargetOperator.RAISE_RANK)
"""The kinds that compare with an earlier year."""


class TargetFields(Fields):
    figure: Annotated[str, one_of(FIGURES)] = asked("Chỉ số", "total", "D1 đến D8: nội dung; total: tổng điểm.")
    operator: Annotated[TargetOperator, one_of({kind.value: kind for kind in TargetOperator})] = asked(
        "Loại chỉ tiêu", "reach_group", f"Một trong: {'; '.join(TargetOperator)}."
    )
    wording: Line = asked("Nội dung chỉ tiêu như Kế hoạch ghi", "thuộc nhóm trung bình cao")
    points: Annotated[float | None, number(0, 80)] = asked("Số điểm (at_least, exactly)", "44,13", default=None)
    delta: Annotated[float | None, number(0, 80)] = asked("Số điểm tăng thêm (raise_by)", "0,26", default=None)
    places: Annotated[int | None, whole(1, 62)] = asked("Số bậc tăng thêm (raise_rank)", "1", default=None)
    reference_year: Annotated[int | None, whole(2000, 2100)] = asked(
        "Năm so sánh (keep_or_raise, raise_by, raise_rank)",
        "2022",
        "Bắt buộc với keep_or_raise; với raise_by, raise_rank để trống là năm trước.",
        default=None,
    )
    group: Annotated[str, one_of({group: group for group in GROUPS})] = asked(
        "Nhóm (reach_group)", "Trung bình cao", f"Một trong: {'; '.join(GROUPS)}.", default=""
    )

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "TargetFields":
        wrong = tuple(self._wrong())
        if wrong:
            raise mend(*wrong)
        return self

    def _wrong(self) -> Iterator[tuple[str, str]]:
        needed = _NEEDS.get(self.operator)
        if needed and getattr(self, needed) in (None, ""):
            yield f'chỉ tiêu loại "{self.operator}" thiếu "{needed}"', f'Thêm mục "{needed}".'
        if self.operator is TargetOperator.REACH_GROUP and self.figure != "total":
            yield f'nhóm không dùng được cho "{self.figure}"', 'Chỉ tổng điểm ("total") được xếp nhóm.'
        if self.delta == 0:
            yield "mức tăng 0 điểm không phải là tăng", 'Ghi số lớn hơn 0, hoặc dùng loại "keep_or_raise".'
        for points in (self.points, self.delta):
            if points is not None and self.figure != "total" and points > 10:
                yield f"{points:g} điểm vượt thang điểm của một nội dung", "Ghi từ 0 đến 10."


def unused_keys(target: Target) -> tuple[str, ...]:
    """The keys that are filled in though a target of this kind does not look at them."""
    used = {_NEEDS.get(target.operator), "reference_year" if target.operator in COMPARES_YEARS else None}
    keys = ("points", "delta", "places", "reference_year", "group")
    return tuple(key for key in keys if key not in used and getattr(target, key) not in (None, ""))


def repeated_targets(targets: Sequence[TargetFields]) -> tuple[tuple[str, str], ...]:
    """What is wrong where a figure has two targets of one kind, or two qualitative targets are worded alike."""
    figured = [(t.figure, t.operator) for t in targets if t.operator is not TargetOperator.QUALITATIVE]
    worded = [normalised(t.wording) for t in targets if t.operator is TargetOperator.QUALITATIVE]
    twice = sorted({kind for kind in figured if figured.count(kind) > 1})
    alike = sorted({words for words in worded if worded.count(words) > 1})
    return (
        *((f'có nhiều chỉ tiêu "{kind}" cho "{figure}"', "Giữ lại một.") for figure, kind in twice),
        *((f'có nhiều chỉ tiêu định tính ghi "{words}"', "Ghi mỗi chỉ tiêu một cách.") for words in alike),
    )
