"""The papers that are filled from a Word template, by its file name.

Not here: the templates of an office (`plan_folders.plan_paper_templates`), nor sample data to try them out
(`samples.paper_samples`).
"""

from collections.abc import Mapping

PAPERS: Mapping[str, str] = {
    "ke-hoach.docx": "Dự thảo Kế hoạch, kèm phụ lục nhiệm vụ",
    "cong-van-don-doc-ubnd.docx": "Công văn đôn đốc của cơ quan ban hành",
    "cong-van-don-doc-phong.docx": "Công văn đôn đốc của cơ quan đầu mối",
    "bao-cao-nhanh.docx": "Báo cáo nhanh về đơn vị chưa gửi",
    "tong-hop-ke-hoach.docx": "Báo cáo tổng hợp kế hoạch của các đơn vị",
    "bao-cao.docx": "Báo cáo tổng hợp",
    "bao-cao-ubnd.docx": "Báo cáo của cơ quan ban hành lên cấp trên",
    "danh-gia.docx": "Dự thảo đánh giá",
    "cong-van-giai-trinh.docx": "Công văn đề nghị giải trình",
}
"""What each paper is called."""

SAMPLES = "templates/mau/"
"""Where a new plan folder has our own templates, to be copied and changed; what lies there is not used."""
