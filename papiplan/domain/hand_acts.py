"""What officers enter by hand, as the journal and the digest name it.

Not here: at which stage an act is allowed (`lifecycle`).
"""

from enum import StrEnum


class HandAct(StrEnum):
    """An act of an officer (việc do cán bộ ghi): the `act` of its journal entry."""

    ISSUE = "issue"
    AMEND = "amend"
    UPDATE_ROSTER = "update_roster"
    CLOSE = "close"
    CANCEL = "cancel"
    HOLD = "hold"
    RELEASE = "release"
    RECEIVE = "receive"
    TYPE_IN = "type_in"
    ASSIGN_SUBMISSION = "assign_submission"
    RETURN_SUBMISSION = "return_submission"
    WAIVE_PROBLEMS = "waive_problems"
    EXTEND = "extend"
    EXEMPT = "exempt"
    LIFT_EXCEPTION = "lift_exception"
    CONFIRM_DUE_DATE = "confirm_due_date"
    RECORD_PUBLICATION = "record_publication"
    CORRECT_PUBLICATION = "correct_publication"
    RECORD_DOCUMENT = "record_document"
    RECORD_INSPECTION = "record_inspection"
    CLOSE_REMEDY = "close_remedy"
    RECORD_SUPERVISION = "record_supervision"
    RECORD_DIFFICULTY = "record_difficulty"
    ANSWER_DIFFICULTY = "answer_difficulty"
    RECORD_CALL = "record_call"
    JUDGE_TARGET = "judge_target"
    RECORD_LINKED_INDEX = "record_linked_index"
    SEND_DRAFT_SCORE = "send_draft_score"
    CONFIRM = "confirm"
    RECORD_AWARD_STEP = "record_award_step"
    APPROVE_NOTICES = "approve_notices"
    WITHDRAW_ENTRY = "withdraw_entry"

    @property
    def label(self) -> str:
        return {
            HandAct.ISSUE: "ghi nhận ban hành",
            HandAct.AMEND: "điều chỉnh kế hoạch",
            HandAct.UPDATE_ROSTER: "cập nhật đơn vị, đầu mối",
            HandAct.CLOSE: "kết thúc và lưu hồ sơ",
            HandAct.CANCEL: "kết thúc trước thời hạn",
            HandAct.HOLD: "tạm dừng kế hoạch",
            HandAct.RELEASE: "tiếp tục kế hoạch",
            HandAct.RECEIVE: "nhập hộ hồ sơ",
            HandAct.TYPE_IN: "nhập biểu thay đơn vị",
            HandAct.ASSIGN_SUBMISSION: "gán hồ sơ chưa rõ đơn vị",
            HandAct.RETURN_SUBMISSION: "trả lại hồ sơ",
            HandAct.WAIVE_PROBLEMS: "chấp nhận hồ sơ còn thiếu",
            HandAct.EXTEND: "gia hạn",
            HandAct.EXEMPT: "miễn gửi",
            HandAct.LIFT_EXCEPTION: "thôi gia hạn, thôi miễn gửi",
            HandAct.CONFIRM_DUE_DATE: "xác nhận thời hạn",
            HandAct.RECORD_PUBLICATION: "ghi nhận công bố Chỉ số",
            HandAct.CORRECT_PUBLICATION: "đính chính công bố Chỉ số",
            HandAct.RECORD_DOCUMENT: "ghi số, ngày văn bản",
            HandAct.RECORD_INSPECTION: "ghi nhận kiểm tra",
            HandAct.CLOSE_REMEDY: "xác nhận đã khắc phục",
            HandAct.RECORD_SUPERVISION: "ghi nhận giám sát, phản biện",
            HandAct.RECORD_DIFFICULTY: "ghi khó khăn, vướng mắc",
            HandAct.ANSWER_DIFFICULTY: "trả lời khó khăn, vướng mắc",
            HandAct.RECORD_CALL: "ghi nhận đã gọi điện",
            HandAct.JUDGE_TARGET: "đánh giá chỉ tiêu định tính",
            HandAct.RECORD_LINKED_INDEX: "ghi nhận chỉ số liên quan",
            HandAct.SEND_DRAFT_SCORE: "gửi đơn vị đối chiếu điểm",
            HandAct.CONFIRM: "xác nhận kết quả đánh giá",
            HandAct.RECORD_AWARD_STEP: "ghi bước khen thưởng",
            HandAct.APPROVE_NOTICES: "duyệt gửi thư",
            HandAct.WITHDRAW_ENTRY: "rút lại mục ghi nhầm",
        }[self]
