"""What is said of reviews, in Chinese and English."""

from __future__ import annotations

#: Code -> sentences.
REVIEW_WORDS: dict[str, tuple[str, str]] = {
    "review.rejected": (
        "主管没有同意这段内容，请改写后再送，或人工联系",
        "the supervisor did not approve these words; change them and ask again, or contact in person",
    ),
    "review.false_alarm": (
        "主管认为提示有误，但还没有批准发送；请再送一次复核",
        "the supervisor found the objection wrong but approved nothing yet; ask for a review again",
    ),
    "review.not_needed": (
        "这段内容不需要复核，可以直接发送",
        "the words need no review; they may be sent as they are",
    ),
    "review.rejected_before": (
        "主管已驳回过一字不差的这段内容，请改写",
        "exactly these words were rejected before; change them",
    ),
    "review.decided": ("这一条已经有人处理过", "this review was decided already"),
    "review.used": ("这次批准已经用过", "this approval was used already"),
    "review.not_found": ("没有这一条复核", "there is no such review"),
    "review.unsigned": ("没有签名，不作数", "there is no signature, so it counts for nothing"),
    "review.no_reason": ("请写明理由", "say why in a comment"),
    "review.number": (
        "意见会记入日志，请不要写卡号或证件号",
        "the comment is kept in the log: leave card and identity numbers out",
    ),
    "review.name": (
        "意见会记入日志，请不要写客户姓名",
        "the comment is kept in the log: leave the customer's name out",
    ),
    "review.no_supervisor": (
        "角色文件里没有今天有效的主管密钥，只能查看",
        "the role document names no supervisor's key that is valid today, so the queue can only be read",
    ),
    "review.key_no_supervisor": (
        "这把密钥不是主管的，没有做出决定",
        "the key is no supervisor's; nothing was decided",
    ),
    "review.no_key": (
        "没有主管密钥只能查看",
        "without a supervisor's key the queue can only be read",
    ),
}
