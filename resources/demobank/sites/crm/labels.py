"""Chinese words for stored codes, and the columns of the task list, in one place for pages and files."""

from __future__ import annotations

CHANNELS = {"wecom": "企业微信", "phone": "电话", "visit": "面访", "sms": "短信", "push": "手机银行推送"}
FORM_CHANNELS = ("wecom", "phone", "visit", "sms")
RESULTS = ("已送达", "已接通", "未接通", "有意向", "无意向", "已办理")
LINES = {"deposit": "存款", "wealth": "理财", "loan": "贷款", "card": "信用卡", "service": "服务"}
STRATEGIES = {
    "deposit-maturity": "定期存款到期",
    "wealth-maturity": "理财到期",
    "wealth-rebalance": "理财持仓检视",
    "fund-plan-stopped": "定投停扣提醒",
    "loan-settled": "贷款结清回访",
    "card-activation": "信用卡激活",
    "card-instalment": "账单分期",
    "birthday": "生日关怀",
    "churn-warning": "流失预警",
    "new-wealth": "新发理财",
}

#: key of the task in JSON -> heading in files
COLUMNS = {
    "task_id": "任务编号",
    "business_date": "业务日期",
    "rm_id": "客户经理工号",
    "rm_name": "客户经理",
    "branch": "网点",
    "customer_id": "客户号",
    "customer_name": "客户姓名",
    "title": "称谓",
    "external_id": "外部联系人ID",
    "remark": "企微备注",
    "tag": "企微标签",
    "tier": "客户层级",
    "aum": "管理资产",
    "account_masked": "账号",
    "channel": "渠道",
    "strategy": "策略",
    "step": "步骤",
    "product_line": "产品线",
    "product_code": "产品代码",
    "product_name": "产品名称",
    "product_risk": "产品风险等级",
    "product_rate": "业绩比较基准",
    "maturing_amount": "到期金额",
    "maturity_date": "到期日",
    "customer_risk": "客户风险等级",
    "risk_rated_on": "评级日期",
    "consents": "授权渠道",
    "opted_out": "退订",
    "talk_track": "话术编号",
    "due_at": "截止时间",
    "reasons": "推荐理由",
    "last_contact_on": "最近联系",
    "contacts_this_month": "本月触达",
    "holdings": "持仓",
    "contact_history": "联系记录",
}
