"""Check a plan folder before it is issued."""

from flows.running import operator_flow
from tasks import plans


@operator_flow("Kiểm tra thư mục kế hoạch")
def check(folder: str) -> tuple[str, ...]:
    """Nêu mọi chỗ thiếu, sai trong thư mục kế hoạch; trả về các lưu ý.

    Args:
        folder: Thư mục kế hoạch
    """
    return plans.take_folder(folder).warnings
