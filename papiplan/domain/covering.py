"""What a covering note says of a file that does not say it itself: whose it is, and the document it is."""

from dataclasses import dataclass
from datetime import date

from papiplan.domain.plans import SubmissionKind


@dataclass(frozen=True)
class Covering:
    """A covering note (phiếu gửi); every field may be empty.

    `unit` names the unit in any spelling. `doc_symbol`, `doc_date` and `signer` are those of the unit's signed document
    (số, ký hiệu; ngày; người ký), `registry_no` its number in the clerk's register (số đến).
    """

    unit: str = ""
    kind: SubmissionKind | None = None
    doc_symbol: str = ""
    doc_date: date | None = None
    signer: str = ""
    registry_no: str = ""
