"""How exceptions are worded wherever they show: what they add to a status and a due date, and what mails say of them.

Not here: the status itself (`obligations`), nor the texts of mails (`documents`).
"""

from datetime import date

from papiplan.domain.deadlines import short
from papiplan.domain.obligations import Extension, Obligation, Standing, Status


def exception_words(standing: Standing) -> str:
    """What an exception adds to the word of a status; empty where there is none.

    " theo gia hạn đến ngày 05/7/2023 (quyết định sau hạn; còn nợ văn bản)" after "Đúng hạn".
    """
    obligation, extension = standing.obligation, standing.obligation.extension
    if obligation.exemption is not None:
        return " (còn nợ văn bản)" if obligation.exemption.decision.paper_owed else ""
    if extension is None:
        return ""
    if standing.by_extension:
        return f" theo gia hạn đến ngày {short(extension.until)}{_remarks(standing, extension, for_office=True)}"
    if standing.status is Status.ON_TIME:
        return ""
    return f", gia hạn đến ngày {short(extension.until)}{_remarks(standing, extension, for_office=True)}"


def extension_told(standing: Standing) -> str:
    """What the unit is told of the extension by which it was on time: a paper that the office waits for is not its."""
    extension = standing.obligation.extension
    if extension is None or not standing.by_extension:
        return ""
    return f" theo gia hạn đến ngày {short(extension.until)}{_remarks(standing, extension, for_office=False)}"


def _remarks(standing: Standing, extension: Extension, *, for_office: bool) -> str:
    remarks = []
    if extension.ours:
        remarks.append("do cơ quan đầu mối ghi nhận muộn")
    elif standing.extended_after_due:
        remarks.append("quyết định sau hạn")
    if for_office and extension.decision.paper_owed:
        remarks.append("còn nợ văn bản")
    return f" ({'; '.join(remarks)})" if remarks else ""


def due_words(obligation: Obligation) -> str:
    """A due date as tables print it, by the rule and as extended: "30/6/2023, gia hạn đến 05/7/2023"."""
    if obligation.due is None:
        return ""
    extended = f", gia hạn đến {short(obligation.extension.until)}" if obligation.extension else ""
    return f"{short(obligation.due.on)}{extended}"


def extended_from(duty: Obligation, extension: Extension) -> date:
    """The due date that an extension took the place of: the rule's, or that of an extension before it."""
    assert duty.due is not None, "only a duty with a due date is extended"
    before = (e.until for e in duty.extensions if e.decision.entry < extension.decision.entry)
    return max((duty.due.on, *before))


def basis_sentence(decided_by: str, basis: str, *, paper_owed: bool = False) -> str:
    """How a mail opens that tells of a decision: on what it rests, and on whose word.

    >>> basis_sentence("Chủ tịch", "ý kiến chỉ đạo tại giao ban 29/6/2023", paper_owed=True)
    'Theo ý kiến chỉ đạo của Chủ tịch tại giao ban 29/6/2023 (văn bản sẽ được gửi sau)'
    """
    after = " (văn bản sẽ được gửi sau)" if paper_owed else ""
    words = _inside_a_sentence(basis)
    said, at, where = words.partition(" tại ")
    if words.startswith("đề nghị"):
        return f"Xét {words}, được sự đồng ý của {decided_by}{after}"
    if " của " in words:
        return f"Theo {words}{after}"
    if at and said.startswith("ý kiến"):
        return f"Theo {said} của {decided_by} tại {where}{after}"
    return f"Theo {words} của {decided_by}{after}"


def _inside_a_sentence(basis: str) -> str:
    """A basis as it follows "Theo": without such a word of its own, an opinion or a request in small letters."""
    words = basis.strip().rstrip(".;")
    for own in ("Theo ", "theo ", "Xét ", "xét "):
        words = words.removeprefix(own)
    small = words[:1].lower() + words[1:]
    return small if small.startswith(("ý kiến", "đề nghị")) else words
