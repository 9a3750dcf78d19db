"""The board "Giải thích các nút tiếng Anh": what the UI's English words mean to an officer.

Not here: publishing it (`deployments.deploying`), nor what each act is for (`deployments/prefect.yaml`).
"""

from papiplan.documents.boards.boards import table

BUTTONS = "huong-dan-nut-bam"
"""The key of the board, one for all plans."""

TITLE = "Giải thích các nút tiếng Anh"

_MEANINGS = (
    ("Deployments → Run → **Custom run**", "nơi bấm chạy có biểu nhập; **không** bấm Quick run (chạy không nhập gì)"),
    ("**Submit**; **View run**", "gửi biểu đã nhập; mở lượt chạy vừa gửi"),
    ("**Runs**; Completed; Running; Scheduled; Pending", "các lượt chạy; xong; đang chạy; chờ đến giờ; sắp chạy"),
    ("**Late**", "lượt chạy của máy bị trễ, *không phải* đơn vị gửi chậm"),
    ("**Failed**; **Crashed**", "lượt chạy lỗi; dừng đột ngột: hệ thống tự báo, chạy lại được, không gửi trùng"),
    (
        "**Từ chối**",
        "biểu nhập có chỗ chưa đúng; không có gì thay đổi; mở thẻ **Details**, đọc câu ở **State Message**, nhập lại",
    ),
    ("**Artifacts**", "các bảng để đọc; dòng trên cùng là bản mới nhất"),
    ("Parameters; Logs; Task Runs", "nội dung đã nhập; nhật ký; các bước"),
    ("Cancel; Delete; Suspend; Pause", '**không dùng**; muốn dừng kế hoạch: chạy "29. Tạm dừng"'),
    ("Blocks; Variables; Work Pools; Concurrency; Automations", "dành cho người quản trị"),
)


def buttons_board() -> str:
    """The words on the screen, each with its meaning."""
    return f"# {TITLE}\n\n{table(('Trên màn hình', 'Nghĩa'), _MEANINGS)}"
