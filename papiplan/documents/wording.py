"""How counts, shares, lists and strangers' texts are worded in papers and workbooks.

Not here: dates (`domain.deadlines`) and the index's figures (`domain.publication`), which word themselves.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from papiplan.domain.consolidation_rows import Source
from papiplan.domain.deadlines import clock_time, local_date, short
from papiplan.domain.doors import door_words, typed_words
from papiplan.domain.obligations import Obligation, Outcome, Receipt, Standing, Status, late_words
from papiplan.domain.plans import PlanDefinition
from papiplan.domain.standing_words import exception_words
from papiplan.domain.tallies import MeasureSum, SendingTally, percentage
from papiplan.domain.units import Unit

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """`text` without the characters that no XML file, and so no .docx or .xlsx, can hold."""
    # Nearly all texts are told apart by the first look, which costs a twentieth of the second.
    return text if text.isprintable() else _NOT_XML.sub("", text)


_BRACKET = re.compile(r"(\[Cán bộ bổ sung:[^\]]*\])")


def bracketed(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text, each with whether it is a bracket that waits for an officer."""
    return ((part, bool(_BRACKET.fullmatch(part))) for part in _BRACKET.split(text) if part)


def one_line(text: str) -> str:
    """`text` on one line, without the characters that nobody sees, or that turn the order of those around them."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def percent(part: int, whole: int) -> str:
    """A share as papers print it: 77,5%."""
    return f"{percentage(part, whole)}%".replace(".", ",")


def number(value: float | Decimal) -> str:
    """A number with thousands dots and a decimal comma, without empty decimals: 1.234 or 97,5."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    plain = f"{exact:,f}"
    whole, _, decimals = plain.partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def count(of: int) -> str:
    """How many, as papers print it: 05, 47, 1.200."""
    return f"{of:02d}" if of < 1000 else number(of)


def listed(names: Sequence[str], most: int = 20) -> str:
    """Names in one sentence; those beyond `most` are counted, for the annex has them all."""
    shown = ", ".join(names[:most])
    return f"{shown} và {len(names) - most:02d} đơn vị khác" if len(names) > most else shown


def shortened(text: str, most: int) -> str:
    """A text on one line, cut at a word's end when it is longer than `most` characters, within a word of most of it."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    words = line[:most].rsplit(" ", 1)[0]
    return (words if len(words) > most // 2 else line[:most]).rstrip(".,;") + " …"


def day(iso: str) -> str:
    """A date that a form gave as ISO text, as papers print it; any other text as it is."""
    return short(date.fromisoformat(iso)) if _ISO_DATE.fullmatch(iso) else iso


def sorted_day(iso: str) -> date | str:
    """A date that a form gave as ISO text, as a sheet sorts it; any other text as it is."""
    # Excel has no days before 1900.
    return date.fromisoformat(iso) if _ISO_DATE.fullmatch(iso) and iso >= "1900-03-01" else iso


_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def bearer_name(plan: PlanDefinition, obligation: Obligation) -> str:
    """The unit that bears a duty, by its full name, with the one that owes it where that is another."""
    return plan.unit(obligation.borne_by).name + _in_place_of(plan, obligation)


def bearer_short(plan: PlanDefinition, obligation: Obligation) -> str:
    """The same by its short name: "UBND Phường 1-4 (thay UBND Phường 4)"."""
    return plan.unit(obligation.borne_by).short + _in_place_of(plan, obligation)


def _in_place_of(plan: PlanDefinition, obligation: Obligation) -> str:
    if obligation.borne_by == obligation.owed_by:
        return ""
    return f" (thay {plan.unit(obligation.owed_by).short})"


def contact_words(unit: Unit) -> str:
    """Whom to telephone at a unit: "Chị L.T.H, 0900 000 001"; empty where nobody is named."""
    return ", ".join(filter(None, (unit.contact_name, unit.contact_phone)))


def status_words(standing: Standing) -> str:
    """How an obligation stands: Đúng hạn; Gửi chậm 02 ngày làm việc; with what was decided of it."""
    words = standing.status.label
    if standing.status is Status.LATE:
        words = f"Gửi {late_words(standing.late_working_days)}"
    words += exception_words(standing)
    # A signed document is never sent back: where it came first, mending the form changed nothing.
    if standing.status is Status.ON_TIME and standing.mended and standing.counted is not standing.first_signed:
        words = f"{words} (hoàn thiện trong thời gian được trả lại)"
    return words


def standing_words(standing: Standing) -> str:
    """How an obligation stands and what of it is missing, as the list of who sent what prints it."""
    words = status_words(standing)
    came = standing.received_at is not None
    return f"{words}; {standing.missing.label.lower()}" if came and standing.missing else words


def tally_words(tally: SendingTally) -> str:
    """How the duties of one kind stand, counted: every status by its label."""
    counted = "; ".join(f"{status.label}: {len(found):02d}" for status, found in tally.by_status.items())
    return f"Đã gửi {tally.sent:02d}/{tally.owed:02d}. {counted}."


def received_words(receipt: Receipt | None) -> str:
    """When and by which door something came, and when an officer recorded what came by hand; empty where nothing did.

    So it stands in every table: 15 giờ 00 phút, 29/6/2023 (bản giấy); cán bộ ghi, lúc 08 giờ 10 phút ngày 03/7/2023.
    """
    if receipt is None:
        return ""
    came = f"{clock_time(receipt.received_at)}, {short(local_date(receipt.received_at))}"
    return came + door_words(receipt.channel, receipt.entered_at)


def typed_in(name: str, typed_from: str) -> str:
    """A name above what an officer typed in, if he did: UBND Phường 2 (nhập hộ theo văn bản số 57/KH-UBND)."""
    return f"{name} ({typed_words(typed_from)})" if typed_from else name


def document_words(signed: Receipt | None) -> str:
    """A unit's signed document by its number and date; what came without them is still a document."""
    if signed is None:
        return ""
    on = f"ngày {short(signed.doc_date)}" if signed.doc_date else ""
    return " ".join(filter(None, (signed.doc_symbol, on))) or "có bản ký"


def form_words(form: Receipt | None) -> str:
    """A unit's form in force by its version, and how it came to be: bản 02 (chấp nhận, còn thiếu)."""
    if form is None:
        return ""
    waived = form.outcome.label.lower() if form.outcome is Outcome.ACCEPTED_WITH_WAIVER else ""
    remarks = ", ".join(filter(None, (waived, typed_words(form.typed_from))))
    return f"bản {form.version:02d}{f' ({remarks})' if remarks else ''}"


def measure_words(total: MeasureSum) -> str:
    """A sum of results beside that of the promises: 32/36 quý của 09 đơn vị."""
    target = f"/{number(total.target)}" if total.target is not None else ""
    return f"{number(total.result)}{target} {total.measure_unit} của {total.units:02d} đơn vị"


def source_words(source: Source, definition: PlanDefinition) -> str:
    """Where a figure comes from: unit, the first figures of its file's hash, sheet and cells, the paper typed in."""
    words = f"{definition.unit(source.unit).short}; tệp {source.sha256[:12]}; {source.sheet}!{source.cells}"
    return "; ".join(filter(None, (words, typed_words(source.typed_from))))
