"""The published index: dimensions, provinces' scores, ranks and groups.

PAPI scores provinces only (sources: papi.org.vn; CECODES, RTA and UNDP publish the figures). Not here: what a result
means for the plan's targets or for a unit (`evaluation`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from papiplan.domain.deadlines import short
from papiplan.domain.problems import Problem, Refused
from papiplan.domain.units import normalised

DIMENSIONS: tuple[str, ...] = (
    "Tham gia của người dân ở cấp cơ sở",
    "Công khai, minh bạch trong việc ra quyết định ở địa phương",
    "Trách nhiệm giải trình với người dân",
    "Kiểm soát tham nhũng trong khu vực công",
    "Thủ tục hành chính công",
    "Cung ứng dịch vụ công",
    "Quản trị môi trường",
    "Quản trị điện tử",
)
"""The eight dimensions (nội dung, chỉ số nội dung), in their order; PAPI 2018 and later (papi.org.vn/hoi-dap)."""

GROUPS: tuple[str, ...] = ("Cao nhất", "Trung bình cao", "Trung bình thấp", "Thấp nhất")
"""The four groups of provinces (quartiles), best first."""


class GroupBoundary(StrEnum):
    """Where a province exactly at a quartile belongs: the published groups of 2019 put it up, those of 2023 down."""

    UP = "up"
    DOWN = "down"


SOURCE = "CECODES, RTA và UNDP"
"""Who publishes PAPI: named wherever its figures are shown."""


@dataclass(frozen=True)
class ProvinceScores:
    """One province in one year of the index: eight dimensions (each 1-10) and their sum; None where not scored.

    `code` is the code of the published table ("P56"). Figures stand as published, unrounded. `subdimensions` are the
    sub-dimensions (nội dung thành phần) that were given, by id ("SC11").
    """

    year: int
    code: str
    name: str
    name_en: str
    dimensions: tuple[float | None, ...]
    total: float | None
    subdimensions: tuple[tuple[str, float], ...] = ()

    def figure(self, figure: str) -> float | None:
        """The score of "D1" … "D8" or "total"."""
        return self.total if figure == "total" else self.dimensions[int(figure[1:]) - 1]


@dataclass(frozen=True)
class Publication:
    """A recorded publication (công bố) of the index: versions of one year, the newest in force.

    `reason` says why a version corrects the one before it (lý do đính chính); the first one has none.
    """

    index: str
    year: int
    version: int
    published_on: date
    scores: tuple[ProvinceScores, ...]
    published_group: str
    results_sha256: str
    actor: str
    reason: str = ""


@dataclass(frozen=True)
class ProvinceResult:
    """What a publication says of one province.

    `total`, `rank` and `group` are None when the province has no result: "published, our province not scored" is a
    normal outcome. `rank` is computed (1 = best), for none is published; `group_source` is "published" or "computed".
    Where the figures of the province alone were typed in, there is no rank, and no group but the published one.
    """

    scored: bool
    provinces_scored: int
    total: float | None
    rank: int | None
    group: str | None
    group_source: str


def province_scores(scores: Iterable[ProvinceScores], province: str) -> ProvinceScores | None:
    """The row of a province named in any spelling of its name, in Vietnamese or English."""
    wanted = province_key(province)
    return next((row for row in scores if wanted in (province_key(row.name), province_key(row.name_en))), None)


@lru_cache(maxsize=16_384)
def province_key(name: str) -> str:
    """A province's name without all that people write in different ways: marks, spaces, a number or title before it.

    >>> province_key("12. TP. Hồ Chí Minh") == province_key("Thành phố Hồ Chí Minh") == province_key("Ho Chi Minh City")
    True
    """
    words = re.sub(r"^(p?[0-9]+ )?(tinh |thanh pho |tp )?", "", normalised(name))
    return re.sub(r" (province|city)$", "", words).replace(" ", "")


def province_result(publication: Publication, province: str, *, boundary_goes_up: bool = False) -> ProvinceResult:
    """The result of `province`: total, rank among the provinces scored, and group.

    `boundary_goes_up` says where a province exactly at a quartile belongs: the published groups of 2019 put it up,
    those of 2023 down.
    """
    totals = sorted((row.total for row in publication.scores if row.total is not None), reverse=True)
    row = province_scores(publication.scores, province)
    if row is None or row.total is None:
        return ProvinceResult(False, len(totals), None, None, None, "published")
    if len(publication.scores) == 1:
        # Typed in by an officer, who has no published table: there is nobody to be ranked among.
        return ProvinceResult(True, len(totals), row.total, None, publication.published_group or None, "published")
    return ProvinceResult(
        scored=True,
        provinces_scored=len(totals),
        total=row.total,
        rank=1 + sum(total > row.total for total in totals),
        group=publication.published_group or computed_group(row.total, totals, boundary_goes_up=boundary_goes_up),
        group_source="published" if publication.published_group else "computed",
    )


def check_publication(publication: Publication, province: str, today: date) -> list[Problem]:
    """Every problem of a publication about to be recorded for the plan of `province`.

    A province that stands in the file without figures has no result, which is no problem; one that is not there is.
    """
    problems = []
    year, on = publication.year, publication.published_on
    if on > today:
        found = f"{short(on)} là ngày trong tương lai, hôm nay là {short(today)}"
        problems.append(Problem("Ngày công bố", found, "Đề nghị ghi nhận sau khi Chỉ số đã được công bố."))
    if on <= date(year, 12, 31):
        found = f"{short(on)} không sau năm {year}, là năm của Chỉ số"
        problems.append(Problem("Ngày công bố", found, f"Đề nghị ghi ngày công bố Chỉ số năm {year}."))
    if publication.published_group and publication.published_group not in GROUPS:
        allowed = f"Đề nghị ghi một trong các nhóm: {'; '.join(GROUPS)}."
        problems.append(Problem("Nhóm công bố", f'không có nhóm "{publication.published_group}"', allowed))
    if province_scores(publication.scores, province) is None:
        found = f"không thấy tỉnh {province} trong tệp; tệp có {len(publication.scores)} tỉnh, thành phố của năm {year}"
        allowed = (
            "Đề nghị kiểm tra tên tỉnh; nếu Chỉ số đã công bố mà tỉnh không có kết quả: để dòng trống điểm, hoặc chọn "
            '"Tỉnh không có kết quả".'
        )
        problems.append(Problem("Tệp kết quả", found, allowed))
    return problems


def contradicts(existing: Publication, new: Publication) -> str | None:
    """What of `new` differs from the publication in force, as the sentence of a refusal; None when it says the same.

    A group that `new` leaves open contradicts nothing.
    """
    differences = [
        difference
        for difference, differs in (
            (f"ngày {short(new.published_on)}", new.published_on != existing.published_on),
            ("kết quả khác với kết quả đã ghi nhận", _figures(new) != _figures(existing)),
            (f'nhóm "{new.published_group}"', new.published_group not in ("", existing.published_group)),
        )
        if differs
    ]
    if not differences:
        return None
    return (
        f"Công bố Chỉ số {existing.index} năm {existing.year} đã ghi nhận {short(existing.published_on)} bởi "
        f"{existing.actor}; lần này nhập {', '.join(differences)}. Không có dữ liệu nào thay đổi; nếu cần đính chính, "
        "chọn Đính chính và nêu lý do"
    )


def with_unscored(scores: tuple[ProvinceScores, ...], province: str, year: int) -> tuple[ProvinceScores, ...]:
    """The scores with the row of a province without a result (tỉnh không có kết quả); Refused where it has one."""
    row = province_scores(scores, province)
    if row is None:
        return (*scores, ProvinceScores(year, "", province, "", (None,) * len(DIMENSIONS), None))
    if any((*row.dimensions, row.total)):
        found = f"tệp kết quả có điểm của tỉnh {province}"
        raise Refused(Problem("Tỉnh không có kết quả", found, "Bỏ chọn, hoặc đề nghị kiểm tra tệp kết quả."))
    return scores


def version_to_record(existing: Publication | None, stated: Publication, *, correct: bool) -> Publication | None:
    """What is stated as the version that it becomes on record; None where it stands there already.

    Refused where it contradicts the version in force without being a correction (đính chính), and for a correction that
    gives no reason or corrects nothing. The group stays as published while the figures do, unless another is stated.
    """
    if existing is None:
        if correct:
            raise Refused(
                f"Chưa ghi nhận công bố Chỉ số {stated.index} năm {stated.year}, nên chưa có gì để đính chính. "
                "Không có dữ liệu nào thay đổi; để ghi nhận lần đầu, bỏ chọn Đính chính"
            )
        return stated
    contradiction = contradicts(existing, stated)
    if not correct:
        if contradiction:
            raise Refused(contradiction)
        return None
    if not stated.reason:
        raise Refused(Problem("Lý do", "chưa nêu lý do đính chính", "Ghi vì sao đính chính, căn cứ văn bản nào."))
    if contradiction:
        group = existing.published_group if _figures(existing) == _figures(stated) else ""
        return replace(stated, version=existing.version + 1, published_group=stated.published_group or group)
    if stated.reason == existing.reason:
        return None
    raise Refused(
        f"Công bố Chỉ số {existing.index} năm {existing.year} ngày {short(existing.published_on)} đã ghi nhận đúng như "
        "lần này nhập, không có gì để đính chính. Không có dữ liệu nào thay đổi"
    )


def _figures(publication: Publication) -> dict[str, tuple[float | None, ...]]:
    return {row.code: (*row.dimensions, row.total) for row in publication.scores}


def computed_group(total: float, totals: Sequence[float], *, boundary_goes_up: bool = False) -> str:
    """The group of a total by the quartiles of all `totals`: a labelled fallback where none is published."""
    value = Decimal(repr(total))
    for group, share in zip(GROUPS, ("0.75", "0.5", "0.25"), strict=False):
        boundary = _quantile(totals, Decimal(share))
        if value > boundary or (boundary_goes_up and value == boundary):
            return group
    return GROUPS[-1]


def _quantile(values: Sequence[float], share: Decimal) -> Decimal:
    """The quantile by linear interpolation between the two nearest, in exact decimals so that ties stay ties."""
    ordered = sorted(Decimal(repr(value)) for value in values)
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def rounded(value: float, places: int) -> Decimal:
    """Half-up rounding: tables show four places as published, sentences two places of those four."""
    four = Decimal(repr(value)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return four.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def figure_vi(value: float | None, places: int = 4) -> str:
    """A score as Vietnamese papers print it (decimal comma); a dash where there is none."""
    return "-" if value is None else str(rounded(value, places)).replace(".", ",")
