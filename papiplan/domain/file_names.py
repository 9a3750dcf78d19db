"""What a file's name says of it: the number of a document, plan or report, evidence.

Not here: what the file is then taken for (`file_roles`).
"""

import re
from collections.abc import Sequence

from papiplan.domain.plans import SubmissionKind
from papiplan.domain.units import normalised


def suffix_of(name: str) -> str:
    """The ending by which a file is opened, in small letters: ".pdf"; empty for a name without one."""
    found = re.search(r"\.(?:7z|[a-z]\w{1,4})\Z", name.strip().casefold())
    return found[0] if found else ""


def stem_of(name: str) -> str:
    """A file's name as people repeat it: without its ending, spaces or marks."""
    plain = name.strip().casefold()
    return normalised(plain.removesuffix(suffix_of(plain)))


def bears_symbol(name: str, symbols: Sequence[str]) -> bool:
    """Whether a file's name bears the number of a document: 57-KH-UBND.pdf, 57_KH.pdf for 57/KH-UBND.

    >>> bears_symbol("scan 57 KH.pdf", ["57/KH-UBND"]), bears_symbol("157-KH-UBND.pdf", ["57/KH-UBND"])
    (True, False)
    """
    words = words_of(name)
    for symbol in symbols:
        first = words_of(symbol)[:2]
        if len(first) == 2 and any(words[at : at + 2] == first for at in range(len(words) - 1)):
            return True
    return False


def kind_in_name(name: str) -> SubmissionKind | None:
    """Whether a file's name says plan or report, whichever comes first: "Báo cáo thực hiện kế hoạch" is a report."""
    found = re.search(r"\b(?:(ke hoach|kehoach|kh)|(bao cao|baocao|bc))\b", " ".join(words_of(name)))
    if found is None:
        return None
    return SubmissionKind.SUBPLAN if found[1] else SubmissionKind.REPORT


def numbered_name(name: str) -> tuple[str, ...]:
    """The number and letters by which a document is called, ("57", "kh") for 57-KH-UBND.pdf; () for none."""
    found = re.search(r"\b0*(\d{1,6}) (kh|bc)\b", " ".join(words_of(name)))
    return (found[1], found[2]) if found else ()


def words_of(name: str) -> list[str]:
    """The words and numbers of a name, "57KH" being two."""
    return [word.lstrip("0") or "0" if word.isdigit() else word for word in re.findall(r"[a-z]+|\d+", stem_of(name))]


_EVIDENCE_WORDS = re.compile(
    r"\b(?:bien ban|bienban|bb|hinh anh|hinhanh|danh sach|danhsach|minh chung|minhchung|kiem chung|kiemchung|"
    r"phu luc|phuluc|quyet dinh|qd|giay moi|(?<!tinh )hinh|anh chup)\b|^anh\b"
)


def says_evidence(name: str) -> bool:
    return bool(_EVIDENCE_WORDS.search(" ".join(words_of(name)))) or "ảnh" in name.casefold()
