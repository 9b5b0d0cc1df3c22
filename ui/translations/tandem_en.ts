<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AccountsCard</name>
    <message>
        <source>账号</source>
        <extracomment>Columns that show a state.</extracomment>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>保存到系统钥匙串</source>
        <translation>Save to system keyring</translation>
    </message>
    <message>
        <source>测试登录</source>
        <translation>Test login</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>网站</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>用途</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>用户名</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>上次测试</source>
        <translation>Last test</translation>
    </message>
    <message>
        <source>密码只存在系统钥匙串里，窗口和日志里都不保存，也不会再显示</source>
        <translation>Passwords live in the system keyring only; neither this window nor a log keeps them, and they are never shown again</translation>
    </message>
    <message>
        <source>输入时不显示</source>
        <translation>Not shown while typing</translation>
    </message>
    <message>
        <source>用户名(&amp;U)</source>
        <translation>&amp;User name</translation>
    </message>
    <message>
        <source>密码(&amp;W)</source>
        <translation>Pass&amp;word</translation>
    </message>
    <message>
        <source>正在保存…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>正在登录 {site}…</source>
        <translation>Logging in to {site}…</translation>
    </message>
    <message>
        <source>确认删除</source>
        <translation>Confirm delete</translation>
    </message>
    <message>
        <source>还没有接入网站，所以没有账号可设；请银行的工程师先登记网站</source>
        <translation>No site is set up, so there is no account to store; the bank&apos;s engineer registers sites first</translation>
    </message>
    <message>
        <source>已保存。建议现在测试登录</source>
        <translation>Saved. Test the login now</translation>
    </message>
    <message>
        <source>已从钥匙串删除</source>
        <translation>Deleted from the keyring</translation>
    </message>
    <message>
        <source>已存入</source>
        <translation>Stored</translation>
    </message>
    <message>
        <source>未设置</source>
        <translation>Not set</translation>
    </message>
    <message>
        <source>未测试</source>
        <translation>Not tested</translation>
    </message>
</context>
<context>
    <name>ActionKeyButton</name>
    <message>
        <source>{first} 或 {second}（窗口在前时）。托盘菜单和终端的 tandem stop 随时有效</source>
        <translation>{first} or {second} while this window is in front. The tray menu and `tandem stop` in a terminal always work</translation>
    </message>
</context>
<context>
    <name>AttentionCard</name>
    <message>
        <source>需要您处理 {count}</source>
        <extracomment>More than this many are counted, not listed. Act -&gt; (icon of the row, token). Reasons of an unknown outcome and of nothing else; the list may learn of it later than this card. Attention, act</extracomment>
        <translation>Needs you: {count}</translation>
    </message>
    <message>
        <source>没有事情在等您</source>
        <translation>Nothing waits for you</translation>
    </message>
    <message numerus="yes">
        <source>另有 %n 件</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message>
        <source>消息已送达，联系记录没有登记</source>
        <translation>Message delivered; its contact record is missing</translation>
    </message>
    <message>
        <source>已等待 {time}</source>
        <translation>waiting for {time}</translation>
    </message>
    <message>
        <source>去登录</source>
        <translation>Log in</translation>
    </message>
    <message>
        <source>已换回，恢复</source>
        <translation>Switched back, resume</translation>
    </message>
    <message>
        <source>确认结果</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>现在运行</source>
        <translation>Run now</translation>
    </message>
    <message>
        <source>处理</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>{what}。请在网站换回本人账号，再恢复发送</source>
        <translation>{what}. Switch the site back to your own account, then resume</translation>
    </message>
    <message>
        <source>已换回，恢复</source>
        <translation>Switched back, resume</translation>
    </message>
    <message>
        <source>{sites} 有一条消息结果未知，核对之前不再向它发送</source>
        <translation>{sites}: the result of one message is unknown; nothing more is sent there until it is settled</translation>
    </message>
    <message>
        <source>现在核对</source>
        <translation>Settle now</translation>
    </message>
    <message>
        <source>去登录</source>
        <translation>Log in</translation>
    </message>
    <message>
        <source>{sites} 没有响应；发给它的消息先留着，恢复后再发</source>
        <translation>{sites} does not answer; its messages wait and go out when it is back</translation>
    </message>
    <message>
        <source>您正在操作机器人的浏览器，机器人已让开。交还后它先核对页面，再继续</source>
        <translation>You are working in the robot&apos;s browser, and it keeps clear. Handed back, it checks the page first, then goes on</translation>
    </message>
    <message>
        <source>交还</source>
        <translation>Hand back</translation>
    </message>
    <message>
        <source>已急停，不再发送任何消息</source>
        <translation>Stopped; nothing is sent any more</translation>
    </message>
    <message>
        <source>{by} 于 {time} 按下</source>
        <translation>by {by} at {time}</translation>
    </message>
    <message>
        <source>解除急停</source>
        <translation>Release stop</translation>
    </message>
</context>
<context>
    <name>CapsCard</name>
    <message>
        <source>发送量与上限</source>
        <translation>Sends against caps</translation>
    </message>
    <message>
        <source>没有发送</source>
        <translation>Nothing was sent</translation>
    </message>
</context>
<context>
    <name>ChangeParts</name>
    <message>
        <source>这条话术的检查结果</source>
        <extracomment>Characters that stand in one line beside their name. How lint begins its advice where there is an approved wording. Values that are codes themselves, and what names them.</extracomment>
        <translation>What lint says of this talk track</translation>
    </message>
    <message>
        <source>今日清单中未结束的任务 {tasks} 条，涉及 {customers} 位客户</source>
        <translation>{tasks} open tasks of today&apos;s list, {customers} customers</translation>
    </message>
    <message>
        <source>{touched}，将没有话术可用</source>
        <translation>{touched}; they would be left without a talk track</translation>
    </message>
    <message>
        <source>内容改了，版本号没有提高</source>
        <translation>Changed without a higher version number</translation>
    </message>
    <message>
        <source>改了什么</source>
        <translation>What changes</translation>
    </message>
    <message>
        <source>改后的样子</source>
        <translation>How it will read</translation>
    </message>
    <message>
        <source>删除前的样子</source>
        <translation>How it reads now</translation>
    </message>
    <message>
        <source>整个文件</source>
        <translation>The whole file</translation>
    </message>
    <message>
        <source>整个文件不再有</source>
        <translation>The whole file is gone</translation>
    </message>
    <message numerus="yes">
        <source>还有 %n 处没有列出，请用 tandem release diff 查看</source>
        <translation>
            <numerusform>%n more is not listed; see tandem release diff</numerusform>
            <numerusform>%n more are not listed; see tandem release diff</numerusform>
        </translation>
    </message>
    <message>
        <source>（无）</source>
        <translation>(none)</translation>
    </message>
    <message>
        <source>{head}，原为 {before}，改为 {after}</source>
        <translation>{head}, was {before}, becomes {after}</translation>
    </message>
    <message>
        <source>错误</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>提示</source>
        <translation>Hint</translation>
    </message>
    <message>
        <source>{file} 第 {line} 行</source>
        <translation>{file} line {line}</translation>
    </message>
    <message>
        <source>原文</source>
        <translation>The line</translation>
    </message>
    <message>
        <source>发现</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>建议</source>
        <translation>Advice</translation>
    </message>
    <message>
        <source>换一种说法</source>
        <translation>say it another way</translation>
    </message>
    <message>
        <source>只有注释或格式变了，没有值的变化</source>
        <translation>Only comments or layout changed, and no value</translation>
    </message>
</context>
<context>
    <name>ChecksCard</name>
    <message>
        <source>校验</source>
        <translation>Checks</translation>
    </message>
    <message>
        <source>联系台账</source>
        <translation>Contact ledger</translation>
    </message>
    <message>
        <source>操作日志</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>凭什么确认</source>
        <translation>Proved by</translation>
    </message>
    <message>
        <source>最慢的一步</source>
        <translation>Slowest step</translation>
    </message>
</context>
<context>
    <name>ChoiceRow</name>
    <message>
        <source>暂缓到</source>
        <extracomment>question code, answer code A time was typed.</extracomment>
        <translation>Snooze until</translation>
    </message>
    <message>
        <source>暂缓到此时</source>
        <translation>Snooze until then</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>ComplianceStrip</name>
    <message>
        <source>替换为「{words}」</source>
        <translation>Replace with “{words}”</translation>
    </message>
    <message numerus="yes">
        <source>另有 %n 处提示，按 F8 逐处查看</source>
        <extracomment>Findings shown at once where there is room; the others are a key away. Characters of an approved wording on its button; the hint has the whole. Number of the finding whose approved wording is wanted.</extracomment>
        <translation>
            <numerusform>%n more hint; F8 goes through them</numerusform>
            <numerusform>%n more hints; F8 goes through them</numerusform>
        </translation>
    </message>
    <message>
        <source>依据 {law}</source>
        <translation>Source {law}</translation>
    </message>
    <message>
        <source>恢复原文「{words}」</source>
        <translation>Restore “{words}”</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>{day}（%n 天后）</source>
        <extracomment>Less than this is under a minute, in seconds; more minutes than that are said in hours.</extracomment>
        <translation>
            <numerusform>{day} (in %n day)</numerusform>
            <numerusform>{day} (in %n days)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{day}（已过 %n 天）</source>
        <translation>
            <numerusform>{day} (%n day ago)</numerusform>
            <numerusform>{day} (%n days ago)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 天前</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 分钟</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 分钟前</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 秒</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerCard</name>
    <message>
        <source>为什么是今天</source>
        <translation>Why today</translation>
    </message>
    <message>
        <source>{channel}已授权</source>
        <translation>{channel} agreed</translation>
    </message>
    <message>
        <source>{channel}未授权</source>
        <translation>{channel} not agreed</translation>
    </message>
    <message>
        <source>管理资产</source>
        <translation>Assets</translation>
    </message>
    <message>
        <source>到期金额</source>
        <translation>Maturing</translation>
    </message>
    <message>
        <source>到期日</source>
        <translation>Matures</translation>
    </message>
    <message>
        <source>最近联系</source>
        <translation>Last contact</translation>
    </message>
    <message>
        <source>本月触达</source>
        <translation>This month</translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>批准</source>
        <extracomment>Decisions that say nothing without a reason.</extracomment>
        <translation>Approve</translation>
    </message>
    <message>
        <source>驳回</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>误报</source>
        <translation>False alarm</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Escalate</translation>
    </message>
    <message>
        <source>意见</source>
        <extracomment>Decision</extracomment>
        <translation>Comment</translation>
    </message>
    <message>
        <source>意见（驳回和上报须写明理由；会记入日志）</source>
        <translation>Comment (reject and escalate want a reason; kept in the log)</translation>
    </message>
</context>
<context>
    <name>DigestPage</name>
    <message>
        <source>今晨报告</source>
        <extracomment>What changes while the page is looked at is read so often at most, in milliseconds. Site that somebody must log in to. Attention of what only a person can say.</extracomment>
        <translation>Morning digest</translation>
    </message>
    <message>
        <source>模拟时间</source>
        <translation>Simulated time</translation>
    </message>
    <message>
        <source>打开为网页</source>
        <translation>Open as page</translation>
    </message>
</context>
<context>
    <name>DigestWords</name>
    <message>
        <source>绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>红</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>一切正常，无需处理</source>
        <translation>All is well; nothing needs you</translation>
    </message>
    <message>
        <source>有事项等您处理，没有发错、没有重发的迹象</source>
        <translation>Something waits for you; no sign of a wrong or doubled message</translation>
    </message>
    <message>
        <source>有结果须立即核对</source>
        <translation>Something must be checked now</translation>
    </message>
    <message>
        <source>打开任务</source>
        <translation>Open task</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Log in</translation>
    </message>
    <message>
        <source>核对</source>
        <translation>Reconcile</translation>
    </message>
    <message>
        <source>确认结果</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>企业微信</source>
        <translation>WeCom</translation>
    </message>
    <message>
        <source>CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <source>{site}：另一登录读取已发送列表</source>
        <translation>{site}: list of sent messages, read by a second login</translation>
    </message>
    <message>
        <source>{site}：重新登录后读取聊天记录</source>
        <translation>{site}: the conversation, read by a new login</translation>
    </message>
    <message>
        <source>{site}：重新载入后读取聊天记录</source>
        <translation>{site}: the conversation, read after a reload</translation>
    </message>
    <message>
        <source>{site}：另一登录读取联系记录页</source>
        <translation>{site}: records page, read by a second login</translation>
    </message>
    <message>
        <source>编号不连续</source>
        <translation>the numbering has a gap</translation>
    </message>
    <message>
        <source>与上一条不相接</source>
        <translation>it does not follow from the record before</translation>
    </message>
    <message>
        <source>记录头与指纹不符</source>
        <translation>its header does not match its hash</translation>
    </message>
    <message>
        <source>内容与记录头不符</source>
        <translation>its content does not match its header</translation>
    </message>
    <message>
        <source>记录无法读取</source>
        <translation>it cannot be read</translation>
    </message>
    <message>
        <source>机器人没有运行</source>
        <translation>the robot was not running</translation>
    </message>
    <message>
        <source>电脑处于睡眠</source>
        <translation>the computer was asleep</translation>
    </message>
    <message>
        <source>急停未解除</source>
        <translation>the stop was engaged</translation>
    </message>
    <message>
        <source>运行被拒绝</source>
        <translation>the run was refused</translation>
    </message>
    <message>
        <source>定时运行未开启</source>
        <translation>The schedule is off</translation>
    </message>
    <message>
        <source>节假日历已到期，请更新</source>
        <translation>The holiday calendar has ended; update it</translation>
    </message>
    <message>
        <source>节假日历即将到期</source>
        <translation>The holiday calendar ends soon</translation>
    </message>
    <message>
        <source>还没有可以汇报的运行</source>
        <translation>There is no run to report yet</translation>
    </message>
    <message>
        <source>计划 {at} 的运行没有开始：{why}</source>
        <translation>The run planned for {at} did not start: {why}</translation>
    </message>
    <message>
        <source>日志校验未通过</source>
        <translation>The journal does not verify</translation>
    </message>
    <message numerus="yes">
        <source>%n 条消息记到了别的客户名下</source>
        <translation>
            <numerusform>%n message filed under another customer</numerusform>
            <numerusform>%n messages filed under another customer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 条消息在网站里重复</source>
        <translation>
            <numerusform>%n message doubled on the site</numerusform>
            <numerusform>%n messages doubled on the site</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 条结果未知</source>
        <translation>
            <numerusform>%n unknown outcome</numerusform>
            <numerusform>%n unknown outcomes</numerusform>
        </translation>
    </message>
    <message>
        <source>计划的运行没有按时开始</source>
        <translation>The planned run did not start</translation>
    </message>
    <message numerus="yes">
        <source>%n 件事需要您处理</source>
        <translation>
            <numerusform>%n thing needs you</numerusform>
            <numerusform>%n things need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 条没有发成</source>
        <translation>
            <numerusform>%n not sent</numerusform>
            <numerusform>%n not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 条仍在等待</source>
        <translation>
            <numerusform>%n still waiting</numerusform>
            <numerusform>%n still waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>台账有 %n 条未核实</source>
        <translation>
            <numerusform>%n unsettled in the ledger</numerusform>
            <numerusform>%n unsettled in the ledger</numerusform>
        </translation>
    </message>
    <message>
        <source>{day} · 没有运行</source>
        <translation>{day} · did not run</translation>
    </message>
    <message>
        <source>{day} · {time} 开始</source>
        <translation>{day} · since {time}</translation>
    </message>
    <message>
        <source>消息已送达，联系记录没有登记</source>
        <translation>The message arrived; its contact record was not written</translation>
    </message>
    <message numerus="yes">
        <source>{name} 等 %n 位客户</source>
        <translation>
            <numerusform>{name}, %n customer</numerusform>
            <numerusform>{name} and others, %n customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 位客户</source>
        <translation>
            <numerusform>%n customer</numerusform>
            <numerusform>%n customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 条在等它</source>
        <translation>
            <numerusform>%n waits for it</numerusform>
            <numerusform>%n wait for it</numerusform>
        </translation>
    </message>
    <message>
        <source>前 {runs} 次中有 {n} 次</source>
        <translation>In {n} of {runs} runs</translation>
    </message>
    <message numerus="yes">
        <source>与前 %n 次运行比较</source>
        <translation>
            <numerusform>Against the last %n run</numerusform>
            <numerusform>Against the last %n runs</numerusform>
        </translation>
    </message>
    <message>
        <source>首次运行，无从比较</source>
        <translation>First run, nothing to compare with</translation>
    </message>
    <message>
        <source>{sent} 条 · 未设上限</source>
        <translation>{sent} · no cap</translation>
    </message>
    <message>
        <source>没有未核实，没有重复</source>
        <translation>Nothing unsettled, nothing doubled</translation>
    </message>
    <message>
        <source>未核实 {unsettled} · 重复 {doubled} · 错投 {misdirected}</source>
        <translation>{unsettled} unsettled · {doubled} doubled · {misdirected} misdirected</translation>
    </message>
    <message>
        <source>第 {seq} 条有误：{why}</source>
        <translation>Record {seq} is bad: {why}</translation>
    </message>
    <message>
        <source>最近 {n} 条首尾相接，共 {all} 条</source>
        <translation>The newest {n} of {all} records are whole</translation>
    </message>
    <message>
        <source>{n} 条首尾相接</source>
        <translation>{n} records, whole</translation>
    </message>
    <message>
        <source>{site} · {step} · 平均 {ms} 毫秒</source>
        <translation>{site} · {step} · {ms} ms in the mean</translation>
    </message>
    <message>
        <source>未安排</source>
        <translation>None planned</translation>
    </message>
</context>
<context>
    <name>DrawDialog</name>
    <message>
        <source>抽样</source>
        <extracomment>Workdays up to today that are offered. Workdays: how large would it be? Workdays: draw.</extracomment>
        <translation>Draw a sample</translation>
    </message>
    <message>
        <source>抽哪些由刚签名的日志头决定，谁也不能挑；谁、何时、抽了哪几天都会记入日志。抽中的记录会出现在“待我复核”里，看完才能再抽同样的几天。</source>
        <translation>The newly signed head of the log decides which are drawn; nobody can choose. Who drew, when and over which days is logged. What was drawn appears in “To look at”; the same days can be drawn from again once it is looked at.</translation>
    </message>
    <message>
        <source>抽样并记入日志</source>
        <translation>Draw and log it</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>哪几天的发送</source>
        <translation>Sends of which days</translation>
    </message>
    <message>
        <source>正在计算…</source>
        <translation>Counting…</translation>
    </message>
</context>
<context>
    <name>EndingsCard</name>
    <message>
        <source>最近结果</source>
        <translation>Latest results</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
</context>
<context>
    <name>EngineCard</name>
    <message>
        <source>设置项</source>
        <translation>Setting</translation>
    </message>
    <message>
        <source>值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>机器人设置</source>
        <translation>Robot settings</translation>
    </message>
    <message>
        <source>新的值</source>
        <translation>New value</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>由银行的策略锁定，在这里只能查看</source>
        <translation>Locked by the bank&apos;s policy; shown here only</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>再试一次</source>
        <extracomment>Escape.</extracomment>
        <translation>Try again</translation>
    </message>
    <message>
        <source>记录的内容与证明</source>
        <translation>What the record says, and its proof</translation>
    </message>
    <message>
        <source>没有选中的记录</source>
        <translation>No record is chosen</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>读不到这条记录</source>
        <translation>This record cannot be read</translation>
    </message>
</context>
<context>
    <name>ExampleBox</name>
    <message>
        <source>示例</source>
        <extracomment>Digits that choose a variant.</extracomment>
        <translation>Example</translation>
    </message>
    <message>
        <source>银行数据</source>
        <translation>Bank&apos;s data</translation>
    </message>
    <message>
        <source>必须出现的句子</source>
        <translation>Required sentence</translation>
    </message>
    <message>
        <source>客户经理填写</source>
        <translation>Written by the manager</translation>
    </message>
    <message>
        <source>客户与金额为虚构</source>
        <translation>Invented customer</translation>
    </message>
    <message>
        <source>版本 {key} {label}</source>
        <translation>Variant {key} {label}</translation>
    </message>
    <message>
        <source>{n} / {most} 字</source>
        <translation>{n} / {most} characters</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>导出日志</source>
        <extracomment>Kind of file -&gt; ending. Rows that are written at most unless another number is typed, and at most at all. A file of some kinds holds fewer. path, kind, limit, reason</extracomment>
        <translation>Export the log</translation>
    </message>
    <message>
        <source>证据包</source>
        <translation>Evidence bundle</translation>
    </message>
    <message>
        <source>选择…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>选择保存的位置</source>
        <translation>Choose where to save</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>最多行数</source>
        <translation>At most rows</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>为什么导出（至少 4 个字，会记入日志）</source>
        <translation>Why it is exported (at least 4 characters; logged)</translation>
    </message>
    <message>
        <source>内容按您的角色遮盖；每页和每个文件都带水印：谁、何时、为什么。</source>
        <translation>Masked for your role; every page and file is watermarked with who, when and why.</translation>
    </message>
    <message>
        <source>已导出 {rows} 行：{path}
{size} KB · SHA-256 {hash}</source>
        <translation>{rows} rows exported: {path}
{size} KB · SHA-256 {hash}</translation>
    </message>
    <message>
        <source>没有导出：{why}</source>
        <translation>Nothing was exported: {why}</translation>
    </message>
    <message>
        <source>一行一条，防公式注入；任何表格软件都能打开。</source>
        <translation>One record a line, safe from formulas; any spreadsheet opens it.</translation>
    </message>
    <message>
        <source>带表头、筛选和水印的工作簿。</source>
        <translation>A workbook with headings, filters and watermark.</translation>
    </message>
    <message>
        <source>供打印和归档，每页带水印。</source>
        <translation>For print and archive, every page watermarked.</translation>
    </message>
    <message>
        <source>日志、检查点、画面和清单；在别处也能用 tandem journal verify 校验。</source>
        <translation>Log, checkpoints, pictures and manifest; tandem journal verify checks it elsewhere too.</translation>
    </message>
    <message>
        <source>正在写文件…</source>
        <translation>Writing the file…</translation>
    </message>
</context>
<context>
    <name>FacetChips</name>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>产品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>用途</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>敏感</source>
        <translation>Level</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>这一条</source>
        <translation>This record</translation>
    </message>
    <message>
        <source>规则与话术</source>
        <translation>Rule and talk track</translation>
    </message>
    <message>
        <source>链上位置</source>
        <translation>Place in the chain</translation>
    </message>
    <message>
        <source>标记与意见</source>
        <translation>Marks and comments</translation>
    </message>
    <message>
        <source>记录内容（已遮盖）</source>
        <translation>Payload (masked)</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>{title} · 第 {version} 版 · {track}</source>
        <translation>{title} · v{version} · {track}</translation>
    </message>
    <message>
        <source>话术</source>
        <translation>Talk track</translation>
    </message>
    <message>
        <source>文本哈希</source>
        <translation>Text hash</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} ms</translation>
    </message>
    <message>
        <source>异常</source>
        <translation>Anomaly</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Log of</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>运行</source>
        <translation>Run</translation>
    </message>
    <message>
        <source>站点</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>任务</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>耗时</source>
        <translation>Took</translation>
    </message>
    <message>
        <source>（意见已密封，本账号打不开）</source>
        <translation>(the comment is sealed; this account cannot open it)</translation>
    </message>
    <message>
        <source>{by} · {when} · 记录 #{seq}</source>
        <translation>{by} · {when} · record #{seq}</translation>
    </message>
    <message>
        <source>第 {seq} 条，共 {records} 条</source>
        <translation>Record {seq} of {records}</translation>
    </message>
    <message>
        <source>哈希、记录头与内容相符</source>
        <translation>Hash, header and payload fit</translation>
    </message>
    <message>
        <source>哈希、记录头与内容不相符</source>
        <translation>Hash, header and payload do not fit</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>哈希</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>前一条</source>
        <translation>Before it</translation>
    </message>
    <message>
        <source>本条</source>
        <translation>Itself</translation>
    </message>
    <message>
        <source>检查点</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>锚定</source>
        <translation>Anchor</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Payload</translation>
    </message>
    <message>
        <source>已依法删除，链没有断</source>
        <translation>Erased lawfully; the chain holds</translation>
    </message>
</context>
<context>
    <name>FailuresCard</name>
    <message>
        <source>未能确认的原因</source>
        <translation>Why others are not confirmed</translation>
    </message>
    <message>
        <source>全部确认送达</source>
        <translation>All confirmed</translation>
    </message>
    <message numerus="yes">
        <source>另有 %n 种</source>
        <translation>
            <numerusform>And %n more kind</numerusform>
            <numerusform>And %n more kinds</numerusform>
        </translation>
    </message>
    <message>
        <source>新</source>
        <translation>New</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>zh</source>
        <translation>en</translation>
    </message>
    <message>
        <source>{value} 亿</source>
        <translation>{value}×10⁸</translation>
    </message>
    <message>
        <source>{value} 万</source>
        <translation>{value}×10⁴</translation>
    </message>
    <message>
        <source>M月d日 dddd</source>
        <translation>dddd d MMMM</translation>
    </message>
    <message>
        <source>{day}（今天）</source>
        <translation>{day} (today)</translation>
    </message>
    <message>
        <source>从未</source>
        <translation>never</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>today</translation>
    </message>
    <message>
        <source>不到 1 分钟</source>
        <translation>under a minute</translation>
    </message>
    <message>
        <source>{hours} 小时</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>{seconds} 秒前</source>
        <translation>{seconds} s ago</translation>
    </message>
</context>
<context>
    <name>FiguresCard</name>
    <message>
        <source>计划</source>
        <translation>Planned</translation>
    </message>
    <message>
        <source>已确认送达</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>规则拒绝</source>
        <translation>Refused by rule</translation>
    </message>
    <message>
        <source>没有发成</source>
        <translation>Not sent</translation>
    </message>
    <message>
        <source>等待</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>结果未知</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>另有电话 {n}</source>
        <translation>Calls besides: {n}</translation>
    </message>
    <message>
        <source>平台拒绝 {n}</source>
        <translation>By platform {n}</translation>
    </message>
    <message>
        <source>发送前停下 {n}</source>
        <translation>Halted {n}</translation>
    </message>
    <message>
        <source>待人工 {n}</source>
        <translation>For a person {n}</translation>
    </message>
    <message>
        <source>未开始 {n}</source>
        <translation>Not begun {n}</translation>
    </message>
</context>
<context>
    <name>FilmStrip</name>
    <message>
        <source>步骤，方向键选择</source>
        <extracomment>Number of a step.</extracomment>
        <translation>Steps; the arrow keys choose</translation>
    </message>
    <message>
        <source>第 {number} 步，共 {count} 步：{step}</source>
        <translation>Step {number} of {count}: {step}</translation>
    </message>
    <message>
        <source>这条记录没有步骤可以播放</source>
        <translation>This record has no steps to play</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>筛选</source>
        <extracomment>Rows that can be seen of the longer list. facet, value</extracomment>
        <translation>Filter</translation>
    </message>
    <message>
        <source>筛选项</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>取值</source>
        <translation>Values</translation>
    </message>
    <message>
        <source>清除全部筛选</source>
        <translation>Clear all filters</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>已选</source>
        <translation>chosen</translation>
    </message>
    <message>
        <source>正在计数…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>当前结果里没有这一项</source>
        <translation>The result has none of these</translation>
    </message>
    <message>
        <source>结果很多，计数取自其中最新的部分</source>
        <translation>Many hits: counted over the newest of them</translation>
    </message>
    <message>
        <source>空格或 Enter 选择，← → 换列，Esc 关闭</source>
        <translation>Space or Enter chooses, ← → other column, Esc closes</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>按时间的记录数，方向键选择时段，Esc 取消</source>
        <extracomment>Height of the bars and of the dates below them, in device-independent pixels. A day of a date needs so much room, in digits. A pointer that moved less than this clicked, in pixels. A pair of datetimes, or None for the whole time.</extracomment>
        <translation>Records over time; the arrow keys choose, Escape clears</translation>
    </message>
    <message>
        <source>全部时间</source>
        <translation>All time</translation>
    </message>
    <message>
        <source>{begin} 至 {end}</source>
        <translation>{begin} to {end}</translation>
    </message>
    <message>
        <source>{when}  {total} 条，异常 {bad} 条</source>
        <translation>{when}  {total} records, {bad} anomalies</translation>
    </message>
    <message>
        <source>没有记录</source>
        <translation>No records</translation>
    </message>
</context>
<context>
    <name>HoldCard</name>
    <message>
        <source>机器人重启过，这条没有发出</source>
        <extracomment>How often the seconds are drawn anew, in milliseconds. More than this many are counted, not listed.</extracomment>
        <translation>The robot restarted; this was not sent</translation>
    </message>
    <message>
        <source>查看并发送</source>
        <translation>Look and send</translation>
    </message>
    <message>
        <source>查看并发送：{name}</source>
        <translation>Look and send: {name}</translation>
    </message>
    <message>
        <source>撤销 Z</source>
        <translation>Undo Z</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>撤销发送：{name}</source>
        <translation>Undo send: {name}</translation>
    </message>
    <message>
        <source>{name}，{left}后发送</source>
        <translation>{name}, sent in {left}</translation>
    </message>
</context>
<context>
    <name>HoldStack</name>
    <message numerus="yes">
        <source>另有 %n 条在倒计时</source>
        <translation>
            <numerusform>%n more counting down</numerusform>
            <numerusform>%n more counting down</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Intents</name>
    <message>
        <source>没有选中的记录</source>
        <translation>No record is chosen</translation>
    </message>
    <message>
        <source>导入日志包</source>
        <translation>Import a bundle</translation>
    </message>
    <message>
        <source>日志包 (*.zip)</source>
        <translation>Bundles (*.zip)</translation>
    </message>
    <message>
        <source>正在校验并导入 {name}…</source>
        <translation>Verifying and importing {name}…</translation>
    </message>
    <message>
        <source>#{seq} {mark}，已记入日志</source>
        <translation>#{seq} {mark}; logged</translation>
    </message>
    <message>
        <source>已导入 {name}</source>
        <translation>Imported {name}</translation>
    </message>
    <message>
        <source>#{seq} 没有标记：{why}</source>
        <translation>#{seq} was not marked: {why}</translation>
    </message>
    <message>
        <source>意见没有记下：{why}</source>
        <translation>The comment was not kept: {why}</translation>
    </message>
    <message>
        <source>没有导入：{why}；原有的日志没有改动</source>
        <translation>Nothing was imported: {why}; the logs here are unchanged</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>打开主管密钥</source>
        <translation>Open the supervisor&apos;s key</translation>
    </message>
    <message>
        <source>选择…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>打开密钥</source>
        <translation>Open key</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>每个决定都用您自己的密钥签名，机器人据此核对是谁做的。</source>
        <translation>Every decision is signed with your own key, so that the robot can tell who made it.</translation>
    </message>
    <message>
        <source>密钥文件</source>
        <translation>Key file</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>选择密钥文件</source>
        <translation>Choose the key file</translation>
    </message>
    <message>
        <source>只在本窗口的内存里保留到关闭窗口；口令不保存，也不交给机器人。</source>
        <translation>Kept in this window&apos;s memory until it is closed; the passphrase is neither stored nor given to the robot.</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>普通</source>
        <translation>Mass</translation>
    </message>
    <message>
        <source>金卡</source>
        <translation>Gold</translation>
    </message>
    <message>
        <source>白金</source>
        <translation>Platinum</translation>
    </message>
    <message>
        <source>钻石</source>
        <translation>Diamond</translation>
    </message>
    <message>
        <source>私行</source>
        <translation>Private</translation>
    </message>
    <message>
        <source>企业微信</source>
        <translation>WeCom</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>短信</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>手机银行</source>
        <translation>Mobile bank</translation>
    </message>
    <message>
        <source>远程银行</source>
        <translation>Remote bank</translation>
    </message>
    <message>
        <source>机器人空闲</source>
        <translation>Robot idle</translation>
    </message>
    <message>
        <source>运行中</source>
        <translation>Running</translation>
    </message>
    <message>
        <source>已暂停</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>需要您处理</source>
        <translation>Needs you</translation>
    </message>
    <message>
        <source>已急停</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>出错</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>已确认送达</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>规则拒绝</source>
        <translation>Refused by rule</translation>
    </message>
    <message>
        <source>平台拒绝</source>
        <translation>Refused by platform</translation>
    </message>
    <message>
        <source>发送前停下</source>
        <translation>Halted before sending</translation>
    </message>
    <message>
        <source>待人工</source>
        <translation>Needs a person</translation>
    </message>
    <message>
        <source>结果未知</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>核对规则</source>
        <translation>Check the rules</translation>
    </message>
    <message>
        <source>生成话术</source>
        <translation>Render the text</translation>
    </message>
    <message>
        <source>登记意图</source>
        <translation>Note the intent</translation>
    </message>
    <message>
        <source>打开客户</source>
        <translation>Open the customer</translation>
    </message>
    <message>
        <source>面访</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>存款</source>
        <translation>Deposit</translation>
    </message>
    <message>
        <source>理财与基金</source>
        <translation>Wealth and funds</translation>
    </message>
    <message>
        <source>贷款</source>
        <translation>Loan</translation>
    </message>
    <message>
        <source>信用卡</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>服务</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>客户称呼</source>
        <translation>Customer&apos;s name</translation>
    </message>
    <message>
        <source>客户经理</source>
        <translation>Relationship manager</translation>
    </message>
    <message>
        <source>支行</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>产品名称</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>风险等级</source>
        <translation>Risk grade</translation>
    </message>
    <message>
        <source>存款利率</source>
        <translation>Deposit rate</translation>
    </message>
    <message>
        <source>业绩比较基准</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>通话时间</source>
        <translation>Time of call</translation>
    </message>
    <message>
        <source>汉字、数字和中文标点</source>
        <translation>Chinese characters, digits and Chinese punctuation</translation>
    </message>
    <message>
        <source>汉字和数字</source>
        <translation>Chinese characters and digits</translation>
    </message>
    <message>
        <source>时间，如今天下午3点</source>
        <translation>a time, in Chinese</translation>
    </message>
    <message>
        <source>您正在操作</source>
        <translation>You are working</translation>
    </message>
    <message>
        <source>核对客户身份</source>
        <translation>Prove who it is</translation>
    </message>
    <message>
        <source>填写内容</source>
        <translation>Fill in the text</translation>
    </message>
    <message>
        <source>回读比对</source>
        <translation>Read it back</translation>
    </message>
    <message>
        <source>发送前复核</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>发送</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>页面回显</source>
        <translation>Page&apos;s echo</translation>
    </message>
    <message>
        <source>独立会话查证</source>
        <translation>Ask the witness</translation>
    </message>
    <message>
        <source>登记联系记录</source>
        <translation>Record the contact</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>中断，没有登记</source>
        <translation>Broken off; no record</translation>
    </message>
    <message>
        <source>提交结果不明，稍后再查</source>
        <translation>Not clear whether it was taken; will be looked up</translation>
    </message>
    <message>
        <source>页面没有回显，等独立查证</source>
        <translation>The page did not say; the witness will</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>进行中</source>
        <translation>Under way</translation>
    </message>
    <message>
        <source>未通过</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>未开始</source>
        <translation>Not begun</translation>
    </message>
    <message>
        <source>等待中</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>点击前画面</source>
        <translation>Picture before the click</translation>
    </message>
    <message>
        <source>点击后画面</source>
        <translation>Picture after the click</translation>
    </message>
    <message>
        <source>本步后暂停</source>
        <translation>Pausing after this step</translation>
    </message>
    <message>
        <source>正在停止</source>
        <translation>Stopping</translation>
    </message>
    <message>
        <source>已结束</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>现在不合适</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>人不对</source>
        <translation>Wrong person</translation>
    </message>
    <message>
        <source>已处理</source>
        <translation>Handled</translation>
    </message>
    <message>
        <source>客户不愿意</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>已接通</source>
        <translation>Reached</translation>
    </message>
    <message>
        <source>有意向</source>
        <translation>Interested</translation>
    </message>
    <message>
        <source>未接</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>约定再打</source>
        <translation>Call back</translation>
    </message>
    <message>
        <source>已拒绝</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>谨慎</source>
        <translation>cautious</translation>
    </message>
    <message>
        <source>稳健</source>
        <translation>steady</translation>
    </message>
    <message>
        <source>平衡</source>
        <translation>balanced</translation>
    </message>
    <message>
        <source>进取</source>
        <translation>growth</translation>
    </message>
    <message>
        <source>激进</source>
        <translation>bold</translation>
    </message>
    <message>
        <source>机器人操作</source>
        <translation>Robot</translation>
    </message>
    <message>
        <source>独立查证</source>
        <translation>Witness</translation>
    </message>
    <message>
        <source>接口取数</source>
        <translation>API</translation>
    </message>
    <message>
        <source>默认</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>本人设置</source>
        <translation>Yours</translation>
    </message>
    <message>
        <source>策略锁定</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>未评级</source>
        <extracomment>Steps that every message passes, in order.</extracomment>
        <translation>not rated</translation>
    </message>
    <message>
        <source>柜面</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>预约时间</source>
        <translation>Time of the appointment</translation>
    </message>
    <message>
        <source>祝福语</source>
        <translation>Good wish</translation>
    </message>
    <message>
        <source>窗口</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>反馈</source>
        <translation>Feedback</translation>
    </message>
    <message>
        <source>时段</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>携带材料</source>
        <translation>Papers to bring</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Matter</translation>
    </message>
    <message>
        <source>到店时间</source>
        <translation>Time of the visit</translation>
    </message>
</context>
<context>
    <name>LibraryFigures</name>
    <message>
        <source>已过期</source>
        <extracomment>Days from which on the end of validity is a warning.</extracomment>
        <translation>Expired</translation>
    </message>
    <message>
        <source>{day} 起</source>
        <translation>From {day}</translation>
    </message>
    <message numerus="yes">
        <source>剩 %n 天</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>30 天 %n 条</source>
        <translation>
            <numerusform>%n in 30 days</numerusform>
            <numerusform>%n in 30 days</numerusform>
        </translation>
    </message>
    <message>
        <source>30 天未用</source>
        <translation>None in 30 days</translation>
    </message>
    <message>
        <source>样本不足（n={n}）</source>
        <translation>Too few cases (n={n})</translation>
    </message>
    <message>
        <source>{share}（n={n}，95% 区间 {low}–{high}）</source>
        <translation>{share} (n={n}, 95% CI {low}–{high})</translation>
    </message>
</context>
<context>
    <name>LibraryTab</name>
    <message>
        <source>话术</source>
        <translation>Talk tracks</translation>
    </message>
    <message>
        <source>全部显示</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>搜索名称、内容或拼音，如 ckdq</source>
        <translation>Search title, words or pinyin, such as ckdq</translation>
    </message>
    <message>
        <source>搜索话术</source>
        <translation>Search talk tracks</translation>
    </message>
    <message>
        <source>话术库没有取到</source>
        <translation>The library did not arrive</translation>
    </message>
    <message>
        <source>这条话术没有取到</source>
        <translation>This talk track did not arrive</translation>
    </message>
    <message>
        <source>{why}
什么都没有改变。代码 {code}</source>
        <translation>{why}
Nothing was changed. Code {code}</translation>
    </message>
    <message>
        <source>{shown} / {all} 条</source>
        <translation>{shown} of {all}</translation>
    </message>
    <message numerus="yes">
        <source>共 %n 条话术</source>
        <translation>
            <numerusform>%n talk track</numerusform>
            <numerusform>%n talk tracks</numerusform>
        </translation>
    </message>
    <message>
        <source>正在取话术库</source>
        <translation>Getting the library</translation>
    </message>
    <message>
        <source>没有符合条件的话术</source>
        <translation>No talk track fits</translation>
    </message>
    <message>
        <source>换个词，或点「全部显示」</source>
        <translation>Try another word, or Show all</translation>
    </message>
    <message>
        <source>没有话术</source>
        <translation>No talk tracks</translation>
    </message>
    <message>
        <source>安装已签发的发布包后会出现在这里</source>
        <translation>They appear here once a signed release is installed</translation>
    </message>
    <message>
        <source>没有选中的话术</source>
        <translation>No talk track chosen</translation>
    </message>
</context>
<context>
    <name>LibraryWords</name>
    <message>
        <source>营销</source>
        <translation>Marketing</translation>
    </message>
    <message>
        <source>服务通知</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>关怀</source>
        <translation>Care</translation>
    </message>
    <message>
        <source>姓名与称谓</source>
        <translation>Name and title</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>利率</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>风险等级</source>
        <translation>Risk grade</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>支行</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>产品名称</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>客户经理姓名</source>
        <translation>Manager&apos;s name</translation>
    </message>
    <message>
        <source>客户经理填写</source>
        <translation>Written by the manager</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Words</translation>
    </message>
    <message>
        <source>填空</source>
        <translation>Slot</translation>
    </message>
    <message>
        <source>适用与必备</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>有效期</source>
        <translation>Validity</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>About</translation>
    </message>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>产品类别</source>
        <translation>Product line</translation>
    </message>
    <message>
        <source>用途</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>敏感级别</source>
        <translation>Sensitivity</translation>
    </message>
    <message>
        <source>最多字数</source>
        <translation>Most characters</translation>
    </message>
    <message>
        <source>客户等级</source>
        <translation>Tiers</translation>
    </message>
    <message>
        <source>必须出现</source>
        <translation>Must stand in it</translation>
    </message>
    <message>
        <source>生效日</source>
        <translation>Valid from</translation>
    </message>
    <message>
        <source>失效日</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>作者</source>
        <translation>Author</translation>
    </message>
    <message>
        <source>修改说明</source>
        <translation>Change note</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>正文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>开场</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>表明身份</source>
        <translation>Identity</translation>
    </message>
    <message>
        <source>说明来意</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>提问</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>必须说明</source>
        <translation>Disclosures</translation>
    </message>
    <message>
        <source>异议应答</source>
        <translation>Objections</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>客户情况</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>可以这样说</source>
        <translation>Say</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Removed</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>词库</source>
        <translation>Lexicon</translation>
    </message>
    <message>
        <source>网站档案</source>
        <translation>Site profile</translation>
    </message>
    <message>
        <source>策略</source>
        <translation>Strategy</translation>
    </message>
    <message>
        <source>话术包</source>
        <translation>Pack</translation>
    </message>
    <message>
        <source>作者方</source>
        <translation>Authors</translation>
    </message>
    <message>
        <source>合规方</source>
        <translation>Compliance</translation>
    </message>
    <message>
        <source>公钥目录受保护</source>
        <translation>Keys protected</translation>
    </message>
    <message>
        <source>角色文件有效</source>
        <translation>Roles valid</translation>
    </message>
    <message>
        <source>目录可读</source>
        <translation>Folder readable</translation>
    </message>
    <message>
        <source>清单有效</source>
        <translation>Manifest valid</translation>
    </message>
    <message>
        <source>文件与清单一致</source>
        <translation>Files as listed</translation>
    </message>
    <message>
        <source>签名相符</source>
        <translation>Signatures fit</translation>
    </message>
    <message>
        <source>两人签署</source>
        <translation>Signed by two</translation>
    </message>
    <message>
        <source>签署人有权</source>
        <translation>Signers entitled</translation>
    </message>
    <message>
        <source>未被撤销</source>
        <translation>Not revoked</translation>
    </message>
    <message>
        <source>在有效期内</source>
        <translation>Not expired</translation>
    </message>
    <message>
        <source>版本更新</source>
        <translation>Version newer</translation>
    </message>
    <message>
        <source>本机软件支持</source>
        <translation>Product new enough</translation>
    </message>
    <message>
        <source>版本 {key}</source>
        <translation>Variant {key}</translation>
    </message>
    <message>
        <source>填空 {name}</source>
        <translation>Slot {name}</translation>
    </message>
</context>
<context>
    <name>LiveFrame</name>
    <message>
        <source>机器人的画面（按网站档案遮盖）</source>
        <extracomment>Twice a second at most. On this machine&apos;s own clock: when a picture of another moment came, which was then so old.</extracomment>
        <translation>The robot&apos;s screen, masked as its profile says</translation>
    </message>
    <message>
        <source>运行时在这里看到机器人的画面，按网站档案遮盖</source>
        <translation>The robot&apos;s screen appears here during a run, masked as its profile says</translation>
    </message>
</context>
<context>
    <name>Log</name>
    <message>
        <source>异常优先</source>
        <translation>Anomalies</translation>
    </message>
    <message>
        <source>夜间运行</source>
        <translation>Nights</translation>
    </message>
    <message>
        <source>被拦截话术</source>
        <translation>Stopped words</translation>
    </message>
    <message>
        <source>待我复核</source>
        <translation>To look at</translation>
    </message>
    <message>
        <source>我的</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>站点</source>
        <extracomment>What can be filtered by.</extracomment>
        <translation>Site</translation>
    </message>
    <message>
        <source>动作</source>
        <translation>Act</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>运行</source>
        <translation>Run</translation>
    </message>
    <message>
        <source>话术</source>
        <translation>Talk track</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>任务</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>异常</source>
        <translation>Anomaly</translation>
    </message>
    <message>
        <source>标记</source>
        <translation>Mark</translation>
    </message>
    <message>
        <source>机器人启动</source>
        <extracomment>Record types.</extracomment>
        <translation>Agent started</translation>
    </message>
    <message>
        <source>机器人退出</source>
        <translation>Agent stopped</translation>
    </message>
    <message>
        <source>启动浏览器</source>
        <translation>Browser started</translation>
    </message>
    <message>
        <source>读取名单</source>
        <translation>List pulled</translation>
    </message>
    <message>
        <source>批准发送</source>
        <translation>Send approved</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>急停撤回</source>
        <translation>Recalled</translation>
    </message>
    <message>
        <source>开始任务</source>
        <translation>Task begun</translation>
    </message>
    <message>
        <source>任务结束</source>
        <translation>Task ended</translation>
    </message>
    <message>
        <source>重新开放</source>
        <translation>Reopened</translation>
    </message>
    <message>
        <source>推迟</source>
        <translation>Put off</translation>
    </message>
    <message>
        <source>写备注</source>
        <translation>Noted</translation>
    </message>
    <message>
        <source>登记意图</source>
        <translation>Intent written</translation>
    </message>
    <message>
        <source>点击发送</source>
        <translation>Send clicked</translation>
    </message>
    <message>
        <source>查证送达</source>
        <translation>Proved sent</translation>
    </message>
    <message>
        <source>查证未发</source>
        <translation>Proved not sent</translation>
    </message>
    <message>
        <source>结果未知</source>
        <translation>Outcome unknown</translation>
    </message>
    <message>
        <source>登记出错</source>
        <translation>Record failed</translation>
    </message>
    <message>
        <source>送复核</source>
        <translation>Sent for review</translation>
    </message>
    <message>
        <source>复核决定</source>
        <translation>Review decided</translation>
    </message>
    <message>
        <source>用掉批准</source>
        <translation>Approval used</translation>
    </message>
    <message>
        <source>退回批准</source>
        <translation>Approval freed</translation>
    </message>
    <message>
        <source>批准不成立</source>
        <translation>Approval not proved</translation>
    </message>
    <message>
        <source>开始运行</source>
        <translation>Run started</translation>
    </message>
    <message>
        <source>暂停运行</source>
        <translation>Run paused</translation>
    </message>
    <message>
        <source>继续运行</source>
        <translation>Run resumed</translation>
    </message>
    <message>
        <source>运行结束</source>
        <translation>Run ended</translation>
    </message>
    <message>
        <source>急停</source>
        <translation>Emergency stop</translation>
    </message>
    <message>
        <source>解除急停</source>
        <translation>Stop released</translation>
    </message>
    <message>
        <source>人工接管</source>
        <translation>Taken over</translation>
    </message>
    <message>
        <source>交还机器人</source>
        <translation>Handed back</translation>
    </message>
    <message>
        <source>打开网站</source>
        <translation>Site opened</translation>
    </message>
    <message>
        <source>关闭网站</source>
        <translation>Site closed</translation>
    </message>
    <message>
        <source>启用发布</source>
        <translation>Release accepted</translation>
    </message>
    <message>
        <source>回退发布</source>
        <translation>Rolled back</translation>
    </message>
    <message>
        <source>停用发布</source>
        <translation>Release refused</translation>
    </message>
    <message>
        <source>恢复发布</source>
        <translation>Release good again</translation>
    </message>
    <message>
        <source>签署发布</source>
        <translation>Release signed</translation>
    </message>
    <message>
        <source>更换角色文件</source>
        <translation>Roles changed</translation>
    </message>
    <message>
        <source>保存账号</source>
        <translation>Account stored</translation>
    </message>
    <message>
        <source>测试账号</source>
        <translation>Account tested</translation>
    </message>
    <message>
        <source>删除账号</source>
        <translation>Account removed</translation>
    </message>
    <message>
        <source>更改设置</source>
        <translation>Setting changed</translation>
    </message>
    <message>
        <source>确认时钟</source>
        <translation>Clock confirmed</translation>
    </message>
    <message>
        <source>客户退订</source>
        <translation>Opted out</translation>
    </message>
    <message>
        <source>解除退订</source>
        <translation>Opt-out lifted</translation>
    </message>
    <message>
        <source>封存时段</source>
        <translation>Epoch sealed</translation>
    </message>
    <message>
        <source>启用密钥</source>
        <translation>Keys in use</translation>
    </message>
    <message>
        <source>开启新日志段</source>
        <translation>New segment opened</translation>
    </message>
    <message>
        <source>生成密钥</source>
        <translation>Key made</translation>
    </message>
    <message>
        <source>销毁密钥</source>
        <translation>Key erased</translation>
    </message>
    <message>
        <source>依法删除</source>
        <translation>Erased lawfully</translation>
    </message>
    <message>
        <source>审查标记</source>
        <translation>Marked</translation>
    </message>
    <message>
        <source>审查意见</source>
        <translation>Commented</translation>
    </message>
    <message>
        <source>抽取样本</source>
        <translation>Sample drawn</translation>
    </message>
    <message>
        <source>发现异常</source>
        <translation>Anomaly found</translation>
    </message>
    <message>
        <source>接着运行</source>
        <translation>Run continued</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Tried again</translation>
    </message>
    <message>
        <source>退回待办</source>
        <translation>Put back</translation>
    </message>
    <message>
        <source>记到他人名下</source>
        <translation>Misdirected</translation>
    </message>
    <message>
        <source>复点不符</source>
        <translation>Recount differs</translation>
    </message>
    <message>
        <source>停用网站</source>
        <translation>Site stopped</translation>
    </message>
    <message>
        <source>放行网站</source>
        <translation>Site released</translation>
    </message>
    <message>
        <source>夜间时钟跳变</source>
        <translation>Clock jumped</translation>
    </message>
    <message>
        <source>从睡眠恢复</source>
        <translation>Woke up</translation>
    </message>
    <message>
        <source>旧内容加密</source>
        <translation>Store sealed</translation>
    </message>
    <message>
        <source>密钥授予读者</source>
        <translation>Keys shared</translation>
    </message>
    <message>
        <source>比见证过的短</source>
        <translation>Behind the witness</translation>
    </message>
    <message>
        <source>见证没有回应</source>
        <translation>Witness silent</translation>
    </message>
    <message>
        <source>查看原文</source>
        <translation>Unmasked</translation>
    </message>
    <message>
        <source>登录复核</source>
        <translation>Signed in</translation>
    </message>
    <message>
        <source>退出复核</source>
        <translation>Signed out</translation>
    </message>
    <message>
        <source>导出日志</source>
        <translation>Log exported</translation>
    </message>
    <message>
        <source>导入日志</source>
        <translation>Log imported</translation>
    </message>
    <message>
        <source>步骤</source>
        <translation>Step</translation>
    </message>
    <message>
        <source>已送达</source>
        <extracomment>Results that `labels` has no shorter word for: outcomes, ledger states, states of steps.</extracomment>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>拦截</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>平台拒绝</source>
        <translation>Platform refused</translation>
    </message>
    <message>
        <source>停下</source>
        <translation>Halted</translation>
    </message>
    <message>
        <source>待人工</source>
        <translation>Needs person</translation>
    </message>
    <message>
        <source>未知</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>待发送</source>
        <translation>Intended</translation>
    </message>
    <message>
        <source>已点击</source>
        <translation>Clicked</translation>
    </message>
    <message>
        <source>未发出</source>
        <translation>Not sent</translation>
    </message>
    <message>
        <source>记错人</source>
        <translation>Misdirected</translation>
    </message>
    <message>
        <source>进行中</source>
        <translation>Under way</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>失败</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>放行</source>
        <translation>Allowed</translation>
    </message>
    <message>
        <source>须复核</source>
        <translation>Needs review</translation>
    </message>
    <message>
        <source>待复核</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>已批准</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>已驳回</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>身份或内容不符</source>
        <extracomment>Result -&gt; icon and tone.</extracomment>
        <translation>Identity or text differs</translation>
    </message>
    <message>
        <source>效果与批准不符</source>
        <translation>Effect differs from approval</translation>
    </message>
    <message>
        <source>机器人被停</source>
        <translation>Robot stopped</translation>
    </message>
    <message>
        <source>话术被拦</source>
        <translation>Words stopped</translation>
    </message>
    <message>
        <source>手工消息违规</source>
        <translation>Hand-typed violation</translation>
    </message>
    <message>
        <source>日志缺口</source>
        <translation>Gap in the log</translation>
    </message>
    <message>
        <source>姓名</source>
        <extracomment>Values that say nothing because nearly every record has them. Fields for machines alone, by the last part of their path; the evidence bundle holds every byte of them. Fields whose value is a hash. Field -&gt; what it is called.</extracomment>
        <translation>Name</translation>
    </message>
    <message>
        <source>文本</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>产品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>版式</source>
        <translation>Variant</translation>
    </message>
    <message>
        <source>第几次</source>
        <translation>Attempt</translation>
    </message>
    <message>
        <source>结论</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>经办</source>
        <translation>By</translation>
    </message>
    <message>
        <source>之前的聊天</source>
        <translation>The chat before it</translation>
    </message>
    <message>
        <source>人工批准</source>
        <translation>Approved by hand</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>效果</source>
        <translation>Effect</translation>
    </message>
    <message>
        <source>耗时（毫秒）</source>
        <translation>took (ms)</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>发布</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>条数</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>记录</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>轻重</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>月份</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>时段</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>话术版本</source>
        <translation>Talk track version</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Log of</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>why</translation>
    </message>
    <message>
        <source>判定</source>
        <translation>decided by</translation>
    </message>
    <message>
        <source>网站编号</source>
        <translation>ids on the site</translation>
    </message>
    <message>
        <source>业务日期</source>
        <translation>business date</translation>
    </message>
    <message>
        <source>策略</source>
        <translation>strategy</translation>
    </message>
    <message>
        <source>渠道</source>
        <translation>channel</translation>
    </message>
    <message>
        <source>任务数</source>
        <translation>tasks</translation>
    </message>
    <message>
        <source>计划时间</source>
        <translation>planned for</translation>
    </message>
    <message>
        <source>留待</source>
        <translation>left</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>added</translation>
    </message>
    <message>
        <source>更新</source>
        <translation>updated</translation>
    </message>
    <message>
        <source>未变</source>
        <translation>unchanged</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>kept</translation>
    </message>
    <message>
        <source>搁置</source>
        <translation>set aside</translation>
    </message>
    <message>
        <source>用途</source>
        <translation>purpose</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>number</translation>
    </message>
    <message>
        <source>规则版本</source>
        <translation>policy version</translation>
    </message>
    <message>
        <source>时钟</source>
        <translation>clock</translation>
    </message>
    <message>
        <source>数据目录</source>
        <translation>data folder</translation>
    </message>
    <message>
        <source>之前</source>
        <translation>before</translation>
    </message>
    <message>
        <source>无沙箱</source>
        <translation>without sandbox</translation>
    </message>
    <message>
        <source>复核单</source>
        <translation>review</translation>
    </message>
    <message>
        <source>字数</source>
        <translation>characters</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>signature</translation>
    </message>
    <message>
        <source>发送时间</source>
        <translation>due</translation>
    </message>
    <message>
        <source>秒数</source>
        <translation>seconds</translation>
    </message>
    <message>
        <source>至</source>
        <translation>until</translation>
    </message>
    <message>
        <source>从</source>
        <translation>from</translation>
    </message>
    <message>
        <source>范围</source>
        <translation>scope</translation>
    </message>
    <message>
        <source>睡眠秒数</source>
        <translation>seconds asleep</translation>
    </message>
    <message>
        <source>时钟快（秒）</source>
        <translation>clock ahead (s)</translation>
    </message>
    <message>
        <source>已读</source>
        <translation>read</translation>
    </message>
    <message>
        <source>应记客户</source>
        <translation>meant for</translation>
    </message>
    <message>
        <source>记到</source>
        <translation>found under</translation>
    </message>
    <message>
        <source>网站客户号</source>
        <translation>customer on the site</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>setting</translation>
    </message>
    <message>
        <source>值</source>
        <translation>value</translation>
    </message>
    <message>
        <source>表</source>
        <translation>tables</translation>
    </message>
    <message>
        <source>级别</source>
        <translation>level</translation>
    </message>
    <message>
        <source>画面</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>发送数</source>
        <translation>sends</translation>
    </message>
    <message>
        <source>抽样方法</source>
        <translation>way of drawing</translation>
    </message>
    <message>
        <source>抽样依据</source>
        <translation>drawn by</translation>
    </message>
    <message>
        <source>签名头条数</source>
        <translation>Records under the head</translation>
    </message>
    <message>
        <source>分层</source>
        <translation>strata</translation>
    </message>
    <message>
        <source>风险</source>
        <translation>risk</translation>
    </message>
    <message>
        <source>共</source>
        <translation>of</translation>
    </message>
    <message>
        <source>抽取</source>
        <translation>drawn</translation>
    </message>
    <message>
        <source>日志编号</source>
        <translation>log id</translation>
    </message>
    <message>
        <source>文件哈希</source>
        <translation>file hash</translation>
    </message>
    <message>
        <source>清单指纹</source>
        <translation>manifest</translation>
    </message>
    <message>
        <source>指纹</source>
        <translation>fingerprint</translation>
    </message>
    <message>
        <source>读者</source>
        <translation>readers</translation>
    </message>
    <message>
        <source>批准数</source>
        <translation>approvals</translation>
    </message>
    <message>
        <source>用时（0.1 秒）</source>
        <translation>took (0.1 s)</translation>
    </message>
    <message>
        <source>已发</source>
        <translation>sent</translation>
    </message>
    <message>
        <source>平常</source>
        <translation>usual</translation>
    </message>
    <message>
        <source>分钟</source>
        <translation>minutes</translation>
    </message>
    <message>
        <source>百分比</source>
        <translation>percent</translation>
    </message>
    <message>
        <source>平常百分比</source>
        <translation>usual percent</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Payload</translation>
    </message>
    <message>
        <source>停留（毫秒）</source>
        <translation>dwell (ms)</translation>
    </message>
    <message>
        <source>账号今日已发</source>
        <extracomment>What a decision knew, in `task.begun`.</extracomment>
        <translation>account&apos;s sends today</translation>
    </message>
    <message>
        <source>年龄</source>
        <translation>age</translation>
    </message>
    <message>
        <source>近 12 个月测评</source>
        <translation>assessments in 12 months</translation>
    </message>
    <message>
        <source>今日测评</source>
        <translation>assessments today</translation>
    </message>
    <message>
        <source>本月该渠道联系</source>
        <translation>contacts on the channel this month</translation>
    </message>
    <message>
        <source>有投诉</source>
        <translation>complaint</translation>
    </message>
    <message>
        <source>同意的渠道</source>
        <translation>consents</translation>
    </message>
    <message>
        <source>本月联系</source>
        <translation>contacts this month</translation>
    </message>
    <message>
        <source>本周联系</source>
        <translation>contacts this week</translation>
    </message>
    <message>
        <source>今日联系</source>
        <translation>contacts today</translation>
    </message>
    <message>
        <source>客户风险等级</source>
        <translation>customer&apos;s risk class</translation>
    </message>
    <message>
        <source>客户时区</source>
        <translation>customer&apos;s time zone</translation>
    </message>
    <message>
        <source>有争议</source>
        <translation>dispute</translation>
    </message>
    <message>
        <source>无人值守许可</source>
        <translation>exemption for unattended sends</translation>
    </message>
    <message>
        <source>已签约</source>
        <translation>has a contract</translation>
    </message>
    <message>
        <source>对照组</source>
        <translation>held out</translation>
    </message>
    <message>
        <source>投资者类别</source>
        <translation>investor class</translation>
    </message>
    <message>
        <source>发行方风险</source>
        <translation>issuer&apos;s risk</translation>
    </message>
    <message>
        <source>上次营销</source>
        <translation>last marketing on</translation>
    </message>
    <message>
        <source>上一条记录</source>
        <translation>record before</translation>
    </message>
    <message>
        <source>本月同类产品联系</source>
        <translation>contacts on the product line this month</translation>
    </message>
    <message>
        <source>判定时间</source>
        <translation>decided at</translation>
    </message>
    <message>
        <source>退订范围</source>
        <translation>opt-outs</translation>
    </message>
    <message>
        <source>已退订</source>
        <translation>opted out</translation>
    </message>
    <message>
        <source>本月同用途联系</source>
        <translation>contacts for the purpose this month</translation>
    </message>
    <message>
        <source>产品类别</source>
        <translation>product line</translation>
    </message>
    <message>
        <source>产品风险</source>
        <translation>product&apos;s risk</translation>
    </message>
    <message>
        <source>购买日</source>
        <translation>bought on</translation>
    </message>
    <message>
        <source>拒绝日</source>
        <translation>refused on</translation>
    </message>
    <message>
        <source>发布不可用</source>
        <translation>release not usable</translation>
    </message>
    <message>
        <source>风险测评日</source>
        <translation>risk rated on</translation>
    </message>
    <message>
        <source>客户经理</source>
        <translation>relationship manager</translation>
    </message>
    <message>
        <source>敏感级别</source>
        <translation>sensitivity</translation>
    </message>
    <message>
        <source>会改动网站</source>
        <translation>changes a site</translation>
    </message>
    <message>
        <source>急停中</source>
        <translation>emergency stop on</translation>
    </message>
    <message>
        <source>是</source>
        <extracomment>Values of fields that are codes.</extracomment>
        <translation>yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>no</translation>
    </message>
    <message>
        <source>消息</source>
        <translation>message</translation>
    </message>
    <message>
        <source>联系记录</source>
        <translation>contact record</translation>
    </message>
    <message>
        <source>独立会话</source>
        <translation>separate session</translation>
    </message>
    <message>
        <source>人工</source>
        <translation>a person</translation>
    </message>
    <message>
        <source>发送过程</source>
        <translation>the send itself</translation>
    </message>
    <message>
        <source>复点</source>
        <translation>recount</translation>
    </message>
    <message>
        <source>事后核对</source>
        <translation>settled later</translation>
    </message>
    <message>
        <source>人工启动</source>
        <translation>started by hand</translation>
    </message>
    <message>
        <source>定时启动</source>
        <translation>started by schedule</translation>
    </message>
    <message>
        <source>接口</source>
        <translation>interface</translation>
    </message>
    <message>
        <source>机器人账号</source>
        <translation>robot&apos;s account</translation>
    </message>
    <message>
        <source>关怀</source>
        <translation>care</translation>
    </message>
    <message>
        <source>营销</source>
        <translation>marketing</translation>
    </message>
    <message>
        <source>服务</source>
        <translation>service</translation>
    </message>
    <message>
        <source>角色文件</source>
        <translation>role document</translation>
    </message>
    <message>
        <source>模拟</source>
        <translation>simulated</translation>
    </message>
    <message>
        <source>系统</source>
        <translation>system</translation>
    </message>
    <message>
        <source>默认</source>
        <translation>default</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>ended</translation>
    </message>
    <message>
        <source>夜间未启动</source>
        <translation>Night missed</translation>
    </message>
    <message>
        <source>计划外夜间活动</source>
        <translation>Night activity outside the schedule</translation>
    </message>
    <message>
        <source>首次出现的行为</source>
        <translation>First time</translation>
    </message>
    <message>
        <source>发送量突变</source>
        <translation>Send rate jumped</translation>
    </message>
    <message>
        <source>拦截率突变</source>
        <translation>Refusal rate jumped</translation>
    </message>
    <message>
        <source>填写改到上限</source>
        <translation>Free slot at its limit</translation>
    </message>
    <message>
        <source>批准过快</source>
        <translation>Approved too fast</translation>
    </message>
    <message>
        <source>签名不成立</source>
        <translation>Signature not proved</translation>
    </message>
    <message>
        <source>已复核</source>
        <translation>Reviewed</translation>
    </message>
    <message>
        <source>已上报</source>
        <translation>Escalated</translation>
    </message>
    <message>
        <source>误报</source>
        <translation>False alarm</translation>
    </message>
    <message>
        <source>未标记</source>
        <translation>Unmarked</translation>
    </message>
    <message>
        <source>意见</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>序号不连续：有记录被删去或调换</source>
        <extracomment>Mark -&gt; icon and tone. Layers of the verification, and what the first record that does not fit means.</extracomment>
        <translation>a number is missing: records were deleted or moved</translation>
    </message>
    <message>
        <source>记录头与哈希不符：记录被改过</source>
        <translation>the header does not fit its hash: the record was changed</translation>
    </message>
    <message>
        <source>记录头的写法不规范：记录被改过</source>
        <translation>the header is not spelled canonically: the record was changed</translation>
    </message>
    <message>
        <source>与前一条的哈希接不上</source>
        <translation>it does not link to the record before</translation>
    </message>
    <message>
        <source>内容与承诺值不符：内容被改过</source>
        <translation>the payload does not fit its commitment: it was changed</translation>
    </message>
    <message>
        <source>不是同一份日志的记录</source>
        <translation>the record is of another log</translation>
    </message>
    <message>
        <source>内容不在，又没有依法删除的记录</source>
        <translation>the payload is gone and no record says that it was erased</translation>
    </message>
    <message>
        <source>密封内容与哈希不符</source>
        <translation>the sealed facts do not fit their hash</translation>
    </message>
    <message>
        <source>时段密钥的校验码不符：记录是事后写的</source>
        <translation>the MAC does not fit: the record was written afterwards</translation>
    </message>
    <message>
        <source>时段封存不符：时段里的记录有增减</source>
        <translation>the epoch&apos;s seal does not fit: records were added or taken out</translation>
    </message>
    <message>
        <source>与签名的检查点不符</source>
        <translation>it does not fit a signed checkpoint</translation>
    </message>
    <message>
        <source>检查点的签名不成立</source>
        <translation>a checkpoint&apos;s signature does not hold</translation>
    </message>
    <message>
        <source>与见证的记录不符：日志被换过或截短</source>
        <translation>it does not fit what the witness saw: the log was replaced or cut</translation>
    </message>
    <message>
        <source>时间倒退</source>
        <translation>time runs backwards</translation>
    </message>
    <message>
        <source>时段与时间不符</source>
        <translation>the epoch does not fit the time</translation>
    </message>
    <message>
        <source>画面不在，或与记录的哈希不符</source>
        <translation>a picture is missing or not the one recorded</translation>
    </message>
    <message>
        <source>读不出来：文件受损</source>
        <translation>it cannot be read: the file is damaged</translation>
    </message>
    <message>
        <source>画面文件不在；记录本身完好</source>
        <extracomment>Why a picture cannot be shown.</extracomment>
        <translation>The picture is not there; the record itself is whole</translation>
    </message>
    <message>
        <source>没有打开画面的密钥（当月密钥可能已按保存期限销毁）</source>
        <translation>There is no key for the picture (the month&apos;s key may have been erased in time)</translation>
    </message>
    <message>
        <source>画面与记录的哈希不符，不予显示</source>
        <translation>The picture is not the one recorded and is not shown</translation>
    </message>
    <message>
        <source>画面过大，不予显示</source>
        <translation>The picture is too large to be shown</translation>
    </message>
    <message>
        <source>已见证</source>
        <extracomment>What a witness answered.</extracomment>
        <translation>witnessed</translation>
    </message>
    <message>
        <source>等待见证</source>
        <translation>waiting for the witness</translation>
    </message>
    <message>
        <source>没有设见证</source>
        <translation>no witness is set up</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>耗时</source>
        <translation>Took</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>还没有检查点覆盖到这一条（每分钟或每 1,000 条一次）</source>
        <translation>No checkpoint covers it yet (one a minute, or every 1,000 records)</translation>
    </message>
    <message>
        <source>检查点 {size}，{when} 签名</source>
        <translation>Checkpoint {size}, signed {when}</translation>
    </message>
    <message>
        <source>已锚定：见证处不受本账号控制，改动会被发现</source>
        <translation>Anchored: the witness is out of this account’s reach; a change would be found</translation>
    </message>
    <message>
        <source>尚未锚定：{state}</source>
        <translation>Not anchored yet: {state}</translation>
    </message>
    <message>
        <source>未锚定：{state}；能登录本机这个账号的人可以连见证一起改</source>
        <translation>Not anchored: {state}; whoever has this account can change the witness too</translation>
    </message>
    <message>
        <source>正在校验 {done} / {records} 条</source>
        <translation>Verifying {done} of {records}</translation>
    </message>
    <message>
        <source>校验通过 · {records} 条</source>
        <translation>Verified · {records} records</translation>
    </message>
    <message>
        <source>已锚定</source>
        <translation>anchored</translation>
    </message>
    <message>
        <source>未锚定</source>
        <translation>not anchored</translation>
    </message>
    <message>
        <source>第一条不符的是 #{seq}：{layer}</source>
        <translation>The first record that does not fit is #{seq}: {layer}</translation>
    </message>
    <message>
        <source>校验已取消，前 {done} 条相符</source>
        <translation>Verification cancelled; the first {done} fit</translation>
    </message>
    <message>
        <source>校验没有完成：{why}；日志没有改动</source>
        <translation>Verification did not end: {why}; the log is unchanged</translation>
    </message>
    <message>
        <source>还没有校验</source>
        <translation>Not verified yet</translation>
    </message>
    <message>
        <source>如果 {share} 的发送有问题，这份样本至少有 {chance} 的把握抽中一条</source>
        <translation>If {share} of the sends were bad, this sample would hold one with a chance of at least {chance}</translation>
    </message>
    <message>
        <source>还没有抽样：随机抽一批发送来看，才能说出有问题的最多占多少</source>
        <translation>No sample was drawn yet: sends drawn at random say how many can be bad at most</translation>
    </message>
    <message>
        <source>用同一签名头重抽，结果与记录不同（例如其间依法删除了记录）：这份样本不能证明什么</source>
        <translation>The signed head gives another draw today, as after a lawful erasure: this sample proves nothing</translation>
    </message>
    <message>
        <source>就已看的部分：如果 {share} 的发送有问题，至少有 {chance} 的把握已经遇到一条</source>
        <translation>By what was looked at: if {share} of the sends were bad, one would have been met with a chance of at least {chance}</translation>
    </message>
    <message>
        <source>已看 {done} / {records} 条</source>
        <translation>{done} / {records} looked at</translation>
    </message>
    <message>
        <source>抽自 {sends} 条发送</source>
        <translation>drawn from {sends} sends</translation>
    </message>
    <message>
        <source>发现有问题 {bad} 条 · 有问题的最多占 {most}（95% 上限，n={n}）</source>
        <translation>{bad} found bad · at most {most} are bad (upper limit at 95 %, n={n})</translation>
    </message>
    <message>
        <source>{days}：{sends} 条发送，抽约 {records} 条</source>
        <translation>{days}: {sends} sends, about {records} to be drawn</translation>
    </message>
    <message>
        <source>{first} 至 {last}</source>
        <translation>{first} to {last}</translation>
    </message>
    <message>
        <source>最近 1 个工作日</source>
        <translation>The last workday</translation>
    </message>
    <message>
        <source>最近 {count} 个工作日</source>
        <translation>The last {count} workdays</translation>
    </message>
</context>
<context>
    <name>LogActions</name>
    <message>
        <source>下一条</source>
        <extracomment>These may go on while the key is held down; a mark must never hit the next row too. Marks, as verbs of the agent know them.</extracomment>
        <translation>Next record</translation>
    </message>
    <message>
        <source>上一条</source>
        <translation>Previous record</translation>
    </message>
    <message>
        <source>下一异常</source>
        <translation>Next anomaly</translation>
    </message>
    <message>
        <source>上一异常</source>
        <translation>Previous anomaly</translation>
    </message>
    <message>
        <source>前后对比</source>
        <translation>Before / after</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>标记已复核</source>
        <translation>Reviewed</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Escalate</translation>
    </message>
    <message>
        <source>误报</source>
        <translation>False alarm</translation>
    </message>
    <message>
        <source>写意见</source>
        <translation>Comment</translation>
    </message>
    <message>
        <source>查看原文…</source>
        <translation>Unmask…</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>search</translation>
    </message>
    <message>
        <source>选择时段</source>
        <translation>Choose a time</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>校验</source>
        <translation>Verify</translation>
    </message>
    <message>
        <source>显示新记录</source>
        <translation>Show new records</translation>
    </message>
    <message>
        <source>播放步骤</source>
        <translation>Play the steps</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>上下</source>
        <translation>rows</translation>
    </message>
    <message>
        <source>异常</source>
        <translation>anomalies</translation>
    </message>
    <message>
        <source>细看</source>
        <translation>look</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>back</translation>
    </message>
    <message>
        <source>播放</source>
        <translation>play</translation>
    </message>
    <message>
        <source>前后</source>
        <translation>before/after</translation>
    </message>
    <message>
        <source>缩放</source>
        <translation>zoom</translation>
    </message>
    <message>
        <source>时段</source>
        <translation>time</translation>
    </message>
</context>
<context>
    <name>LogHead</name>
    <message>
        <source>日志来源</source>
        <translation>Logs</translation>
    </message>
    <message>
        <source>导入…</source>
        <translation>Import…</translation>
    </message>
    <message>
        <source>保存视图</source>
        <extracomment>Number of a view that a person saved. Its name. Id of the source, or empty for all.</extracomment>
        <translation>Save view</translation>
    </message>
    <message>
        <source>导入别的工作站的日志包</source>
        <translation>Import a bundle of another workstation</translation>
    </message>
    <message>
        <source>视图的名称</source>
        <translation>Name of the view</translation>
    </message>
    <message>
        <source>名称，Enter 保存（不含搜索词）</source>
        <translation>Name; Enter saves (without the search)</translation>
    </message>
    <message>
        <source>全部来源 {count}</source>
        <translation>All {count} logs</translation>
    </message>
    <message>
        <source>本机</source>
        <translation>This workstation</translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>读取中</source>
        <extracomment>Qt counts pixels of a table in 32 bits; further rows could not be scrolled to. Result, position of the first row, count.</extracomment>
        <translation>being read</translation>
    </message>
</context>
<context>
    <name>LogSection</name>
    <message>
        <source>没有更多异常</source>
        <extracomment>Shares of the table and of the record. Source and number of a record to go to once the result that holds it is open.</extracomment>
        <translation>No more anomalies</translation>
    </message>
</context>
<context>
    <name>LogTable</name>
    <message>
        <source>日志</source>
        <extracomment>Widths of the columns but the last, in digits; those of acts and results follow their words. Room that the last column wants, in digits, and the columns that give way to it, the first one first. Words that the columns of acts and results are made wide enough for. A row that comes sooner needs no stand-in, in milliseconds. A row was chosen, by position; -1 when there is none. Enter or a double click. Escape.</extracomment>
        <translation>Log</translation>
    </message>
</context>
<context>
    <name>LoginDialog</name>
    <message>
        <source>登录网站</source>
        <extracomment>A site renews its code within a minute or two; the picture must not be an old one.</extracomment>
        <translation>Log in to the site</translation>
    </message>
    <message>
        <source>登录二维码</source>
        <translation>Login code</translation>
    </message>
    <message>
        <source>打开设置</source>
        <translation>Open Settings</translation>
    </message>
    <message>
        <source>稍后</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>正在取二维码…</source>
        <translation>Fetching the code…</translation>
    </message>
    <message>
        <source>网站现在没有给出二维码</source>
        <translation>The site shows no code now</translation>
    </message>
    <message>
        <source>用账号密码登录的网站：在设置里重新存入密码并测试登录</source>
        <translation>For a site entered by password: store it again in Settings and test the login</translation>
    </message>
    <message>
        <source>{time} 的二维码，会自动更新</source>
        <translation>Code of {time}, renewed by itself</translation>
    </message>
    <message>
        <source>登录{site}</source>
        <translation>Log in to {site}</translation>
    </message>
    <message>
        <source>用手机扫码并确认。登录后机器人自己接着发，这个窗口会自动关闭。</source>
        <translation>Scan with your phone and confirm. The robot then goes on by itself, and this panel closes.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>同行</source>
        <extracomment>The RM closed the window.</extracomment>
        <translation>Tandem</translation>
    </message>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>窗口与机器人</source>
        <translation>Window and robot</translation>
    </message>
</context>
<context>
    <name>MarkBar</name>
    <message>
        <source>意见</source>
        <extracomment>A comment for itself, by Enter.</extracomment>
        <translation>Comment</translation>
    </message>
    <message>
        <source>意见 M（随标记一起记入日志；Enter 只记意见）</source>
        <translation>Comment M (logged with the mark; Enter logs it alone)</translation>
    </message>
    <message>
        <source>这条记录没有密封的内容</source>
        <translation>This record has nothing sealed</translation>
    </message>
</context>
<context>
    <name>MarkedText</name>
    <message>
        <source>全文</source>
        <translation>Whole text</translation>
    </message>
    <message>
        <source>标出的地方：{places}</source>
        <translation>Marked places: {places}</translation>
    </message>
</context>
<context>
    <name>NeedsCard</name>
    <message>
        <source>需要您处理 {count}</source>
        <extracomment>More than this cannot be read in half a minute; the rest is counted. Act -&gt; (icon of the row, token). DigestNeed</extracomment>
        <translation>Needs you {count}</translation>
    </message>
    <message>
        <source>没有事情在等您</source>
        <translation>Nothing waits for you</translation>
    </message>
    <message numerus="yes">
        <source>另有 %n 件</source>
        <translation>
            <numerusform>And %n more</numerusform>
            <numerusform>And %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoSteps</name>
    <message>
        <source>今天还没有无人值守的运行</source>
        <translation>No unattended run yet today</translation>
    </message>
    <message>
        <source>您在「今日」里发送的消息不算运行。开始运行后，这里逐条列出每位客户的结果</source>
        <translation>Messages that you send in Today are no run. Once one has begun, each customer&apos;s result is listed here</translation>
    </message>
    <message>
        <source>这次运行没有要做的任务</source>
        <translation>This run had nothing to do</translation>
    </message>
    <message>
        <source>没有到时间、可以代发的任务</source>
        <translation>No task is due that the robot may send</translation>
    </message>
    <message>
        <source>机器人正在准备</source>
        <translation>The robot is getting ready</translation>
    </message>
    <message>
        <source>第一条有结果就会出现在这里</source>
        <translation>The first result will appear here</translation>
    </message>
</context>
<context>
    <name>NoTask</name>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>这位客户的资料没有取到</source>
        <translation>This customer&apos;s data did not arrive</translation>
    </message>
    <message>
        <source>{why}
任务没有改变。代码 {code}</source>
        <translation>{why}
The task is unchanged. Code {code}</translation>
    </message>
    <message>
        <source>正在连接机器人</source>
        <translation>Connecting to the robot</translation>
    </message>
    <message>
        <source>连上之前不会发送任何消息</source>
        <translation>Nothing is sent before it answers</translation>
    </message>
    <message>
        <source>正在取资料</source>
        <translation>Fetching</translation>
    </message>
    <message>
        <source>今天已处理完</source>
        <translation>Done for today</translation>
    </message>
    <message>
        <source>今天还没有任务</source>
        <translation>No tasks today yet</translation>
    </message>
    <message numerus="yes">
        <source>共 %n 条。Z 可撤销还在倒计时的发送</source>
        <translation>
            <numerusform>%n task. Z still recalls a send that is counting down</numerusform>
            <numerusform>%n tasks. Z still recalls a send that is counting down</numerusform>
        </translation>
    </message>
    <message>
        <source>清单到达后会自动出现在左边</source>
        <translation>They appear at the left as soon as the list arrives</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>连续几条都不到 2 秒。请看一眼这条，再按 Enter 继续</source>
        <translation>Several sends took under 2 seconds each. Look at this one, then press Enter again</translation>
    </message>
    <message>
        <source>没有可以撤销的发送</source>
        <translation>Nothing to undo</translation>
    </message>
    <message>
        <source>列表刚刚变了，换成了这位客户；确认后再按 Enter</source>
        <translation>The list just changed and this customer came up; look, then press Enter again</translation>
    </message>
    <message>
        <source>已送主管复核；有答复后会回到列表</source>
        <translation>Sent to a supervisor; it comes back to the list with the answer</translation>
    </message>
    <message>
        <source>这里没有可用的批准措辞，请自己改写</source>
        <translation>No approved wording fits here; please rewrite it yourself</translation>
    </message>
    <message>
        <source>已改用批准的措辞；Shift+F 换回原话</source>
        <translation>Approved wording put in; Shift+F brings your words back</translation>
    </message>
    <message>
        <source>已换回您原来的话</source>
        <translation>Your own words are back</translation>
    </message>
    <message>
        <source>没有可以换回的措辞</source>
        <translation>There is no wording to take back</translation>
    </message>
    <message>
        <source>没有合规提示</source>
        <translation>There are no compliance hints</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>正在建立索引：已读 {done} / {records} 条，条数还会增加</source>
        <translation>The index is being built: {done} of {records} read; counts will grow</translation>
    </message>
    <message>
        <source>只能查看：{why}</source>
        <translation>Read only: {why}</translation>
    </message>
    <message>
        <source>登录复核…</source>
        <translation>Sign in…</translation>
    </message>
    <message>
        <source>{name} 已登录复核，{until} 自动退出</source>
        <translation>{name} is signed in as reviewer until {until}</translation>
    </message>
    <message>
        <source>没有查到：{why}。下面仍是上一次的结果</source>
        <translation>The search failed: {why}. What stands below is the result before</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>有些行没有读到：{why}。已读到的仍在</source>
        <translation>Some rows were not read: {why}. Those that were are still here</translation>
    </message>
    <message>
        <source>重新读取</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>校验没有开始：{why}</source>
        <translation>Verification did not begin: {why}</translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message numerus="yes">
        <source>%n 件事在等您处理</source>
        <translation>
            <numerusform>%n thing waits for you</numerusform>
            <numerusform>%n things wait for you</numerusform>
        </translation>
    </message>
    <message>
        <source>急停已按下，不再发送任何消息</source>
        <translation>The kill switch was used; nothing is sent any more</translation>
    </message>
    <message numerus="yes">
        <source>运行结束，处理了 %n 条</source>
        <translation>
            <numerusform>The run ended: %n task</numerusform>
            <numerusform>The run ended: %n tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>，其中 %n 条没有发成，请查看</source>
        <translation>
            <numerusform>; %n of them was not sent, please look</numerusform>
            <numerusform>; %n of them were not sent, please look</numerusform>
        </translation>
    </message>
    <message>
        <source>机器人出错，请打开窗口查看</source>
        <translation>The robot has an error; open the window</translation>
    </message>
    <message>
        <source>同行</source>
        <extracomment>One notification of a class in so many seconds; what came meanwhile is told together after them. Nobody is to be woken for what can wait until the morning. What is told at night too: the robot is stopped, or cannot go on. What was held back, by class: the text that is told once the time has come.</extracomment>
        <translation>Tandem</translation>
    </message>
</context>
<context>
    <name>OfflineBanner</name>
    <message numerus="yes">
        <source>与机器人的连接中断，正在重新连接。列表里的 %n 条任务都保留着，连上之前不会发送</source>
        <translation>
            <numerusform>Lost the line to the robot, reconnecting. The %n task in the list is kept; nothing is sent before it is back</numerusform>
            <numerusform>Lost the line to the robot, reconnecting. All %n tasks in the list are kept; nothing is sent before it is back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutcomeBar</name>
    <message>
        <source>运行进度</source>
        <extracomment>Outcome -&gt; (icon, token), in the order of the bar.</extracomment>
        <translation>Run progress</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>命令面板</source>
        <extracomment>A customer&apos;s task was chosen.</extracomment>
        <translation>Command palette</translation>
    </message>
    <message>
        <source>输入命令、客户姓名或拼音首字母</source>
        <translation>A command, a customer or pinyin initials</translation>
    </message>
    <message>
        <source>搜索或执行命令</source>
        <translation>Search or run a command</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Results</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>画面</source>
        <extracomment>What + and - step through: the whole picture, then its width, then times its width. What separates the box from any page behind it. As it is shown, made once. Whether something was clicked in a picture -&gt; how it is shown; a click is looked at closely.</extracomment>
        <translation>Picture</translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>今天还没有无人值守的运行</source>
        <translation>No unattended run today yet</translation>
    </message>
    <message>
        <source>{time} 开始</source>
        <translation>began {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n 条等待查证</source>
        <translation>
            <numerusform>%n awaiting the witness</numerusform>
            <numerusform>%n awaiting the witness</numerusform>
        </translation>
    </message>
    <message>
        <source>每分钟 {rate} 条 · {seconds} 秒/客户</source>
        <translation>{rate} a minute · {seconds} s per customer</translation>
    </message>
    <message>
        <source>{time} 结束</source>
        <translation>ended {time}</translation>
    </message>
    <message>
        <source>预计 {time} 完成（± {spread}）</source>
        <translation>done about {time} (± {spread})</translation>
    </message>
    <message>
        <source>预计 {time} 完成</source>
        <translation>done about {time}</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>通话结果</source>
        <translation>Call result</translation>
    </message>
    <message>
        <source>跳过原因</source>
        <translation>Why skip</translation>
    </message>
    <message>
        <source>1 小时后</source>
        <translation>In 1 hour</translation>
    </message>
    <message>
        <source>午后 {time}</source>
        <translation>At {time}</translation>
    </message>
    <message>
        <source>明天 {time}</source>
        <translation>Tomorrow {time}</translation>
    </message>
    <message>
        <source>选择时间…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>暂缓到</source>
        <translation>Snooze</translation>
    </message>
</context>
<context>
    <name>QueueDelegate</name>
    <message>
        <source>退回</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>预警</source>
        <translation>At risk</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>逾期</source>
        <extracomment>Endings that come back to the RM. Cancellations that leave the task undone. A supervisor has the text; the task comes back with the answer. More tasks than a list can have. Whether the RM has something to do with it now. Sort key: returned ones first, then the agent&apos;s order. Code of why it came back, or empty. Why it came back; keeps the task on top until it is dealt with. Ticket of the latest request when the agent accepted; a list asked for later knows better.</extracomment>
        <translation>Overdue</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>姓名、原因或拼音首字母</source>
        <translation>Name, reason or pinyin initials</translation>
    </message>
    <message>
        <source>搜索任务</source>
        <translation>Search tasks</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>到期</source>
        <translation>Maturing</translation>
    </message>
    <message>
        <source>预警</source>
        <translation>At risk</translation>
    </message>
    <message>
        <source>{name}，{count} 条</source>
        <translation>{name}, {count}</translation>
    </message>
    <message>
        <source>正在取今天的任务…</source>
        <translation>Fetching today&apos;s tasks…</translation>
    </message>
    <message>
        <source>没有符合条件的任务</source>
        <translation>No task fits</translation>
    </message>
    <message>
        <source>今天还没有任务。清单到达后会自动出现在这里</source>
        <translation>No tasks today yet. They appear here as soon as the list arrives</translation>
    </message>
    <message numerus="yes">
        <source>今天的任务都处理完了，共 %n 条。</source>
        <translation>
            <numerusform>All done for today: %n task. </numerusform>
            <numerusform>All done for today: %n tasks. </numerusform>
        </translation>
    </message>
    <message>
        <source>暂缓的最早在 {time} 回来</source>
        <translation>The first snoozed one is back at {time}</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>任务列表</source>
        <extracomment>The RM moved to a row.</extracomment>
        <translation>Task list</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>再试一次</source>
        <extracomment>A shorter wait is not worth a word, in milliseconds.</extracomment>
        <translation>Try again</translation>
    </message>
    <message>
        <source>没有符合条件的记录</source>
        <translation>Nothing matches</translation>
    </message>
    <message>
        <source>换一个筛选看看</source>
        <translation>Try another filter</translation>
    </message>
    <message>
        <source>须复核的填写内容和手工发出的可疑消息会出现在这里</source>
        <translation>Words to be sent that want a look, and doubtful messages typed by hand, appear here</translation>
    </message>
    <message>
        <source>没有待处理的复核</source>
        <translation>Nothing waits for a review</translation>
    </message>
    <message>
        <source>读不到复核队列</source>
        <translation>The queue cannot be read</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
</context>
<context>
    <name>Related</name>
    <message>
        <source>同一任务的记录</source>
        <extracomment>Records of the same task that are named beside the shown one. Sequence number.</extracomment>
        <translation>Records of the same task</translation>
    </message>
</context>
<context>
    <name>ReleaseCard</name>
    <message>
        <source>发布包</source>
        <extracomment>Digits of a hash in one group, so that two can be compared by eye.</extracomment>
        <translation>Release</translation>
    </message>
    <message>
        <source>已有签名</source>
        <translation>Signatures so far</translation>
    </message>
    <message>
        <source>本机核对</source>
        <translation>Checks on this workstation</translation>
    </message>
    <message>
        <source>{day}（已过）</source>
        <translation>{day} (over)</translation>
    </message>
    <message numerus="yes">
        <source>{day}（还有 %n 天）</source>
        <translation>
            <numerusform>{day} (%n day left)</numerusform>
            <numerusform>{day} (%n days left)</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} 个 · {size} KB</source>
        <translation>{n} files · {size} KB</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>有效期至</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>制作</source>
        <translation>Made</translation>
    </message>
    <message>
        <source>作者</source>
        <translation>Authors</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>没有写明</source>
        <translation>Not named</translation>
    </message>
    <message>
        <source>清单指纹</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>{side}：还没有签</source>
        <translation>{side}: not signed yet</translation>
    </message>
    <message>
        <source>{side}：{person} 自称，{when}，没有核对</source>
        <translation>{side}: {person} as claimed, {when}, not checked</translation>
    </message>
    <message>
        <source>{side}：{name}（{person}），{when}</source>
        <translation>{side}: {name} ({person}), {when}</translation>
    </message>
    <message>
        <source>{check}：{why}</source>
        <translation>{check}: {why}</translation>
    </message>
    <message>
        <source>通过：{names}</source>
        <translation>Passed: {names}</translation>
    </message>
    <message>
        <source>没有查到：{names}</source>
        <translation>Not looked at: {names}</translation>
    </message>
</context>
<context>
    <name>ReleaseWords</name>
    <message>
        <source>这个目录里没有发布包</source>
        <translation>There is no release in this folder</translation>
    </message>
    <message>
        <source>文件太多或太大，不是发布包</source>
        <translation>Too many or too large files for a release</translation>
    </message>
    <message>
        <source>发布包的清单或签名无法识别</source>
        <translation>The manifest or a signature cannot be read</translation>
    </message>
    <message>
        <source>文件与清单不一致，内容被改动过</source>
        <translation>The files differ from the manifest: something was altered</translation>
    </message>
    <message>
        <source>还缺签名，机器人不会使用</source>
        <translation>A signature is missing; robots do not use it yet</translation>
    </message>
    <message>
        <source>签名与内容不符</source>
        <translation>A signature does not fit the content</translation>
    </message>
    <message>
        <source>签名密钥不在角色文件中</source>
        <translation>The role document does not name the signing key</translation>
    </message>
    <message>
        <source>签名密钥不在有效期内</source>
        <translation>The signing key is not valid now</translation>
    </message>
    <message>
        <source>签名密钥已吊销</source>
        <translation>The signing key was revoked</translation>
    </message>
    <message>
        <source>编写人与审批人不能是同一人，没有签署</source>
        <translation>Author and approver must be two people; nothing was signed</translation>
    </message>
    <message>
        <source>这个密钥的主人没有审批角色，没有签署</source>
        <translation>The key&apos;s owner may not approve; nothing was signed</translation>
    </message>
    <message>
        <source>签署人的角色不在有效期内</source>
        <translation>The signer&apos;s role is not valid now</translation>
    </message>
    <message>
        <source>已过有效期</source>
        <translation>It has expired</translation>
    </message>
    <message>
        <source>本机时间早于发布包的制作日</source>
        <translation>This clock stands before the day it was made</translation>
    </message>
    <message>
        <source>已被撤销</source>
        <translation>It was revoked</translation>
    </message>
    <message>
        <source>撤销清单无法使用，请管理员重新安装</source>
        <translation>The list of revocations cannot be used; an administrator must install it again</translation>
    </message>
    <message>
        <source>版本低于已经使用过的版本</source>
        <translation>Older than a version that was used before</translation>
    </message>
    <message>
        <source>同一版本号已用过别的内容，请提高版本号</source>
        <translation>This version number was used for other content; raise it</translation>
    </message>
    <message>
        <source>回退指令无法使用</source>
        <translation>The order to go back cannot be used</translation>
    </message>
    <message>
        <source>需要更新版本的 Tandem</source>
        <translation>It needs a newer Tandem</translation>
    </message>
    <message>
        <source>本机没有安装公钥与角色文件，无法核对签名</source>
        <translation>Keys and roles are not installed here, so signatures cannot be checked</translation>
    </message>
    <message>
        <source>本账号可改写公钥目录，签名证明不了什么</source>
        <translation>This account can change the keys, so signatures prove nothing</translation>
    </message>
    <message>
        <source>角色文件无法使用，请管理员重新安装</source>
        <translation>The role document cannot be used; an administrator must install it again</translation>
    </message>
    <message>
        <source>角色文件中有人身兼两职</source>
        <translation>The role document gives somebody two duties that must be apart</translation>
    </message>
    <message>
        <source>密钥文件打不开，或口令不对；没有签署，什么都没有改变</source>
        <translation>The key file does not open with this passphrase; nothing was signed or changed</translation>
    </message>
    <message>
        <source>合规方已经签过，什么都没有改变</source>
        <translation>Compliance has signed already; nothing was changed</translation>
    </message>
    <message>
        <source>签名文件已经存在，没有覆盖</source>
        <translation>The signature&apos;s file exists already and was left alone</translation>
    </message>
    <message>
        <source>签名写不进发布包目录，没有签署</source>
        <translation>The signature cannot be written there; nothing was signed</translation>
    </message>
    <message>
        <source>目录里的发布包已经不是您看过的那一份，没有签署；请重新读取</source>
        <translation>The folder holds another release than the one you looked at; nothing was signed. Read it again</translation>
    </message>
    <message>
        <source>请填写完整路径，以 / 或盘符开头</source>
        <translation>Give the whole path, from / or a drive</translation>
    </message>
    <message>
        <source>话术库里已经没有这条话术</source>
        <translation>This talk track is not in the library any more</translation>
    </message>
    <message>
        <source>本机台账没有及时答复，什么都没有丢失，请再试一次</source>
        <translation>The store did not answer in time; nothing was lost, try again</translation>
    </message>
    <message>
        <source>文件读不出来</source>
        <translation>The file cannot be read</translation>
    </message>
    <message>
        <source>不是有效的 YAML</source>
        <translation>It is not YAML</translation>
    </message>
    <message>
        <source>同一个键写了两次</source>
        <translation>A key stands twice</translation>
    </message>
    <message>
        <source>键缺失、拼错或类型不对</source>
        <translation>A key is missing, misspelt or of another kind</translation>
    </message>
    <message>
        <source>骨架里的空白没有填</source>
        <translation>A blank of the skeleton is left</translation>
    </message>
    <message>
        <source>目录里没有 pack.yaml，没有人负责</source>
        <translation>The folder has no pack.yaml, so nobody answers for it</translation>
    </message>
    <message>
        <source>话术包编号与目录名不一致</source>
        <translation>The pack&apos;s id is not its folder&apos;s name</translation>
    </message>
    <message>
        <source>产品类别不归这个话术包负责</source>
        <translation>The pack does not answer for this product line</translation>
    </message>
    <message>
        <source>话术编号与文件名不一致或重复</source>
        <translation>The id is not the file&apos;s name, or stands twice</translation>
    </message>
    <message>
        <source>失效日早于生效日</source>
        <translation>It ends before it begins</translation>
    </message>
    <message>
        <source>有效期超过两年，应定期重新审阅</source>
        <translation>Valid for more than two years; words are looked at again in time</translation>
    </message>
    <message>
        <source>话术已过期，不会再发送</source>
        <translation>Expired; it is not sent any more</translation>
    </message>
    <message>
        <source>没有名称，不便查找</source>
        <translation>It has no title to be found by</translation>
    </message>
    <message>
        <source>缺少这个渠道必需的部分</source>
        <translation>A piece that this channel needs is missing</translation>
    </message>
    <message>
        <source>超过这个渠道能显示的长度</source>
        <translation>Longer than this channel shows</translation>
    </message>
    <message>
        <source>没有说明是谁、哪家支行发出</source>
        <translation>It does not say who writes, from which branch</translation>
    </message>
    <message>
        <source>锁屏可见的通知里出现客户姓名或金额</source>
        <translation>A name or an amount would stand on a locked screen</translation>
    </message>
    <message>
        <source>填空既不像银行数据也不像客户经理填写</source>
        <translation>A slot is neither clearly data nor clearly the manager&apos;s</translation>
    </message>
    <message>
        <source>填空取自不允许的数据</source>
        <translation>A slot takes data that may not be shown</translation>
    </message>
    <message>
        <source>填空的默认值不合规则</source>
        <translation>A slot&apos;s default does not fit the slot</translation>
    </message>
    <message>
        <source>填空没有默认值，每条任务都要等人填写</source>
        <translation>A slot without default makes each task wait for a person</translation>
    </message>
    <message>
        <source>填空没有用到</source>
        <translation>A slot is not used</translation>
    </message>
    <message>
        <source>文字里的填空没有说明</source>
        <translation>The text names a slot that is not described</translation>
    </message>
    <message>
        <source>有落单的花括号</source>
        <translation>A brace stands alone</translation>
    </message>
    <message>
        <source>有看不见的字符</source>
        <translation>There are invisible characters</translation>
    </message>
    <message>
        <source>字符的写法不统一（应为 NFC）</source>
        <translation>Characters are not in one form (NFC)</translation>
    </message>
    <message>
        <source>固定文字已超过允许的长度</source>
        <translation>The fixed words alone are too long</translation>
    </message>
    <message>
        <source>出现网址、地址或长号码</source>
        <translation>There is a link, an address or a long number</translation>
    </message>
    <message>
        <source>两个版本的文字相同，无法比较效果</source>
        <translation>Two variants say the same and cannot be compared</translation>
    </message>
    <message>
        <source>版本的编号重复</source>
        <translation>A variant&apos;s key stands twice</translation>
    </message>
    <message>
        <source>必须出现的句子没有在每个版本中逐字出现</source>
        <translation>A required sentence does not stand word for word in every variant</translation>
    </message>
    <message>
        <source>营销内容没有说明如何拒收</source>
        <translation>Marketing does not say how to refuse more of it</translation>
    </message>
    <message>
        <source>柜面推介没有说明由客户自主决定</source>
        <translation>It does not say that the customer decides</translation>
    </message>
    <message>
        <source>没有写明理财非存款、产品有风险、投资须谨慎</source>
        <translation>It does not say that wealth products are no deposits</translation>
    </message>
    <message>
        <source>没有写明过往业绩不代表未来表现</source>
        <translation>It does not say that past results are no promise</translation>
    </message>
    <message>
        <source>没有写明业绩比较基准不代表实际收益</source>
        <translation>It does not say what a benchmark is not</translation>
    </message>
    <message>
        <source>提到产品却没有风险等级或风险测评</source>
        <translation>A product is named without its risk or the assessment</translation>
    </message>
    <message>
        <source>没有写明贷款利率、额度及费用以审批和合同为准</source>
        <translation>It does not say what decides a loan&apos;s cost</translation>
    </message>
    <message>
        <source>没有提示合理借贷</source>
        <translation>It does not ask to borrow with care</translation>
    </message>
    <message>
        <source>没有写明息费以公示为准</source>
        <translation>It does not say where interest and fees stand</translation>
    </message>
    <message>
        <source>没有写明存款利率以公告为准</source>
        <translation>It does not say what decides a deposit&apos;s rate</translation>
    </message>
</context>
<context>
    <name>ReviewEntries</name>
    <message>
        <source>概要</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>变化、影响与检查</source>
        <translation>What changes, for whom</translation>
    </message>
    <message>
        <source>话术检查</source>
        <translation>Lint</translation>
    </message>
    <message>
        <source>{errors} 处错误 · {warnings} 处提示</source>
        <translation>Errors {errors} · hints {warnings}</translation>
    </message>
    <message>
        <source>{version} 没有升版</source>
        <translation>{version} not raised</translation>
    </message>
    <message numerus="yes">
        <source>今日 %n 条</source>
        <translation>
            <numerusform>%n today</numerusform>
            <numerusform>%n today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 处</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>审查</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>打开密钥…</source>
        <translation>Open key…</translation>
    </message>
    <message>
        <source>待复核</source>
        <translation>To review</translation>
    </message>
    <message>
        <source>日志</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>待复核 {count}</source>
        <translation>To review {count}</translation>
    </message>
    <message>
        <source>以 {name} 的身份签署</source>
        <translation>Signing as {name}</translation>
    </message>
    <message>
        <source>收起密钥</source>
        <translation>Put key away</translation>
    </message>
</context>
<context>
    <name>ReviewPane</name>
    <message>
        <source>规则与处理记录</source>
        <extracomment>The text is shown at most so many lines high; longer ones scroll.</extracomment>
        <translation>Rules and decisions</translation>
    </message>
    <message>
        <source>复核 {number}</source>
        <translation>Review {number}</translation>
    </message>
    <message>
        <source>客户经理 {rm}</source>
        <translation>RM {rm}</translation>
    </message>
    <message>
        <source>客户 {name}</source>
        <translation>customer {name}</translation>
    </message>
    <message>
        <source>不在任务清单里的客户</source>
        <translation>customer of no task list</translation>
    </message>
    <message>
        <source>话术 {track} 第 {version} 版</source>
        <translation>talk track {track} v{version}</translation>
    </message>
    <message>
        <source>客户经理附言：{words}</source>
        <translation>RM&apos;s note: {words}</translation>
    </message>
    <message>
        <source>之前的聊天</source>
        <translation>The chat before it</translation>
    </message>
    <message>
        <source>客户：{words}</source>
        <translation>Customer: {words}</translation>
    </message>
    <message>
        <source>客户经理：{words}</source>
        <translation>RM: {words}</translation>
    </message>
    <message>
        <source>批准的内容已于 {when} 发出</source>
        <translation>The approved text went out {when}</translation>
    </message>
    <message>
        <source>原文：【{words}】</source>
        <translation>In the text: [{words}]</translation>
    </message>
    <message>
        <source>依据：{law}</source>
        <translation>Source: {law}</translation>
    </message>
    <message>
        <source>可改为：{words}</source>
        <translation>Approved wording: {words}</translation>
    </message>
    <message>
        <source>{state} · {name} · {when}</source>
        <translation>{state} · {name} · {when}</translation>
    </message>
    <message>
        <source>密钥 {key}</source>
        <translation>key {key}</translation>
    </message>
</context>
<context>
    <name>ReviewQueue</name>
    <message>
        <source>复核队列</source>
        <extracomment>state, kind Number of the review, or 0.</extracomment>
        <translation>Queue of reviews</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>经办与客户</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>结论与规则</source>
        <translation>Verdict, rule</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
</context>
<context>
    <name>ReviewTab</name>
    <message>
        <source>浏览…</source>
        <translation>Browse…</translation>
    </message>
    <message>
        <source>读取并对照</source>
        <translation>Read and compare</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>变化</source>
        <translation>Changes</translation>
    </message>
    <message>
        <source>候选发布包的目录，如 /srv/releases/r8</source>
        <translation>Folder of the candidate release, such as /srv/releases/r8</translation>
    </message>
    <message>
        <source>候选发布包的目录</source>
        <translation>Folder of the candidate release</translation>
    </message>
    <message>
        <source>变化的内容</source>
        <translation>The change</translation>
    </message>
    <message>
        <source>发布包与签署</source>
        <translation>Release and signature</translation>
    </message>
    <message>
        <source>正在读取、对照和检查，大约几秒钟</source>
        <translation>Reading, comparing and checking; a few seconds</translation>
    </message>
    <message>
        <source>{why}
没有读取，什么都没有改变。代码 {code}</source>
        <translation>{why}
Nothing was read or changed. Code {code}</translation>
    </message>
    <message>
        <source>这个发布包看不了</source>
        <translation>This release cannot be reviewed</translation>
    </message>
    <message numerus="yes">
        <source>检查了 %n 个文件</source>
        <translation>
            <numerusform>%n file checked</numerusform>
            <numerusform>%n files checked</numerusform>
        </translation>
    </message>
    <message>
        <source>没有发现问题</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>选择一个候选发布包</source>
        <translation>Choose a candidate release</translation>
    </message>
    <message>
        <source>读取后与使用中的内容逐条对照：话术、规则、词库、检查结果和受影响的客户。
这里不会改动任何文件，签署之外什么都不写</source>
        <translation>It is compared with what is in use: talk tracks, policy, lexicons, lint and the customers it concerns.
No file is changed here, and nothing is written but a signature</translation>
    </message>
</context>
<context>
    <name>Reviews</name>
    <message>
        <source>密钥文件打不开，或口令不对</source>
        <translation>The key file does not open, or the passphrase is another</translation>
    </message>
    <message>
        <source>密钥不在角色文件里，没有做出决定</source>
        <translation>The key is not in the role document; nothing was decided</translation>
    </message>
    <message>
        <source>密钥已过期，没有做出决定</source>
        <translation>The key has expired; nothing was decided</translation>
    </message>
    <message>
        <source>密钥已吊销，没有做出决定</source>
        <translation>The key was revoked; nothing was decided</translation>
    </message>
    <message>
        <source>签名与内容不符</source>
        <translation>The signature does not fit the text</translation>
    </message>
    <message>
        <source>签名无法识别</source>
        <translation>The signature cannot be read</translation>
    </message>
    <message>
        <source>签名人不是主管，没有做出决定</source>
        <translation>The signer is no supervisor; nothing was decided</translation>
    </message>
    <message>
        <source>签名人的主管角色已到期，没有做出决定</source>
        <translation>The signer&apos;s role has expired; nothing was decided</translation>
    </message>
    <message>
        <source>不能复核自己写的内容，请换一位主管</source>
        <translation>Nobody reviews words of their own; another supervisor must</translation>
    </message>
    <message>
        <source>没有安装密钥和角色文件，只能查看</source>
        <translation>keys and roles are not installed</translation>
    </message>
    <message>
        <source>密钥和角色文件没有受到保护，只能查看</source>
        <translation>keys and roles are not protected</translation>
    </message>
    <message>
        <source>角色文件不能用，只能查看</source>
        <translation>the role document cannot be used</translation>
    </message>
    <message>
        <source>角色文件把不相容的职责给了同一人，只能查看</source>
        <translation>the role document gives one person two duties that must be apart</translation>
    </message>
    <message>
        <source>吊销清单不能用，只能查看</source>
        <translation>the list of revocations cannot be used</translation>
    </message>
    <message>
        <source>待复核</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>已上报</source>
        <translation>Escalated</translation>
    </message>
    <message>
        <source>已批准</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>已驳回</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>误报</source>
        <translation>False alarm</translation>
    </message>
    <message>
        <source>待处理</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>待发内容</source>
        <translation>To send</translation>
    </message>
    <message>
        <source>手工消息</source>
        <translation>By hand</translation>
    </message>
    <message>
        <source>全部类型</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>须复核</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>不允许</source>
        <translation>Not allowed</translation>
    </message>
</context>
<context>
    <name>ReviewsSection</name>
    <message>
        <source>机器人不在线</source>
        <extracomment>What changes while the page is looked at is read so often at most, in milliseconds. How many wait for a decision. The key was opened or is not open any more.</extracomment>
        <translation>the robot is offline</translation>
    </message>
    <message>
        <source>只能查看：{why}</source>
        <translation>Read only: {why}</translation>
    </message>
    <message>
        <source>复核 {number} {state}，由 {name} 签署</source>
        <translation>Review {number}: {state}, signed by {name}</translation>
    </message>
</context>
<context>
    <name>RowsCard</name>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>日志里没有叫“{words}”的</source>
        <translation>Nothing in the log is called “{words}”</translation>
    </message>
    <message>
        <source>没有符合条件的记录</source>
        <translation>Nothing fits</translation>
    </message>
    <message>
        <source>去掉一个筛选，或按 T 再按 Esc 放开时段</source>
        <translation>Take a filter away, or press T and Esc for all time</translation>
    </message>
    <message>
        <source>日志还是空的</source>
        <translation>The log is still empty</translation>
    </message>
    <message>
        <source>机器人做的每一步都会出现在这里</source>
        <translation>Everything the robot does will appear here</translation>
    </message>
    <message>
        <source>没有异常</source>
        <translation>No anomalies</translation>
    </message>
    <message>
        <source>全部记录在“全部”里</source>
        <translation>All records are under “All”</translation>
    </message>
    <message>
        <source>都复核过了</source>
        <translation>Everything has been looked at</translation>
    </message>
    <message>
        <source>新的异常会出现在这里</source>
        <translation>New anomalies will appear here</translation>
    </message>
    <message>
        <source>“{view}”里没有记录</source>
        <translation>There is nothing under “{view}”</translation>
    </message>
    <message>
        <source>日志本身没有改动</source>
        <translation>the log itself is unchanged</translation>
    </message>
    <message>
        <source>读不到日志</source>
        <translation>The log cannot be read</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>机器人运行</source>
        <extracomment>Verbs whose refusal is told on this page. Attention, act</extracomment>
        <translation>Robot run</translation>
    </message>
    <message>
        <source>需要您处理</source>
        <translation>Needs you</translation>
    </message>
    <message>
        <source>实时画面</source>
        <translation>Live picture</translation>
    </message>
    <message>
        <source>第 {number}/{total} 步：{step}</source>
        <translation>Step {number}/{total}: {step}</translation>
    </message>
    <message>
        <source>最后画面 {time}</source>
        <translation>last at {time}</translation>
    </message>
</context>
<context>
    <name>SampleStrip</name>
    <message>
        <source>抽样…</source>
        <extracomment>A person wants to draw.</extracomment>
        <translation>Draw a sample…</translation>
    </message>
    <message>
        <source>不知道样本看到哪里了：{why}</source>
        <translation>How far the sample is cannot be told: {why}</translation>
    </message>
</context>
<context>
    <name>ScheduleCard</name>
    <message>
        <source>按计划无人值守运行(&amp;S)</source>
        <extracomment>Days that are looked ahead, and starts that are listed.</extracomment>
        <translation>Run unattended as &amp;scheduled</translation>
    </message>
    <message>
        <source>按计划无人值守运行</source>
        <translation>Run unattended as scheduled</translation>
    </message>
    <message>
        <source>无人值守计划</source>
        <translation>Schedule</translation>
    </message>
    <message>
        <source>下次开始</source>
        <translation>Next start</translation>
    </message>
    <message>
        <source>之后</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>节假日数据</source>
        <translation>Holiday calendar</translation>
    </message>
    <message>
        <source>时段、工作日和上限由银行设定，在这里只能查看</source>
        <translation>Windows, workdays and caps are set by the bank and can only be seen here</translation>
    </message>
    <message>
        <source>{start} 至 {end}</source>
        <translation>{start} to {end}</translation>
    </message>
    <message>
        <source>未安排</source>
        <translation>None planned</translation>
    </message>
    <message>
        <source>到 {day}</source>
        <translation>Until {day}</translation>
    </message>
</context>
<context>
    <name>ScriptCard</name>
    <message>
        <source>话术</source>
        <extracomment>Lines of small text that a finding takes, and all that is shown beside findings. A tip stays this long, in milliseconds. The verdict may take this long before &apos;checking&apos; is shown, in milliseconds. Where the focus goes after writing.</extracomment>
        <translation>Script</translation>
    </message>
    <message>
        <source>将要发送的文字</source>
        <translation>Text to be sent</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>只有您看得到，不会发给客户</source>
        <translation>For you only, never sent</translation>
    </message>
    <message>
        <source>客户数据，锁定</source>
        <translation>Customer data, locked</translation>
    </message>
    <message>
        <source>法定提示，锁定</source>
        <translation>Required by law, locked</translation>
    </message>
    <message>
        <source>可填写（按 E）</source>
        <translation>Yours to write (E)</translation>
    </message>
    <message>
        <source>{used} / {limit} 字</source>
        <translation>{used} / {limit} characters</translation>
    </message>
    <message>
        <source>正在核对…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>这段话术没有可以填写的地方，全文都是锁定的</source>
        <translation>This talk track has no place to fill in; all of it is locked</translation>
    </message>
    <message>
        <source>这里是锁定的；只有绿色处可以填写</source>
        <translation>This is locked; only the green places are yours to write</translation>
    </message>
    <message>
        <source>已到这一处允许的字数</source>
        <translation>This place is full</translation>
    </message>
    <message>
        <source>Enter 完成 · Tab 下一处 · F8 下一个提示 · Ctrl+H 改用批准的措辞 · Ctrl+Enter 直接发送</source>
        <translation>Enter done · Tab next slot · F8 next hint · Ctrl+H approved wording · Ctrl+Enter send</translation>
    </message>
</context>
<context>
    <name>ScriptEditor</name>
    <message>
        <source>〔可填写，最多 {n} 字〕</source>
        <extracomment>They only bring back what free slots held before. slot name, its words `locked` or `too_long` Escape or Enter: back to the list. Ctrl+Enter. Whether a free slot can be written now. Whether an input method is in the middle of a word. The text that the findings are about.</extracomment>
        <translation>[yours to write, up to {n}]</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>{begin} – {end}</source>
        <extracomment>A filter&apos;s chip was pressed away: its facet, or `time`.</extracomment>
        <translation>{begin} – {end}</translation>
    </message>
    <message>
        <source>去掉筛选：{words}</source>
        <translation>Remove filter: {words}</translation>
    </message>
    <message>
        <source>{total} 条 · {took} ms</source>
        <translation>{total} · {took} ms</translation>
    </message>
    <message>
        <source>已找到 {total} 条… · {took} ms</source>
        <translation>{total} so far… · {took} ms</translation>
    </message>
    <message>
        <source>新增 {count} 条  F5</source>
        <translation>{count} new  F5</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>搜索客户、拼音首字母、规则、编号</source>
        <extracomment>After the last change of the words the search begins, in milliseconds. Longest search, in characters. More values of one filter than this are counted in its chip, not named. Escape or Down: the table wants the focus.</extracomment>
        <translation>Customer, pinyin initials, rule, id</translation>
    </message>
    <message>
        <source>搜索日志</source>
        <translation>Search the log</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>已由独立会话读到这条消息</source>
        <translation>The message was read back by a separate session</translation>
    </message>
    <message>
        <source>已由人工完成</source>
        <translation>Done by a person</translation>
    </message>
    <message>
        <source>已点击发送，但限时内没有查到；核对之前不会重发</source>
        <translation>Sent was clicked but the message was not found in time; it is not sent again before it is settled</translation>
    </message>
    <message>
        <source>网站里出现了两条相同的消息，请核对</source>
        <translation>The site holds the message twice; please check</translation>
    </message>
    <message>
        <source>网站里的文字与批准的不一致，请核对</source>
        <translation>The site&apos;s text differs from the approved one; please check</translation>
    </message>
    <message>
        <source>查证会话不可用，暂时无法确认是否送达</source>
        <translation>The witness session is not available, so delivery cannot be confirmed yet</translation>
    </message>
    <message>
        <source>聊天里已经有这条消息，没有再发</source>
        <translation>The chat holds this message already; not sent again</translation>
    </message>
    <message>
        <source>今天已经联系过这位客户，没有再发</source>
        <translation>This customer was contacted today already; not sent again</translation>
    </message>
    <message>
        <source>平台当日发送额度已用完，没有发出</source>
        <translation>The platform&apos;s daily quota is used up; not sent</translation>
    </message>
    <message>
        <source>客户今天已收到其他群发，平台没有放行</source>
        <translation>The customer received another mass message today; the platform refused</translation>
    </message>
    <message>
        <source>客户已不是好友，没有发出</source>
        <translation>The customer is not a contact any more; not sent</translation>
    </message>
    <message>
        <source>平台拒绝了发送，没有发出</source>
        <translation>The platform refused; not sent</translation>
    </message>
    <message>
        <source>找不到这位客户的会话，没有发出</source>
        <translation>The customer&apos;s chat was not found; not sent</translation>
    </message>
    <message>
        <source>找到不止一位相符的客户，没有发出</source>
        <translation>More than one customer fits; not sent</translation>
    </message>
    <message>
        <source>打开的会话不是这位客户，没有发出</source>
        <translation>The chat that opened is another customer&apos;s; not sent</translation>
    </message>
    <message>
        <source>输入框里的文字与批准的不一致，没有发出</source>
        <translation>The text in the box differs from the approved one; not sent</translation>
    </message>
    <message>
        <source>网页改版，机器人不认得，没有发出</source>
        <translation>The page has changed and the robot does not know it; not sent</translation>
    </message>
    <message>
        <source>网页打不开，没有发出</source>
        <translation>The page does not open; not sent</translation>
    </message>
    <message>
        <source>该网站有一条结果未知，核对之前不再发送</source>
        <translation>One result on this site is unknown; nothing more is sent before it is settled</translation>
    </message>
    <message>
        <source>需要您登录网站</source>
        <translation>The site needs your login</translation>
    </message>
    <message>
        <source>网站登录的是别人的账号，请换回本人账号</source>
        <translation>The site is logged in as somebody else; switch back to your account</translation>
    </message>
    <message>
        <source>会话里有未发出的草稿，请先处理</source>
        <translation>The chat holds an unsent draft; deal with it first</translation>
    </message>
    <message>
        <source>没有可用的话术，请人工联系</source>
        <translation>No talk track fits; contact by hand</translation>
    </message>
    <message>
        <source>客户数据填不进话术，请人工核对</source>
        <translation>The customer&apos;s data does not fit the talk track; check by hand</translation>
    </message>
    <message>
        <source>这个渠道需要您本人操作</source>
        <translation>This channel needs you in person</translation>
    </message>
    <message>
        <source>您已跳过</source>
        <translation>Skipped by you</translation>
    </message>
    <message>
        <source>您已撤销，没有发出</source>
        <translation>Undone by you; not sent</translation>
    </message>
    <message>
        <source>急停时取消，没有发出</source>
        <translation>Cancelled by the stop; not sent</translation>
    </message>
    <message>
        <source>机器人重启时取消，没有发出</source>
        <translation>Cancelled when the robot restarted; not sent</translation>
    </message>
    <message>
        <source>客户数据缺失，话术填不完整</source>
        <translation>Customer data is missing for this talk track</translation>
    </message>
    <message>
        <source>话术里没有这一处</source>
        <translation>The talk track has no such place</translation>
    </message>
    <message>
        <source>缺少法定提示语</source>
        <translation>The words required by law are missing</translation>
    </message>
    <message>
        <source>话术今天不在有效期内</source>
        <translation>The talk track is not valid today</translation>
    </message>
    <message>
        <source>话术不适用于这个渠道</source>
        <translation>The talk track is not for this channel</translation>
    </message>
    <message>
        <source>话术不适用于这类产品</source>
        <translation>The talk track is not for this kind of product</translation>
    </message>
    <message>
        <source>话术不适用于这个客户等级</source>
        <translation>The talk track is not for this tier</translation>
    </message>
    <message>
        <source>话术没有这个版本</source>
        <translation>The talk track has no such variant</translation>
    </message>
    <message>
        <source>客户没有授权这个渠道的营销联系</source>
        <translation>The customer did not agree to marketing on this channel</translation>
    </message>
    <message>
        <source>客户已要求不再联系</source>
        <translation>The customer asked not to be contacted</translation>
    </message>
    <message>
        <source>今天给这位客户的联系已到上限</source>
        <translation>This customer&apos;s contacts for today are used up</translation>
    </message>
    <message>
        <source>本月给这位客户的联系已到上限</source>
        <translation>This customer&apos;s contacts for this month are used up</translation>
    </message>
    <message>
        <source>产品风险高于客户的承受等级</source>
        <translation>The product is riskier than the customer&apos;s rating allows</translation>
    </message>
    <message>
        <source>客户没有风险测评，不能推荐这个产品</source>
        <translation>The customer has no risk rating, so this product may not be offered</translation>
    </message>
    <message>
        <source>客户的风险测评已过期，请先重新测评</source>
        <translation>The customer&apos;s risk rating has expired; rate again first</translation>
    </message>
    <message>
        <source>现在是免打扰时段</source>
        <translation>These are quiet hours</translation>
    </message>
    <message>
        <source>本机时间突然变快，有人确认或恢复一致之前不发送</source>
        <translation>The clock jumped ahead; nothing is sent until somebody confirms it or it agrees again</translation>
    </message>
    <message>
        <source>银行没有授权机器人用这个账号做这类联系</source>
        <translation>The bank gave the robot no right to such contacts for this account</translation>
    </message>
    <message>
        <source>这一敏感级别的信息不能无人值守发送</source>
        <translation>Messages of this level are not sent unattended</translation>
    </message>
    <message>
        <source>客户拒绝这个渠道或这类信息</source>
        <translation>The customer refused this channel or this kind of message</translation>
    </message>
    <message>
        <source>客户有投诉在处理，请先由人工沟通</source>
        <translation>A complaint of the customer is open; a person speaks with them first</translation>
    </message>
    <message>
        <source>与客户有争议在处理，请先由人工沟通</source>
        <translation>A dispute with the customer is open; a person speaks with them first</translation>
    </message>
    <message>
        <source>客户风险测评次数超过规定，评级不能采用</source>
        <translation>The customer&apos;s risk was assessed too often for the rating to count</translation>
    </message>
    <message>
        <source>高龄客户与这个产品等级须由人工确认</source>
        <translation>An older customer and a product of this grade want a person&apos;s confirmation</translation>
    </message>
    <message>
        <source>普通投资者的高风险产品须由人工联系并复核</source>
        <translation>A product of high risk is brought to an ordinary investor by a person, and reviewed</translation>
    </message>
    <message>
        <source>节假日不做营销联系</source>
        <translation>No marketing on this holiday</translation>
    </message>
    <message>
        <source>本周给这位客户的联系已到上限</source>
        <translation>The customer&apos;s cap of the week is reached</translation>
    </message>
    <message>
        <source>本月就这类产品给这位客户的联系已到上限</source>
        <translation>The customer&apos;s cap of the month for this product line is reached</translation>
    </message>
    <message>
        <source>本月平台允许这位客户接收的条数已到上限</source>
        <translation>The platform&apos;s cap of the month for the customer is reached</translation>
    </message>
    <message>
        <source>距上次营销联系的天数还不够</source>
        <translation>The last marketing message was too few days ago</translation>
    </message>
    <message>
        <source>客户刚拒绝或刚购买，暂不营销这类产品</source>
        <translation>The customer refused or bought not long ago; no marketing of this line yet</translation>
    </message>
    <message>
        <source>客户在对照组，不联系</source>
        <translation>The customer is in the comparison group and is not contacted</translation>
    </message>
    <message>
        <source>节日</source>
        <translation>Holiday</translation>
    </message>
    <message>
        <source>最近一次</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>间隔天数</source>
        <translation>Days apart</translation>
    </message>
    <message>
        <source>快了（秒）</source>
        <translation>Seconds ahead</translation>
    </message>
    <message>
        <source>年龄</source>
        <translation>Age</translation>
    </message>
    <message>
        <source>敏感级别</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>本机时间没有变快，什么都没有改变</source>
        <translation>The clock did not jump ahead; nothing was changed</translation>
    </message>
    <message>
        <source>急停中，不发送任何消息</source>
        <translation>Stopped; nothing is sent</translation>
    </message>
    <message>
        <source>填写的内容太长</source>
        <translation>What you wrote is too long</translation>
    </message>
    <message>
        <source>填写的内容里有不允许的字符</source>
        <translation>What you wrote has a character that is not allowed</translation>
    </message>
    <message>
        <source>这一处必须填写</source>
        <translation>This place must be filled in</translation>
    </message>
    <message>
        <source>填写的内容里不允许有链接</source>
        <translation>Links are not allowed here</translation>
    </message>
    <message>
        <source>全文超过允许的长度</source>
        <translation>The whole text is too long</translation>
    </message>
    <message>
        <source>网站把消息记到了另一位客户名下，请核对两位客户</source>
        <translation>The site filed the message under another customer; look at both</translation>
    </message>
    <message>
        <source>已由人工核对并确认结果</source>
        <translation>Settled by a person who looked</translation>
    </message>
    <message>
        <source>客户在聊天里要求不再联系，没有发出</source>
        <translation>The customer asked in the chat not to be contacted; not sent</translation>
    </message>
    <message>
        <source>平台先显示已发送，随后退回，没有送达</source>
        <translation>The platform showed it as sent and then returned it; not delivered</translation>
    </message>
    <message>
        <source>网站连续出错，已暂停发送，恢复后自动继续</source>
        <translation>The site keeps failing; sending is paused and goes on when it recovers</translation>
    </message>
    <message>
        <source>等到发送时段结束仍未发出，已取消</source>
        <translation>The sending window closed before it could be sent; cancelled</translation>
    </message>
    <message>
        <source>有人正在操作机器人的浏览器，交还后继续</source>
        <translation>A person works in the robot&apos;s browser; it goes on once handed back</translation>
    </message>
    <message>
        <source>未获准无人值守发送，请您本人逐条发送</source>
        <translation>Sending unattended is not permitted; please send it yourself</translation>
    </message>
    <message>
        <source>本机时间早于日志里的最后一条，到点之前不发送</source>
        <translation>This machine&apos;s clock is behind the log&apos;s last record; nothing is sent before that time</translation>
    </message>
    <message>
        <source>本机没有可用的系统钥匙串</source>
        <translation>This machine has no usable system keyring</translation>
    </message>
    <message>
        <source>系统钥匙串锁着，请先解锁</source>
        <translation>The system keyring is locked; unlock it first</translation>
    </message>
    <message>
        <source>钥匙串里没有这个账号的密码</source>
        <translation>The keyring has no password for this account</translation>
    </message>
    <message>
        <source>密码没有存进钥匙串，什么都没有改变</source>
        <translation>The password was not stored; nothing was changed</translation>
    </message>
    <message>
        <source>已经来不及撤销，这条已交给机器人发送</source>
        <translation>Too late to undo; the robot is sending it already</translation>
    </message>
    <message>
        <source>这条任务已经开始或结束，不能再操作</source>
        <translation>This task has begun or ended already</translation>
    </message>
    <message>
        <source>清单里没有这条任务了</source>
        <translation>The list no longer has this task</translation>
    </message>
    <message>
        <source>这条任务不属于今天</source>
        <translation>This task belongs to another day</translation>
    </message>
    <message>
        <source>已有运行在进行</source>
        <translation>A run is under way already</translation>
    </message>
    <message>
        <source>现在没有运行</source>
        <translation>There is no run now</translation>
    </message>
    <message>
        <source>正在核对，请稍候</source>
        <translation>Settling is under way already</translation>
    </message>
    <message>
        <source>急停没有执行成功，请在终端运行 tandem stop 或关闭浏览器</source>
        <translation>The emergency stop failed; run `tandem stop` in a terminal or close the browser</translation>
    </message>
    <message>
        <source>急停无法解除，请在终端运行 tandem doctor</source>
        <translation>The stop cannot be released; run tandem doctor in a terminal</translation>
    </message>
    <message>
        <source>机器人的浏览器没有窗口，无法接管。请工程师在 settings.yaml 设置 browser.headless: false 并重启机器人；现在可以按「本步后暂停」</source>
        <translation>The robot&apos;s browser has no window, so it cannot be taken over. Have the engineer set browser.headless: false in settings.yaml and restart the robot; for now use Pause after this step</translation>
    </message>
    <message>
        <source>已经有人在操作机器人的浏览器</source>
        <translation>Somebody works in the robot&apos;s browser already</translation>
    </message>
    <message>
        <source>没有人在操作机器人的浏览器</source>
        <translation>Nobody works in the robot&apos;s browser</translation>
    </message>
    <message>
        <source>网页上还有弹窗，请在机器人的浏览器里关掉它，再交还</source>
        <translation>A window of the site stands over the page; close it in the robot&apos;s browser, then hand back</translation>
    </message>
    <message>
        <source>这一条没有未知的结果，什么都没有改变</source>
        <translation>Nothing of this one is unknown; nothing was changed</translation>
    </message>
    <message>
        <source>网站没有停用，或要先核对未知结果，什么都没有改变</source>
        <translation>The site is not stopped, or an unknown result must be settled first; nothing was changed</translation>
    </message>
    <message>
        <source>机器人内部出错，这一步没有做；详情在日志里</source>
        <translation>The robot had an internal error and did not do this; the log has more</translation>
    </message>
    <message>
        <source>机器人正在退出，没有受理</source>
        <translation>The robot is shutting down and took nothing</translation>
    </message>
    <message>
        <source>本机没有找到可用的浏览器</source>
        <translation>No usable browser was found on this machine</translation>
    </message>
    <message>
        <source>浏览器启动失败</source>
        <translation>The browser did not start</translation>
    </message>
    <message>
        <source>浏览器被关闭了</source>
        <translation>The browser was closed</translation>
    </message>
    <message>
        <source>没有存入这个账号</source>
        <translation>This account is not stored</translation>
    </message>
    <message>
        <source>密码不能为空</source>
        <translation>The password must not be empty</translation>
    </message>
    <message>
        <source>这个设置不能改成这个值</source>
        <translation>This setting cannot take that value</translation>
    </message>
    <message>
        <source>还没有设置发送消息的网站</source>
        <translation>No site for messages is set up yet</translation>
    </message>
    <message>
        <source>没有这个网站的档案</source>
        <translation>There is no profile of this site</translation>
    </message>
    <message>
        <source>网页跳到了不认识的地址，已停下</source>
        <translation>The page went to an unknown address; stopped</translation>
    </message>
    <message>
        <source>台账里已有这次联系，没有再发</source>
        <translation>The ledger holds this contact already; not sent again</translation>
    </message>
    <message>
        <source>请求不合规则，没有执行</source>
        <translation>The request does not fit the rules; nothing was done</translation>
    </message>
    <message>
        <source>与机器人的连接中断；已受理的不会丢失，正在重新连接</source>
        <translation>The line to the robot broke; what it accepted is not lost. Reconnecting</translation>
    </message>
    <message>
        <source>这一步已经来不及了，情况已更新</source>
        <translation>It was too late for that; what you see is up to date</translation>
    </message>
    <message>
        <source>规则不允许，没有发出</source>
        <translation>A rule says no; not sent</translation>
    </message>
    <message>
        <source>内容不合规则，没有保存</source>
        <translation>This does not fit the rules; not saved</translation>
    </message>
    <message>
        <source>本机缺少所需条件，请在终端运行 tandem doctor</source>
        <translation>This machine lacks something; run tandem doctor in a terminal</translation>
    </message>
    <message>
        <source>日志写不进去，因此不做任何操作；请检查磁盘</source>
        <translation>The journal cannot be written, so nothing is done; check the disk</translation>
    </message>
    <message>
        <source>窗口与机器人的版本不一致，请重启两者</source>
        <translation>Window and robot are of different versions; restart both</translation>
    </message>
    <message>
        <source>网站打不开</source>
        <translation>The site does not open</translation>
    </message>
    <message>
        <source>网站登录的是别人的账号</source>
        <translation>The site is logged in as somebody else</translation>
    </message>
    <message>
        <source>网页改版，机器人不认得</source>
        <translation>The page has changed and the robot does not know it</translation>
    </message>
    <message>
        <source>网页没有按预期工作，已停下</source>
        <translation>The page did not work as expected; stopped</translation>
    </message>
    <message>
        <source>按钮没有点到，没有发出</source>
        <translation>The button was not clicked; nothing was sent</translation>
    </message>
    <message>
        <source>没有设置取数接口</source>
        <translation>No data source is set up</translation>
    </message>
    <message>
        <source>取数接口的地址不对</source>
        <translation>The data source&apos;s address is wrong</translation>
    </message>
    <message>
        <source>取数接口不是加密连接，没有连接</source>
        <translation>The data source is not encrypted, so it was not contacted</translation>
    </message>
    <message>
        <source>取数接口的证书文件读不了</source>
        <translation>The data source&apos;s certificate file cannot be read</translation>
    </message>
    <message>
        <source>取数接口的令牌格式不对</source>
        <translation>The data source&apos;s token has a wrong form</translation>
    </message>
    <message>
        <source>取数接口不接受这个令牌</source>
        <translation>The data source does not accept this token</translation>
    </message>
    <message>
        <source>取数接口跳到了别的地址，已停下</source>
        <translation>The data source led to another address; stopped</translation>
    </message>
    <message>
        <source>取数接口连不上</source>
        <translation>The data source cannot be reached</translation>
    </message>
    <message>
        <source>登录成功</source>
        <translation>Login works</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>customer</translation>
    </message>
    <message>
        <source>产品</source>
        <translation>product</translation>
    </message>
    <message>
        <source>渠道</source>
        <translation>channel</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>place</translation>
    </message>
    <message>
        <source>现有字数</source>
        <translation>length</translation>
    </message>
    <message>
        <source>最多字数</source>
        <translation>at most</translation>
    </message>
    <message>
        <source>上限</source>
        <translation>cap</translation>
    </message>
    <message>
        <source>次数</source>
        <translation>count</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>可联系时段开始</source>
        <translation>From</translation>
    </message>
    <message>
        <source>可联系时段结束</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>生效日</source>
        <translation>Valid from</translation>
    </message>
    <message>
        <source>失效日</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>已过天数</source>
        <translation>Age in days</translation>
    </message>
    <message>
        <source>有效天数</source>
        <translation>Valid for days</translation>
    </message>
    <message>
        <source>话术适用</source>
        <translation>Talk track is for</translation>
    </message>
    <message>
        <source>产品类别</source>
        <translation>Product line</translation>
    </message>
    <message>
        <source>客户等级</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>提示语</source>
        <translation>Sentence</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Variant</translation>
    </message>
    <message>
        <source>客户经理</source>
        <translation>Relationship manager</translation>
    </message>
    <message>
        <source>测评日</source>
        <translation>rated on</translation>
    </message>
    <message>
        <source>直到</source>
        <translation>until</translation>
    </message>
    <message>
        <source>从</source>
        <translation>from</translation>
    </message>
    <message>
        <source>到</source>
        <translation>to</translation>
    </message>
    <message>
        <source>用词</source>
        <translation>word</translation>
    </message>
    <message>
        <source>可以写</source>
        <translation>May hold</translation>
    </message>
    <message>
        <source>数据</source>
        <translation>data</translation>
    </message>
    <message>
        <source>字符</source>
        <translation>character</translation>
    </message>
    <message>
        <source>本次运行该敏感级别的条数已到上限，留待您处理</source>
        <translation>This run has taken all messages of that sensitivity level it may; left for you</translation>
    </message>
    <message>
        <source>账号今日无人值守发送已到上限，留待您处理</source>
        <translation>The account&apos;s cap of the day for unattended sends is reached; left for you</translation>
    </message>
    <message>
        <source>到了时间机器人没有在运行，这次无人值守没有开始</source>
        <translation>The agent was not running when the unattended run was due; it did not start</translation>
    </message>
    <message>
        <source>到了时间电脑在休眠，这次无人值守没有开始</source>
        <translation>The machine was asleep when the unattended run was due; it did not start</translation>
    </message>
    <message>
        <source>急停没有解除，这次无人值守没有开始</source>
        <translation>The robot was stopped when the unattended run was due; it did not start</translation>
    </message>
    <message>
        <source>取不到清单或机器人无法就绪，这次无人值守没有按时开始</source>
        <translation>The unattended run could not start on time: no list, or the robot could not be made ready</translation>
    </message>
    <message>
        <source>无人值守计划已关闭</source>
        <translation>The schedule is off</translation>
    </message>
    <message>
        <source>银行没有设置无人值守的时段，计划无法打开</source>
        <translation>The bank has set no window for unattended runs, so the schedule cannot be switched on</translation>
    </message>
    <message>
        <source>一个月内没有计划的开始时间</source>
        <translation>No start is planned within a month</translation>
    </message>
    <message>
        <source>非工作日</source>
        <translation>Not a workday</translation>
    </message>
    <message>
        <source>银行设定不运行的日子</source>
        <translation>Left out by the bank</translation>
    </message>
    <message>
        <source>计划不含这一天</source>
        <translation>The schedule leaves this weekday out</translation>
    </message>
    <message>
        <source>节假日数据即将到期，请更新</source>
        <translation>The holiday calendar ends soon; update it</translation>
    </message>
    <message>
        <source>节假日数据已到期，更新之前不做无人值守运行</source>
        <translation>The holiday calendar has ended; nothing is started unattended before it is updated</translation>
    </message>
    <message>
        <source>账号的发送节奏已到上限，稍后自动继续</source>
        <translation>The account&apos;s pace is used up for now; sending goes on by itself</translation>
    </message>
    <message>
        <source>使用了绝对化用语</source>
        <translation>Absolute terms are used</translation>
    </message>
    <message>
        <source>与其他银行或产品比较，或贬低同业</source>
        <translation>Another bank or product is compared or run down</translation>
    </message>
    <message>
        <source>把理财、基金或保险与存款比较，容易误导客户</source>
        <translation>A product is compared to a deposit, which misleads</translation>
    </message>
    <message>
        <source>向客户索要密码、验证码或证件照片</source>
        <translation>A password, code or picture of a document is asked for</translation>
    </message>
    <message>
        <source>教客户绕开风险测评、双录或回访</source>
        <translation>A way around the assessment or the recording is shown</translation>
    </message>
    <message>
        <source>提供内幕消息、荐股或带单</source>
        <translation>An insider&apos;s tip or advice on stocks is given</translation>
    </message>
    <message>
        <source>借监管机构、国家或名人的名义背书</source>
        <translation>An authority or a famous person is named as endorsing it</translation>
    </message>
    <message>
        <source>把理财、基金或保险说成存款</source>
        <translation>A product is called a deposit</translation>
    </message>
    <message>
        <source>明示或暗示保本、保收益或没有风险</source>
        <translation>Capital or income is guaranteed, openly or by a hint</translation>
    </message>
    <message>
        <source>暗示购买后不会有损失或收益确定</source>
        <translation>It is hinted that nothing can be lost</translation>
    </message>
    <message>
        <source>承诺贷款或信用卡必定获批</source>
        <translation>Approval of a loan or card is promised</translation>
    </message>
    <message>
        <source>教客户造假材料或改变贷款用途</source>
        <translation>False papers or another use of a loan are suggested</translation>
    </message>
    <message>
        <source>涉及信用卡套现、养卡、代还或虚假提额</source>
        <translation>Misuse of a credit card is suggested</translation>
    </message>
    <message>
        <source>有威胁、羞辱或歧视的话</source>
        <translation>The words threaten, shame or discriminate</translation>
    </message>
    <message>
        <source>推荐银行未批准代销的产品</source>
        <translation>A product is offered that the bank does not sell</translation>
    </message>
    <message>
        <source>以返现、送礼或返佣换取存款或购买</source>
        <translation>A rebate or gift is offered for a deposit or purchase</translation>
    </message>
    <message>
        <source>引导客户离开本行渠道私下联系</source>
        <translation>The customer is led away from the bank&apos;s channels</translation>
    </message>
    <message>
        <source>话里有话，暗示有不便写明的承诺</source>
        <translation>The words wink at something that is not written</translation>
    </message>
    <message>
        <source>给出了确定的收益数字</source>
        <translation>A certain return is named</translation>
    </message>
    <message>
        <source>提到收益数字而没有“不代表实际收益”一类的提示</source>
        <translation>A return is named without its caveat</translation>
    </message>
    <message>
        <source>引导客户把资金转到个人或第三方账户</source>
        <translation>The customer is led to pay to a person or third party</translation>
    </message>
    <message>
        <source>提出代客户操作、保管或签字</source>
        <translation>Acting or signing for the customer is offered</translation>
    </message>
    <message>
        <source>以个人名义承诺赔偿、补足或负责</source>
        <translation>A personal guarantee is given</translation>
    </message>
    <message>
        <source>用时间或名额催促客户购买</source>
        <translation>The customer is hurried</translation>
    </message>
    <message>
        <source>文字里有网址或链接，外发前须复核</source>
        <translation>The words hold a link, which is looked at first</translation>
    </message>
    <message>
        <source>文字里有电话号码或邮箱，外发前须复核</source>
        <translation>The words hold a number or address, which is looked at first</translation>
    </message>
    <message>
        <source>文字里有个人社交账号</source>
        <translation>The words hold a private messenger&apos;s account</translation>
    </message>
    <message>
        <source>文字里有像卡号、账号或证件号的长数字</source>
        <translation>The words hold a long number such as an account&apos;s</translation>
    </message>
    <message>
        <source>检查用的词库无法读取，没有任何改动</source>
        <translation>The lexicons cannot be read; nothing was changed</translation>
    </message>
    <message>
        <source>文字编码无法读取，未作检查</source>
        <translation>The words cannot be read and were not checked</translation>
    </message>
    <message>
        <source>文字太长，未作检查，不能发出</source>
        <translation>The words are too long to be checked and may not leave</translation>
    </message>
    <message>
        <source>整段话读起来像不合规的承诺、隐瞒或引导</source>
        <translation>The whole reads like a forbidden promise, concealment or lure</translation>
    </message>
    <message>
        <source>填写的内容需要主管先看过，没有发出</source>
        <translation>A supervisor has to look at the filled-in words first; not sent</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>没有安装已签发的发布包，不能发送</source>
        <translation>No signed release is installed; nothing is sent</translation>
    </message>
    <message>
        <source>发布包过大，不能发送</source>
        <translation>The release is too large; nothing is sent</translation>
    </message>
    <message>
        <source>发布包无法识别，不能发送</source>
        <translation>The release cannot be understood; nothing is sent</translation>
    </message>
    <message>
        <source>发布包被改动或更换，不再发送；若是新的发布包，请重启机器人</source>
        <translation>The release was altered or replaced; nothing is sent; restart the agent to use a new one</translation>
    </message>
    <message>
        <source>发布包缺少签名，不能发送</source>
        <translation>The release lacks a signature; nothing is sent</translation>
    </message>
    <message>
        <source>发布包签名不符，不能发送</source>
        <translation>A signature of the release does not fit; nothing is sent</translation>
    </message>
    <message>
        <source>发布包的签名密钥不在角色文件中，不能发送</source>
        <translation>The release was signed with a key that the role document does not name; nothing is sent</translation>
    </message>
    <message>
        <source>发布包的签名密钥已过期，不能发送</source>
        <translation>A key that signed the release has expired; nothing is sent</translation>
    </message>
    <message>
        <source>发布包的签名密钥已吊销，不能发送</source>
        <translation>A key that signed the release was revoked; nothing is sent</translation>
    </message>
    <message>
        <source>发布包的编写人与审批人是同一人，不能发送</source>
        <translation>One person wrote and approved the release; nothing is sent</translation>
    </message>
    <message>
        <source>发布包的签署人没有相应角色，不能发送</source>
        <translation>Who signed the release does not hold the role; nothing is sent</translation>
    </message>
    <message>
        <source>发布包签署人的角色已到期，不能发送</source>
        <translation>The role of somebody who signed the release has ended; nothing is sent</translation>
    </message>
    <message>
        <source>发布包已过有效期，不能发送；请安装新的发布包并重启机器人</source>
        <translation>The release has expired; nothing is sent before the next one is installed and the agent restarted</translation>
    </message>
    <message>
        <source>本机时间早于发布包的签发日，不能发送</source>
        <translation>The clock stands before the day on which the release was made; nothing is sent</translation>
    </message>
    <message>
        <source>发布包已被撤销，不能发送</source>
        <translation>The release was revoked; nothing is sent</translation>
    </message>
    <message>
        <source>撤销清单无法使用，不能发送</source>
        <translation>The list of revocations cannot be used; nothing is sent</translation>
    </message>
    <message>
        <source>发布包版本低于已使用过的版本，不能发送</source>
        <translation>The release is older than one that was used before; nothing is sent</translation>
    </message>
    <message>
        <source>发布包的版本号已用于别的内容，不能发送</source>
        <translation>The release&apos;s version was used before with other content; nothing is sent</translation>
    </message>
    <message>
        <source>发布包的回退指令无法使用，不能发送</source>
        <translation>The order to go back to this release cannot be used; nothing is sent</translation>
    </message>
    <message>
        <source>发布包需要更新版本的 Tandem，不能发送</source>
        <translation>The release wants a newer Tandem; nothing is sent</translation>
    </message>
    <message>
        <source>没有安装公钥与角色文件，不能发送</source>
        <translation>Keys and roles are not installed; nothing is sent</translation>
    </message>
    <message>
        <source>本账号可以改写公钥目录，不能发送</source>
        <translation>This account could change the keys; nothing is sent</translation>
    </message>
    <message>
        <source>角色文件无法使用，不能发送</source>
        <translation>The role document cannot be used; nothing is sent</translation>
    </message>
    <message>
        <source>角色文件中有人身兼两职，不能发送</source>
        <translation>The role document gives somebody two duties that must be apart; nothing is sent</translation>
    </message>
    <message>
        <source>发布包现在不能使用，没有发出</source>
        <translation>The release may not be used now; not sent</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Cause</translation>
    </message>
    <message>
        <source>主管没有同意这段内容，请改写后再送，或人工联系</source>
        <translation>The supervisor did not approve these words; change them and ask again, or contact in person</translation>
    </message>
    <message>
        <source>主管认为提示有误，但还没有批准发送；请再送一次复核</source>
        <translation>The supervisor found the objection wrong but approved nothing yet; ask for a review again</translation>
    </message>
    <message>
        <source>这段内容不需要复核，可以直接发送</source>
        <translation>The words need no review; they may be sent as they are</translation>
    </message>
    <message>
        <source>主管已驳回过一字不差的这段内容，请改写</source>
        <translation>Exactly these words were rejected before; change them</translation>
    </message>
    <message>
        <source>这一条已经有人处理过</source>
        <translation>This review was decided already</translation>
    </message>
    <message>
        <source>这次批准已经用过</source>
        <translation>This approval was used already</translation>
    </message>
    <message>
        <source>没有这一条复核</source>
        <translation>There is no such review</translation>
    </message>
    <message>
        <source>没有签名，不作数</source>
        <translation>There is no signature, so it counts for nothing</translation>
    </message>
    <message>
        <source>请写明理由</source>
        <translation>Say why in the comment</translation>
    </message>
    <message>
        <source>意见会记入日志，请不要写卡号或证件号</source>
        <translation>The comment is kept in the log: leave card and identity numbers out</translation>
    </message>
    <message>
        <source>意见会记入日志，请不要写客户姓名</source>
        <translation>The comment is kept in the log: leave the customer&apos;s name out</translation>
    </message>
    <message>
        <source>角色文件里没有今天有效的主管密钥，只能查看</source>
        <translation>the role document names no supervisor&apos;s key that is valid today</translation>
    </message>
    <message>
        <source>这把密钥不是主管的，没有做出决定</source>
        <translation>The key is no supervisor&apos;s; nothing was decided</translation>
    </message>
    <message>
        <source>没有主管密钥只能查看</source>
        <translation>Without a supervisor&apos;s key the queue can only be read</translation>
    </message>
    <message>
        <source>有人改动了数据库的结构，因此不做任何操作；请保留所有文件并通知审计</source>
        <translation>Somebody changed the store&apos;s schema, so nothing is done; keep all files and tell the auditor</translation>
    </message>
    <message>
        <source>刚写下的日志被删除或改动，因此不做任何操作；请保留所有文件并通知审计</source>
        <translation>A record just written was deleted or changed, so nothing is done; keep all files and tell the auditor</translation>
    </message>
    <message>
        <source>这份删除令已经执行过，没有删除；如需再次删除，请主管重新签名</source>
        <translation>This order was carried out before, so nothing was erased; let a supervisor sign a new one</translation>
    </message>
    <message>
        <source>系统钥匙串不可用，因此不启动；请登录桌面并解锁钥匙串</source>
        <translation>The keyring cannot be used, so nothing is started; log in at the desktop and unlock it</translation>
    </message>
    <message>
        <source>钥匙串里没有本机数据的密钥，因此不启动；请恢复钥匙串，或由主管用阅读密钥打开</source>
        <translation>The keyring holds no key for this store; restore it, or let a supervisor open it with a reading key</translation>
    </message>
    <message>
        <source>这个月的密钥已删除，或这里没有密钥，内容打不开</source>
        <translation>This month&apos;s key was erased, or is not here; the content does not open</translation>
    </message>
    <message>
        <source>加密内容与写入时不符，没有采用；请保留文件并通知审计</source>
        <translation>A sealed value is not what was written and was not used; keep the file and tell the auditor</translation>
    </message>
    <message>
        <source>数据密钥打不开：钥匙串与数据不是一套；请一并恢复，没有做任何操作</source>
        <translation>The data keys do not open: keyring and store do not belong together; restore both, nothing was done</translation>
    </message>
    <message>
        <source>图片与记录不符，不能作为证据</source>
        <translation>The picture is not what was recorded and proves nothing</translation>
    </message>
    <message>
        <source>这个月还没有结束，没有删除</source>
        <translation>This month is not over; nothing was erased</translation>
    </message>
    <message>
        <source>还没有满保存期，没有删除</source>
        <translation>It must be kept longer; nothing was erased</translation>
    </message>
    <message>
        <source>这个月没有加密保存过内容，没有删除</source>
        <translation>Nothing was sealed in that month; nothing was erased</translation>
    </message>
    <message>
        <source>本机没有这位客户的内容</source>
        <translation>Nothing is kept of this customer here</translation>
    </message>
    <message>
        <source>这位客户还有未完成的任务或未核对的消息；请先处理，没有删除</source>
        <translation>The customer has open tasks or unsettled messages; nothing was erased</translation>
    </message>
    <message>
        <source>当前账号不是复核人员或主管，不能查看加密内容</source>
        <translation>This account is neither reviewer nor supervisor; nothing was opened</translation>
    </message>
    <message>
        <source>请写明查看的理由</source>
        <translation>Say why you want to look</translation>
    </message>
    <message>
        <source>没有这条记录</source>
        <translation>There is no such record</translation>
    </message>
    <message>
        <source>这条记录没有加密内容，或已依规删除</source>
        <translation>Nothing in this record is sealed, or it was erased lawfully</translation>
    </message>
    <message>
        <source>月份应写成 2025-11 这样</source>
        <translation>Write a month like 2025-11</translation>
    </message>
    <message>
        <source>索引还没有准备好，请稍后再试；日志没有缺失</source>
        <translation>The index is not ready yet; nothing is lost, try again in a moment</translation>
    </message>
    <message>
        <source>这次查询的结果已经关闭，请重新查询</source>
        <translation>This result is closed; search again</translation>
    </message>
    <message>
        <source>本机没有这份日志</source>
        <translation>There is no such log here</translation>
    </message>
    <message>
        <source>这份日志里没有这一条</source>
        <translation>There is no such record in this log</translation>
    </message>
    <message>
        <source>已由更新的查询取代</source>
        <translation>A newer search took its place</translation>
    </message>
    <message>
        <source>日志一时读不出来，没有丢失，请再试一次</source>
        <translation>The log could not be read just now; nothing is lost, try again</translation>
    </message>
    <message>
        <source>日志包没有导入，什么都没有改动，请再试一次</source>
        <translation>The bundle was not taken in; nothing was changed, try again</translation>
    </message>
    <message>
        <source>这不是日志包</source>
        <translation>This is no bundle</translation>
    </message>
    <message>
        <source>别的工作站的原文须用读取密钥在命令行打开，什么都没有打开</source>
        <translation>Texts of another workstation open with a reading key, on the command line; nothing was opened</translation>
    </message>
    <message>
        <source>登录请求已经用过或过期，没有登录，请再按一次</source>
        <translation>The sign-in was used or is too old; nobody is signed in, press again</translation>
    </message>
    <message>
        <source>这把密钥不是复核人的，没有登录</source>
        <translation>The key is no reviewer&apos;s; nobody is signed in</translation>
    </message>
    <message>
        <source>校验进程中断了，请再试一次</source>
        <translation>the verification broke off; try again</translation>
    </message>
    <message>
        <source>日志还没有签名的检查点，没有抽样；请一分钟后再试</source>
        <translation>The log has no signed checkpoint yet; nothing was drawn, try again in a minute</translation>
    </message>
    <message>
        <source>这几天没有发送，没有抽样</source>
        <translation>Nothing was sent on those days; nothing was drawn</translation>
    </message>
    <message>
        <source>您这几天的样本还没有看完，没有再抽；请先看完</source>
        <translation>Your sample of those days is not looked at yet; nothing was drawn: finish it first</translation>
    </message>
    <message>
        <source>证据包只装本机的日志，没有写文件；请把来源只选为本机</source>
        <translation>A bundle holds the log of this workstation alone; nothing was written: choose it as the only source</translation>
    </message>
    <message>
        <source>行数超过这种文件的上限，没有写文件；请缩小范围或改用 CSV</source>
        <translation>More rows than such a file takes; nothing was written: narrow the view or take CSV</translation>
    </message>
    <message>
        <source>请写完整的路径，没有写文件</source>
        <translation>Name the whole path; nothing was written</translation>
    </message>
    <message>
        <source>文件已经存在，没有覆盖；请换一个名称</source>
        <translation>The file is there already and was left alone; choose another name</translation>
    </message>
    <message>
        <source>钥匙串没有给出签名密钥，没有写文件</source>
        <translation>The keyring does not give the signing key; nothing was written</translation>
    </message>
    <message>
        <source>证据包没有写成，日志没有改动</source>
        <translation>The bundle was not written; the log is as it was</translation>
    </message>
    <message>
        <source>没有可以装进证据包的记录，没有写文件</source>
        <translation>There is no record for a bundle; nothing was written</translation>
    </message>
    <message>
        <source>这不是可以打开的日志包，什么都没有留下</source>
        <translation>This is no bundle that may be opened; nothing of it was kept</translation>
    </message>
</context>
<context>
    <name>SettingNames</name>
    <message>
        <source>策略版本</source>
        <translation>Policy version</translation>
    </message>
    <message>
        <source>可联系时段开始</source>
        <translation>Contact from</translation>
    </message>
    <message>
        <source>可联系时段结束</source>
        <translation>Contact until</translation>
    </message>
    <message>
        <source>每位客户每日上限</source>
        <translation>Per customer and day</translation>
    </message>
    <message>
        <source>每位客户每月上限</source>
        <translation>Per customer and month</translation>
    </message>
    <message>
        <source>撤销秒数</source>
        <translation>Undo seconds</translation>
    </message>
    <message>
        <source>全局急停键</source>
        <translation>Global emergency key</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>发布包</source>
        <translation>Release</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>SettleDialog</name>
    <message>
        <source>确认结果</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>让机器人再核对一次</source>
        <translation>Let the robot check again</translation>
    </message>
    <message>
        <source>查到了，已送达</source>
        <translation>Found, it arrived</translation>
    </message>
    <message>
        <source>没有，没送达</source>
        <translation>Not there, not sent</translation>
    </message>
    <message>
        <source>稍后</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>只读网站，不发送。多数未知结果这样就能查清</source>
        <translation>Only reads the site and sends nothing. Settles most unknown results</translation>
    </message>
    <message>
        <source>您在网站里看到了这一条。记为已送达，不会再发</source>
        <translation>You saw it on the site. Kept as delivered, never sent again</translation>
    </message>
    <message>
        <source>您在网站里确认没有这一条。任务回到清单，可以重新发送</source>
        <translation>You made sure that the site does not hold it. The task returns to the list and may be sent again</translation>
    </message>
    <message>
        <source>请先在网站的聊天记录里看过再选；您的选择会连同姓名记入日志。</source>
        <translation>Look at the chat on the site before you choose; your choice is logged with your name.</translation>
    </message>
    <message>
        <source>联系记录登记上了吗？</source>
        <translation>Was the contact recorded?</translation>
    </message>
    <message>
        <source>这条消息送到了吗？</source>
        <translation>Did this message arrive?</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>全部快捷键</source>
        <extracomment>Keys of one action worth showing.</extracomment>
        <translation>All shortcuts</translation>
    </message>
    <message>
        <source>数字键 1–3 换话术，提问时 1–5 回答；正在用输入法组字时 Enter 不会发送</source>
        <translation>1–3 choose a script, 1–5 answer a question; Enter never sends while an input method is composing</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>持仓</source>
        <translation>Holdings</translation>
    </message>
    <message>
        <source>联系记录</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>没有持仓</source>
        <translation>No holdings</translation>
    </message>
    <message>
        <source>还没有联系过</source>
        <translation>No contact yet</translation>
    </message>
</context>
<context>
    <name>SignCard</name>
    <message>
        <source>选择密钥文件</source>
        <extracomment>What stands for the key file in a command while none is chosen.</extracomment>
        <translation>Choose the key file</translation>
    </message>
    <message>
        <source>以合规方签署</source>
        <translation>Sign for compliance</translation>
    </message>
    <message>
        <source>终端命令</source>
        <translation>Command for a terminal</translation>
    </message>
    <message>
        <source>复制命令</source>
        <translation>Copy the command</translation>
    </message>
    <message>
        <source>审批签署</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>输入时不显示</source>
        <translation>Not shown while typing</translation>
    </message>
    <message>
        <source>密钥文件(&amp;K)</source>
        <translation>&amp;Key file</translation>
    </message>
    <message>
        <source>口令(&amp;W)</source>
        <translation>Pass&amp;phrase</translation>
    </message>
    <message>
        <source>也可以在终端签署</source>
        <translation>Or sign in a terminal</translation>
    </message>
    <message>
        <source>合规方已经签过，不需要再签</source>
        <translation>Compliance has signed already</translation>
    </message>
    <message numerus="yes">
        <source>还有 %n 处变化没有打开看过</source>
        <translation>
            <numerusform>%n change was not opened yet</numerusform>
            <numerusform>%n changes were not opened yet</numerusform>
        </translation>
    </message>
    <message>
        <source>签署即确认已看过以上全部变化。作者不能审批自己的内容</source>
        <translation>By signing you say that you have seen every change. Authors cannot approve their own words</translation>
    </message>
    <message>
        <source>命令已复制</source>
        <translation>Command copied</translation>
    </message>
    <message>
        <source>正在签署…</source>
        <translation>Signing…</translation>
    </message>
    <message>
        <source>{name}（{person}）已为合规方签署 {release} 版本 {version}</source>
        <translation>{name} ({person}) signed {release} version {version} for compliance</translation>
    </message>
    <message>
        <source>请填写密钥文件和口令</source>
        <translation>give the key file and its passphrase</translation>
    </message>
    <message numerus="yes">
        <source>检查有 %n 处错误，请先让作者改正</source>
        <translation>
            <numerusform>Lint found %n error; have the author mend it first</numerusform>
            <numerusform>Lint found %n errors; have the author mend them first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SitesCard</name>
    <message>
        <source>网站</source>
        <extracomment>Settings that the window&apos;s own card changes.</extracomment>
        <translation>Site</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>档案版本</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>已接入的网站</source>
        <translation>Sites in use</translation>
    </message>
</context>
<context>
    <name>Skeleton</name>
    <message>
        <source>正在读取日志…</source>
        <extracomment>What is there sooner needs no word that it is coming, in milliseconds. Where the bars of a row begin and end, in shares of the width.</extracomment>
        <translation>Reading the log…</translation>
    </message>
</context>
<context>
    <name>StepsList</name>
    <message>
        <source>步骤</source>
        <translation>Step</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>这条消息的步骤</source>
        <translation>Steps of this message</translation>
    </message>
</context>
<context>
    <name>StrategyPage</name>
    <message>
        <source>策略</source>
        <translation>Strategy</translation>
    </message>
    <message>
        <source>话术库</source>
        <translation>Talk tracks</translation>
    </message>
    <message>
        <source>发布复核</source>
        <translation>Release review</translation>
    </message>
    <message>
        <source>没有使用中的发布包</source>
        <translation>No release in use</translation>
    </message>
    <message>
        <source>使用中 {release} v{version} · 到 {day}</source>
        <translation>In use {release} v{version} · until {day}</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>机器人离线，暂不能发送；连上后自动恢复</source>
        <translation>The robot is offline; sending resumes when it is back</translation>
    </message>
    <message>
        <source>急停中，不发送任何消息；解除后可继续</source>
        <translation>Stopped; nothing is sent until the stop is released</translation>
    </message>
    <message>
        <source>正在取这位客户的资料</source>
        <translation>Fetching this customer&apos;s data</translation>
    </message>
    <message>
        <source>电话任务由您拨打，打完按 C 登记结果</source>
        <translation>A call is yours to make; press C afterwards to note the result</translation>
    </message>
    <message>
        <source>没有可用的话术，不能代发；可致电、暂缓或跳过</source>
        <translation>No talk track fits, so nothing can be sent; call, snooze or skip</translation>
    </message>
    <message>
        <source>规则不允许发送</source>
        <translation>The rules do not allow sending</translation>
    </message>
    <message>
        <source>正在发送，请稍候</source>
        <translation>Being sent</translation>
    </message>
    <message>
        <source>上次结果未知，核对之前不会重发</source>
        <translation>The last result is unknown; not sent again before it is settled</translation>
    </message>
    <message>
        <source>这条任务已结束；按 X 收起</source>
        <translation>This task has ended; X puts it aside</translation>
    </message>
    <message>
        <source>合规检查通过</source>
        <translation>Compliance passed</translation>
    </message>
    <message>
        <source>话术 {name} v{version}</source>
        <translation>script {name} v{version}</translation>
    </message>
    <message>
        <source>产品 {product} 与客户 {customer} 相符</source>
        <translation>product {product} suits customer {customer}</translation>
    </message>
    <message>
        <source>这个渠道由您本人操作，机器人不代发</source>
        <translation>This channel is worked by you; the robot sends nothing here</translation>
    </message>
    <message>
        <source>要由主管先看过才能发出；按 Enter 送主管复核</source>
        <translation>A supervisor must look first; Enter sends it for review</translation>
    </message>
    <message>
        <source>已送主管复核，等待答复；同意后才能发出</source>
        <translation>With a supervisor; it can be sent once they agree</translation>
    </message>
    <message>
        <source>主管没有同意这段文字，请改写</source>
        <translation>The supervisor did not agree to this text; please rewrite it</translation>
    </message>
    <message>
        <source>主管已上报，答复之前不能发出</source>
        <translation>The supervisor passed it on; it cannot be sent before the answer</translation>
    </message>
    <message>
        <source>须由您本人联系这位客户，机器人不代发</source>
        <translation>You must contact this customer yourself; the robot does not send</translation>
    </message>
    <message>
        <source>刚才的文字没有核对成功，不能发出；再改一处或连上后会重新核对</source>
        <translation>These words could not be checked and cannot be sent; another edit or a new connection checks them again</translation>
    </message>
    <message>
        <source>主管已同意这段文字</source>
        <translation>A supervisor agreed to this text</translation>
    </message>
    <message>
        <source>「{words}」{said}</source>
        <extracomment>Reasons that are news and not a fault of the text. Reasons that want somebody&apos;s look; no rule forbids the contact. Rule id to show beside it, or empty. The law or the bank&apos;s rule behind it, or empty. Approved wording that F applies, or empty. The wording is the talk track&apos;s own. Number of the finding, or -1.</extracomment>
        <translation>“{words}” {said}</translation>
    </message>
</context>
<context>
    <name>SummaryParts</name>
    <message>
        <source>新增话术</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>修改话术</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>删除话术</source>
        <translation>Removed</translation>
    </message>
    <message>
        <source>规则改动</source>
        <translation>Policy</translation>
    </message>
    <message>
        <source>词库改动</source>
        <translation>Lexicon</translation>
    </message>
    <message>
        <source>其他文件</source>
        <translation>Other files</translation>
    </message>
    <message>
        <source>检查错误</source>
        <translation>Errors</translation>
    </message>
    <message>
        <source>有话术读不懂，逐条对照没有做；请看话术检查</source>
        <translation>A talk track cannot be read, so they were not compared; see Lint</translation>
    </message>
    <message>
        <source>与使用中的内容完全相同，没有要看的变化</source>
        <translation>Equal to what is in use; there is nothing to look at</translation>
    </message>
    <message>
        <source>两方都已签署，可以安装使用</source>
        <translation>Both sides have signed; it can be installed</translation>
    </message>
    <message>
        <source>机器人不会使用：{why}</source>
        <translation>Robots will not use it: {why}</translation>
    </message>
    <message>
        <source>{new}，本机没有使用中的发布包，全部内容都算新增</source>
        <translation>{new}; no release is in use here, so everything counts as added</translation>
    </message>
    <message>
        <source>{new} 与使用中的 {old} 对照</source>
        <translation>{new} against {old} in use</translation>
    </message>
    <message>
        <source>影响到谁</source>
        <translation>Who is touched</translation>
    </message>
    <message>
        <source>今日清单未结束的任务 {all} 条，其中 {tasks} 条的话术有变化</source>
        <translation>{all} open tasks of today&apos;s list, {tasks} of them with a talk track that changes</translation>
    </message>
    <message>
        <source>只按今日清单统计；以后的清单用到这些话术的客户不在其中</source>
        <translation>Counted from today&apos;s list alone; customers of later lists are not in it</translation>
    </message>
    <message>
        <source>客户等级</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>产品类别</source>
        <translation>Product line</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Customers</translation>
    </message>
    <message>
        <source>任务</source>
        <translation>Tasks</translation>
    </message>
</context>
<context>
    <name>TemplateLine</name>
    <message numerus="yes">
        <source>对照模板 · %n 处不同</source>
        <translation>
            <numerusform>Compare · %n change</numerusform>
            <numerusform>Compare · %n changes</numerusform>
        </translation>
    </message>
    <message>
        <source>对照模板</source>
        <translation>Compare with template</translation>
    </message>
    <message>
        <source>全文与模板一致，没有可填写的地方</source>
        <translation>All as in the template; nothing can be written here</translation>
    </message>
    <message>
        <source>（空）</source>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>与模板一致</source>
        <translation>as in the template</translation>
    </message>
    <message>
        <source>{slot}：模板是「{before}」，现在是「{after}」</source>
        <translation>{slot}: the template says “{before}”, now “{after}”</translation>
    </message>
    <message>
        <source>话术「{name}」第 {version} 版</source>
        <translation>Script “{name}” version {version}</translation>
    </message>
    <message>
        <source>编写 {author}</source>
        <translation>written by {author}</translation>
    </message>
    <message>
        <source>审批 {name}（发布包 {release}）</source>
        <translation>approved by {name} (release {release})</translation>
    </message>
    <message>
        <source>未随发布包审批</source>
        <translation>not approved in a release</translation>
    </message>
</context>
<context>
    <name>Tips</name>
    <message>
        <source>依据：{law}</source>
        <translation>Source: {law}</translation>
    </message>
    <message>
        <source>批准的措辞：{words}</source>
        <translation>Approved wording: {words}</translation>
    </message>
    <message>
        <source>客户数据，锁定：{slot}</source>
        <translation>Customer data, locked: {slot}</translation>
    </message>
    <message>
        <source>法定提示，锁定：不能改动或删去</source>
        <translation>Required notice, locked: it cannot be changed or removed</translation>
    </message>
    <message>
        <source>批准的文字，锁定</source>
        <translation>Approved words, locked</translation>
    </message>
    <message>
        <source>可填写：{what}</source>
        <translation>Yours to write: {what}</translation>
    </message>
    <message>
        <source>{slot} · {used} / {limit} 字 · {kind}</source>
        <translation>{slot} · {used} / {limit} characters · {kind}</translation>
    </message>
</context>
<context>
    <name>TodayActions</name>
    <message>
        <source>发送并下一个</source>
        <extracomment>Digits answer the question that is asked, else choose an arm.</extracomment>
        <translation>Send and next</translation>
    </message>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>稍后</source>
        <translation>Snooze</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>撤销发送</source>
        <translation>Undo send</translation>
    </message>
    <message>
        <source>下一条</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>上一条</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>写备注</source>
        <translation>Write a note</translation>
    </message>
    <message>
        <source>在 CRM 中打开</source>
        <translation>Open in CRM</translation>
    </message>
    <message>
        <source>搜索任务</source>
        <translation>Search tasks</translation>
    </message>
    <message>
        <source>下一个合规提示</source>
        <translation>Next finding</translation>
    </message>
    <message>
        <source>改用批准的措辞</source>
        <translation>Use the approved wording</translation>
    </message>
    <message>
        <source>上一个合规提示</source>
        <translation>Previous compliance hint</translation>
    </message>
    <message>
        <source>换回原来的话</source>
        <translation>Take the wording back</translation>
    </message>
    <message>
        <source>对照模板</source>
        <translation>Compare with template</translation>
    </message>
</context>
<context>
    <name>TodayHeader</name>
    <message>
        <source>今日任务</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>今日进度</source>
        <translation>Progress today</translation>
    </message>
    <message>
        <source>预计还需 {time}</source>
        <translation>about {time} left</translation>
    </message>
    <message>
        <source>模拟时间</source>
        <translation>simulated time</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>没有可以打开的 CRM 地址</source>
        <translation>There is no CRM address to open</translation>
    </message>
    <message>
        <source>{action}，不可用：{why}</source>
        <translation>{action}, not available: {why}</translation>
    </message>
    <message>
        <source>送主管复核</source>
        <translation>Ask supervisor</translation>
    </message>
</context>
<context>
    <name>TrackPane</name>
    <message>
        <source>话术详情</source>
        <translation>Talk track</translation>
    </message>
    <message>
        <source>必须出现</source>
        <translation>Must stand in it</translation>
    </message>
    <message>
        <source>适用与签署</source>
        <translation>For whom, by whom</translation>
    </message>
    <message>
        <source>填空</source>
        <translation>Slots</translation>
    </message>
    <message>
        <source>已过有效期，机器人不会再发送这条话术</source>
        <translation>Expired; the robot does not send it any more</translation>
    </message>
    <message>
        <source>客户等级</source>
        <translation>Tiers</translation>
    </message>
    <message>
        <source>有效期</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>作者</source>
        <translation>Author</translation>
    </message>
    <message>
        <source>负责</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>签署</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>修改说明</source>
        <translation>Change note</translation>
    </message>
    <message>
        <source>文件指纹</source>
        <translation>File hash</translation>
    </message>
    <message>
        <source>未使用已签发的发布包，没有签署记录</source>
        <translation>No signed release is in use, so nobody signed it</translation>
    </message>
    <message>
        <source>没有规定必须出现的句子</source>
        <translation>No sentence is required</translation>
    </message>
    <message numerus="yes">
        <source>最多 %n 字</source>
        <translation>
            <numerusform>at most %n character</numerusform>
            <numerusform>at most %n characters</numerusform>
        </translation>
    </message>
    <message>
        <source>默认“{words}”</source>
        <translation>default &quot;{words}&quot;</translation>
    </message>
    <message>
        <source>可空</source>
        <translation>may be empty</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>同行 · 机器人离线</source>
        <extracomment>How often a missing tray is looked for again, in milliseconds. The RM wants the window. There is no tray any more, so the window must not stay hidden.</extracomment>
        <translation>Tandem · robot offline</translation>
    </message>
    <message>
        <source>同行</source>
        <translation>Tandem</translation>
    </message>
    <message numerus="yes">
        <source>打开今日（%n 条待办）</source>
        <translation>
            <numerusform>Open Today (%n to do)</numerusform>
            <numerusform>Open Today (%n to do)</numerusform>
        </translation>
    </message>
    <message>
        <source>下次开始 {time}</source>
        <translation>Next start {time}</translation>
    </message>
    <message>
        <source>没有安排下次开始</source>
        <translation>No next start planned</translation>
    </message>
    <message>
        <source>夜间批次</source>
        <translation>Night batch</translation>
    </message>
    <message>
        <source>当前：{state} {done}/{total}</source>
        <translation>Now: {state} {done}/{total}</translation>
    </message>
</context>
<context>
    <name>UnmaskDialog</name>
    <message>
        <source>查看原文</source>
        <extracomment>A shorter reason says nothing, a longer one is not kept, in characters. Room for what was opened, in device-independent pixels; longer texts scroll. source, sequence number, reason</extracomment>
        <translation>Unmask</translation>
    </message>
    <message>
        <source>密封的内容</source>
        <translation>What was sealed</translation>
    </message>
    <message>
        <source>记入日志并打开</source>
        <translation>Log it and open</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>为什么要看（至少 4 个字；先记入日志，再打开）</source>
        <translation>Why you want to see it (at least 4 characters; logged first)</translation>
    </message>
    <message>
        <source>#{seq} {act} {name}：打开遮盖的姓名和文本。谁、何时、为什么都会记入日志。</source>
        <translation>#{seq} {act} {name}: opens the masked names and texts. Who, when and why goes into the log.</translation>
    </message>
    <message>
        <source>已记入日志第 {seq} 条</source>
        <translation>Logged as record {seq}</translation>
    </message>
    <message>
        <source>没有密封的内容</source>
        <translation>Nothing was sealed</translation>
    </message>
</context>
<context>
    <name>UseCard</name>
    <message>
        <source>近 30 天</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>客户拒收</source>
        <translation>Opted out</translation>
    </message>
    <message>
        <source>电话结果</source>
        <translation>Calls</translation>
    </message>
    <message>
        <source>{confirmed} / {n} 条已确认</source>
        <translation>{confirmed} of {n} confirmed</translation>
    </message>
    <message>
        <source>按 {since} 至 {until} 的任务统计</source>
        <translation>Counted from the tasks of {since} to {until}</translation>
    </message>
    <message>
        <source>本机没有客户回复的记录，所以没有回复率</source>
        <translation>this workstation keeps no replies, so there is no reply rate</translation>
    </message>
    <message>
        <source>这段时间没有任务用过这条话术</source>
        <translation>No task used it in this time</translation>
    </message>
    <message>
        <source>任务</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>已确认</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>规则拒绝</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>其他结束</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>未结束</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>送达后 {n} / {of} 位</source>
        <translation>{n} of {of} customers after it arrived</translation>
    </message>
    <message>
        <source>{one}；{two}</source>
        <translation>{one}; {two}</translation>
    </message>
</context>
<context>
    <name>VerdictStrip</name>
    <message>
        <source>下次运行</source>
        <extracomment>Verdict -&gt; (icon, tone); the shapes differ as the colours do.</extracomment>
        <translation>Next run</translation>
    </message>
</context>
<context>
    <name>VerifyStrip</name>
    <message>
        <source>校验进度</source>
        <extracomment>Of the progress bar; more records than 2^31 would not fit its integers. Sequence number of the first bad record.</extracomment>
        <translation>Progress of the verification</translation>
    </message>
    <message>
        <source>跳到这一条</source>
        <translation>Go to the record</translation>
    </message>
    <message>
        <source>取消校验</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>收起校验结果</source>
        <translation>Put the result away</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>操作前</source>
        <extracomment>Escape in a picture or in the strip. The step that is shown; -1: the record itself.</extracomment>
        <translation>Before</translation>
    </message>
    <message>
        <source>操作后</source>
        <translation>After</translation>
    </message>
    <message>
        <source>播放步骤，空格</source>
        <translation>Play the steps, Space</translation>
    </message>
    <message>
        <source>缩小画面</source>
        <translation>Smaller picture</translation>
    </message>
    <message>
        <source>放大画面</source>
        <translation>Larger picture</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} ms</translation>
    </message>
    <message>
        <source>没有画面</source>
        <translation>No picture</translation>
    </message>
    <message>
        <source>这一步没有画面</source>
        <translation>No picture of this step</translation>
    </message>
    <message>
        <source>正在打开画面…</source>
        <translation>Opening the picture…</translation>
    </message>
    <message>
        <source>操作后的画面</source>
        <translation>The page after the act</translation>
    </message>
    <message>
        <source>操作前的画面</source>
        <translation>The page before the act</translation>
    </message>
    <message>
        <source>停止播放，空格</source>
        <translation>Stop, Space</translation>
    </message>
</context>
<context>
    <name>WaitWords</name>
    <message>
        <source>{site}：{why}</source>
        <translation>{site}: {why}</translation>
    </message>
    <message numerus="yes">
        <source>，%n 个任务排队</source>
        <translation>
            <numerusform>, %n task in line</numerusform>
            <numerusform>, %n tasks in line</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} 起</source>
        <translation>since {time}</translation>
    </message>
    <message>
        <source>{time} 自动继续</source>
        <translation>goes on at {time}</translation>
    </message>
</context>
<context>
    <name>Waits</name>
    <message>
        <source>等待登录</source>
        <translation>waits for a login</translation>
    </message>
    <message>
        <source>登录的是别人的账号</source>
        <translation>logged in with another employee&apos;s account</translation>
    </message>
    <message>
        <source>有人正在操作</source>
        <translation>a person works there</translation>
    </message>
    <message>
        <source>有一条结果未知，核对之前不发送</source>
        <translation>one result is unknown; nothing is sent before it is settled</translation>
    </message>
    <message>
        <source>网站连续出错，稍后再试</source>
        <translation>keeps failing, tried again later</translation>
    </message>
    <message>
        <source>平台当日额度已用完</source>
        <translation>the platform&apos;s quota of the day is used up</translation>
    </message>
    <message>
        <source>不在可联系时段</source>
        <translation>outside contact hours</translation>
    </message>
    <message>
        <source>按发送速度上限等待</source>
        <translation>keeps to the sending pace</translation>
    </message>
    <message>
        <source>发布包现在不能使用</source>
        <translation>the release may not be used now</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>今日</source>
        <extracomment>The emergency stop while the window has the keyboard. Under X11 the display server may take Ctrl+Alt+F12 to change the console, and some graphics drivers take it on Windows, so another one comes first. The button, the tray and `tandem stop` always work. Name of the page to show.</extracomment>
        <translation>Today</translation>
    </message>
    <message>
        <source>运行</source>
        <translation>Run</translation>
    </message>
    <message>
        <source>审查</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>今晨报告</source>
        <translation>Morning digest</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>搜索或执行命令</source>
        <translation>Search or run a command</translation>
    </message>
    <message>
        <source>全部快捷键</source>
        <translation>All shortcuts</translation>
    </message>
    <message>
        <source>专注模式</source>
        <translation>Focus mode</translation>
    </message>
    <message>
        <source>开始运行</source>
        <translation>Start run</translation>
    </message>
    <message>
        <source>本步后暂停</source>
        <translation>Pause after this step</translation>
    </message>
    <message>
        <source>接管</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>急停</source>
        <translation>Stop now</translation>
    </message>
    <message>
        <source>解除急停</source>
        <translation>Release stop</translation>
    </message>
    <message>
        <source>核对未知结果</source>
        <translation>Settle unknown results</translation>
    </message>
    <message>
        <source>无人值守计划</source>
        <translation>Unattended schedule</translation>
    </message>
    <message>
        <source>退出窗口</source>
        <translation>Quit window</translation>
    </message>
    <message>
        <source>继续运行</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>交还</source>
        <translation>Hand back</translation>
    </message>
    <message>
        <source>在窗口按下急停</source>
        <translation>kill switch in the window</translation>
    </message>
    <message>
        <source>策略</source>
        <translation>Strategy</translation>
    </message>
</context>
<context>
    <name>WindowCard</name>
    <message>
        <source>窗口</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>语言(&amp;L)</source>
        <translation>&amp;Language</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>外观(&amp;A)</source>
        <translation>&amp;Appearance</translation>
    </message>
    <message>
        <source>发送前可撤销(&amp;Z)</source>
        <translation>&amp;Undo for</translation>
    </message>
</context>
<context>
    <name>_OwnChip</name>
    <message>
        <source>{name}（自存视图，Delete 删除）</source>
        <translation>{name} (own view, Delete removes it)</translation>
    </message>
    <message>
        <source>删除这个视图</source>
        <translation>Remove this view</translation>
    </message>
</context>
</TS>
