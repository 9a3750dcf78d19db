"""The papers that are filled from a Word template, by its file name.

Not here: the templates of an office (`plan_paper_templates`), nor sample data to try them out (`paper_samples`).
"""

from collections.abc import Mapping

PAPERS: Mapping[str, str] = {
    "tong-hop-ke-hoach.docx": "Báo cáo tổng hợp kế hoạch của các đơn vị",
    "bao-cao.docx": "Báo cáo tổng hợp",
    "bao-cao-ubnd.docx": "Báo cáo của cơ quan ban hành lên cấp trên",
}
"""What each paper is called."""

SAMPLES = "templates/mau/"
"""Where a new plan folder has our own templates, to be copied and changed; what lies there is not used."""
