"""`papiplan draft`: the plan as a Word file to be signed, before there is a number or a day.

Reading only, without database and Prefect. Not here: what the paper says (`documents.papers.plan_letter`).
"""

from pathlib import Path

from papiplan.documents.papers.plan_letter import render_plan_letter
from papiplan.documents.plan_folders.plan_folder import load_plan_folder
from papiplan.documents.plan_folders.plan_paper_templates import own_template
from papiplan.domain.problems import Problem, Refused


def draft(folder: Path, output: Path | None) -> Path:
    """Write the draft of a plan folder beside it, or to `output`; where that was written.

    Raises Refused with everything that is wrong with the folder, and for a file that is there and says something else:
    somebody may have worked on it.
    """
    loaded = load_plan_folder(folder)
    if loaded.definition is None:
        raise Refused(*loaded.problems)
    content = render_plan_letter(loaded.definition, "", None, own_template(loaded.files, "ke-hoach.docx"))
    # Beside the folder, for what lies in it belongs to the plan.
    target = output or folder.resolve().with_name(f"{folder.resolve().name}-du-thao.docx")
    if target.exists() and (not target.is_file() or target.read_bytes() != content):
        how = "Ghi tên khác ở --output, hoặc chuyển tệp cũ đi chỗ khác."
        raise Refused(Problem(str(target), "đã có và khác với dự thảo này, có thể cán bộ đã sửa", how))
    if not target.parent.is_dir():
        raise Refused(Problem(str(target.parent), "không có thư mục này"))
    target.write_bytes(content)
    return target
