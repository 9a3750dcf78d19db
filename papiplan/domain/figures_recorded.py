"""The figures that the office itself has on record: who sent what when, its registers, the indices' results.

Not here: what units reported (`figures_reported`).
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from papiplan.domain import figure_ids as ids
from papiplan.domain.consolidation import ConsolidatedTable
from papiplan.domain.consolidation_rows import Source
from papiplan.domain.deadlines import short
from papiplan.domain.difficulties import Difficulty
from papiplan.domain.figure_entries import Addend, Entry, given
from papiplan.domain.linked_indices import result_words
from papiplan.domain.obligations import Receipt, Standing
from papiplan.domain.plans import FORM_KINDS
from papiplan.domain.province_evaluation import change_vi, evaluate_province
from papiplan.domain.publication import SOURCE, Publication, figure_vi


def sent_figures(table: ConsolidatedTable) -> Iterator[Entry]:
    """Who sent what when: the counts of each kind, then how each duty stands."""
    for kind in FORM_KINDS:
        tally, code = table.sendings[kind], ids.KIND_CODES[kind]
        owed = (*tally.on_time, *tally.late, *tally.not_sent)
        for suffix, words, standings in (
            ("PG", "phải gửi", owed),
            ("DG", "đã gửi", (*tally.on_time, *tally.late)),
            ("DH", "gửi đúng hạn", tally.on_time),
            ("GC", "gửi chậm", tally.late),
            ("CG", "chưa gửi", tally.not_sent),
            ("DM", "được miễn", tally.excused),
        ):
            label = f"Số đơn vị {words}, {kind.paper}"
            yield Entry(f"{code}.{suffix}", label, len(standings), _sent(standings))
        for standing in (s for s in table.standings if s.obligation.kind is kind):
            id_ = ids.sending_figure(kind, standing.obligation.owed_by)
            unit = table.definition.unit(standing.obligation.owed_by).short
            yield Entry(id_, f"{kind.paper}, {unit}", standing.status.label, _sent((standing,)))


def _sent(standings: Sequence[Standing]) -> Callable[[], Sequence[Addend]]:
    return lambda: [_standing_addend(standing) for standing in standings]


def _standing_addend(standing: Standing) -> Addend:
    owed, counted = standing.obligation, standing.counted
    note = "" if counted else "đến nay chưa nhận được"
    return Addend(owed.borne_by, "", standing.status.label, _receipt_source(owed.borne_by, counted), note)


def _receipt_source(unit: str, receipt: Receipt | None) -> Source | None:
    if receipt is None:
        return None
    return Source(unit, receipt.submission_id, receipt.sha256, "", "", receipt.typed_from)


def register_figures(table: ConsolidatedTable) -> Iterator[Entry]:
    """How many difficulties were told and answered, inspections held, remedies asked for and met."""
    kept = table.registers
    answered = [difficulty for difficulty in kept.difficulties if difficulty.answer]
    met = [standing for standing in table.remedies if standing.counted]
    told = tuple(map(_difficulty_addend, kept.difficulties))
    inspected = tuple(
        Addend(i.unit, "", i.findings, None, f"ngày {short(i.on)}, {i.inspector}") for i in kept.inspections
    )
    observed = tuple(Addend(s.organisation, "", s.content, None, f"ngày {short(s.on)}") for s in kept.supervisions)
    for id_, label, addends in (
        ("KK.TS", "Số khó khăn, vướng mắc, kiến nghị", told),
        ("KK.TL", "Số khó khăn, vướng mắc, kiến nghị đã trả lời", tuple(map(_difficulty_addend, answered))),
        ("KT.TS", "Số cuộc kiểm tra", inspected),
        (ids.REMEDIES, "Số kiến nghị sau kiểm tra", tuple(map(_standing_addend, table.remedies))),
        ("KN.KP", "Số kiến nghị sau kiểm tra đã khắc phục", tuple(map(_standing_addend, met))),
        ("GS.TS", "Số lần giám sát, phản biện", observed),
    ):
        yield Entry(id_, label, len(addends), given(*addends))


def _difficulty_addend(told: Difficulty) -> Addend:
    file = Source(told.unit, told.submission, told.sha256, "", told.place, told.typed_from) if told.submission else None
    return Addend(told.unit, told.action, told.difficulty, file, f"số {told.id}")


def linked_figures(table: ConsolidatedTable) -> Iterator[Entry]:
    """The results of the other indices, as an officer typed them."""
    for result in table.linked:
        typed = Addend("", result.index, result_words(result), None, f"cán bộ ghi: {result.actor}")
        id_ = ids.linked_figure(result.index, result.year)
        yield Entry(id_, f"{result.index} năm {result.year}", result.score, given(typed))


def source_of_year(year: int, recorded_years: Collection[int]) -> str:
    """Where the scores of a year before come from: a publication that an officer recorded, else the plan."""
    what = "công bố đã ghi nhận" if year in recorded_years else "số liệu nền của Kế hoạch"
    return f"{what}, năm {year} ({SOURCE})"


def published_figures(table: ConsolidatedTable, publication: Publication) -> Iterator[Entry]:
    """The province's figures of two years and their difference; rank, group, targets."""
    province = evaluate_province(table.definition, publication)
    published = f"{SOURCE}, công bố ngày {short(publication.published_on)}"
    file = Source("", 0, publication.results_sha256, "", "") if publication.results_sha256 else None
    now, before = province.year, province.year_before
    for compared in province.figures:
        scope, name = ids.score_scope(compared.figure), compared.name
        # As printed, for it is the printed figures that somebody asks about.
        value, earlier, change = figure_vi(compared.value), figure_vi(compared.before), change_vi(compared.change)
        this_year = Addend("", name, value, file, published)
        last_year = Addend("", name, earlier, None, source_of_year(before, table.recorded_years))
        for suffix, words, shown, addends in (
            (str(before), f"năm {before}", earlier, [last_year]),
            (str(now), f"năm {now}", value, [this_year]),
            (ids.CHANGE, f"tăng, giảm so với năm {before}", change, [this_year, last_year]),
        ):
            yield Entry(f"{scope}.{suffix}", f"{name}, {words}", shown, given(*addends))
    for id_, words, said in (
        (ids.RANK, "Xếp thứ", province.rank_note),
        (ids.GROUP, "Nhóm", province.group or ""),
    ):
        ranked = [Addend("", words, said, file, province.group_note if id_ == ids.GROUP else published)]
        yield Entry(id_, f"{words} của tỉnh {province.province}", said, given(*ranked))
    for n, target in enumerate(province.targets, start=1):
        judged = [Addend("", target.wording, target.verdict.label, file, target.reason)]
        label = f"Chỉ tiêu {n}: {target.wording}"
        yield Entry(ids.target_figure(n), label, target.verdict.label, given(*judged))
