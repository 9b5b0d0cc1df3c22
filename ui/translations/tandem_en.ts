<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AccountsCard</name>
    <message>
        <source>账号</source>
        <extracomment>Columns that show a state.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保存到系统钥匙串</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>测试登录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>删除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网站</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用途</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用户名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>密码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上次测试</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>密码只存在系统钥匙串里，窗口和日志里都不保存，也不会再显示</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>输入时不显示</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用户名(&amp;U)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>密码(&amp;W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在保存…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在登录 {site}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>确认删除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已保存。建议现在测试登录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已从钥匙串删除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已存入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未设置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未测试</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActionKeyButton</name>
    <message>
        <source>窗口没有焦点时同样有效，由机器人进程处理</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttentionCard</name>
    <message>
        <source>需要您处理 {count}</source>
        <extracomment>More than this many are counted, not listed.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有事情在等您</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>另有 %n 件</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>已等待 {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>处理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>处理：{what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>{sites} 有一条消息结果未知，核对之前不再向它发送</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sites} 没有响应；发给它的消息先留着，恢复后再发</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>与机器人的连接中断，正在重新连接。列表里的 %n 条任务都保留着，连上之前不会发送</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已急停，不再发送任何消息</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{by} 于 {time} 按下</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>解除急停</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceRow</name>
    <message>
        <source>暂缓到</source>
        <extracomment>question code, answer code A time was typed.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>暂缓到此时</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComplianceStrip</name>
    <message>
        <source>替换为「{words}」</source>
        <extracomment>Number of the finding whose approved wording is wanted.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustomerCard</name>
    <message>
        <source>为什么是今天</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{channel}已授权</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{channel}未授权</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>管理资产</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>到期金额</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>到期日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>最近联系</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本月触达</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EngineCard</name>
    <message>
        <source>设置项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>值</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>来源</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>机器人设置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新的值</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保存</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>由银行的策略锁定，在这里只能查看</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>zh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} 亿</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} 万</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M月d日 dddd</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}（今天）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}（%n 天后）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}（已过 %n 天）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>从未</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n 天前</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不到 1 分钟</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n 分钟</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} 小时</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HoldCard</name>
    <message>
        <source>机器人重启过，这条没有发出</source>
        <extracomment>How often the seconds are drawn anew, in milliseconds. More than this many are counted, not listed.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>查看并发送</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>查看并发送：{name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>撤销 Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>撤销</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>撤销发送：{name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}，{left}后发送</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HoldStack</name>
    <message numerus="yes">
        <source>另有 %n 条在倒计时</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>普通</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>金卡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>白金</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>钻石</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>私行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>企业微信</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>电话</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>短信</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网点</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>手机银行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>远程银行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>机器人空闲</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>运行中</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已暂停</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>需要您处理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已急停</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>出错</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>离线</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已确认送达</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>规则拒绝</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平台拒绝</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发送前停下</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>待人工</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>结果未知</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>核对规则</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>生成话术</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登记意图</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打开客户</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>核对客户身份</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>填写内容</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>回读比对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发送</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>独立会话查证</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登记联系记录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>结果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>完成</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>进行中</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未通过</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本步后暂停</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在停止</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已结束</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在不合适</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>人不对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已处理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户不愿意</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>其他</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已接通</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有意向</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未接</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>约定再打</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已拒绝</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>谨慎</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>稳健</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平衡</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>进取</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>激进</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>机器人操作</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>独立查证</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>接口取数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>默认</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本人设置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>策略锁定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未评级</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveFrame</name>
    <message>
        <source>机器人的画面（已遮盖客户信息）</source>
        <extracomment>Twice a second at most.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>运行时在这里看到机器人的画面，客户信息已遮盖</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>同行</source>
        <extracomment>The RM closed the window.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窗口与机器人</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoTask</name>
    <message>
        <source>再试一次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这位客户的资料没有取到</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}
任务没有改变。代码 {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在连接机器人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>连上之前不会发送任何消息</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在取资料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天已处理完</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天还没有任务</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>共 %n 条。Z 可撤销还在倒计时的发送</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>清单到达后会自动出现在左边</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>连续几条都不到 2 秒。请看一眼这条，再按 Enter 继续</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这条需要您看一眼；没问题请再按一次 Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有可以撤销的发送</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>列表刚刚变了，换成了这位客户；确认后再按 Enter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>急停已按下，不再发送任何消息</source>
        <extracomment>One notification of a class in so many seconds.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>运行结束，处理了 %n 条</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>机器人出错，请打开窗口查看</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>同行</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutcomeBar</name>
    <message>
        <source>运行进度</source>
        <extracomment>Outcome -&gt; (icon, token), in the order of the bar.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>命令面板</source>
        <extracomment>A customer&apos;s task was chosen.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>输入命令、客户姓名或拼音首字母</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>搜索或执行命令</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>结果</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>今天还没有无人值守的运行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} 开始</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n 条等待查证</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>每分钟 {rate} 条</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} 结束</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预计 {time} 完成（± {spread}）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预计 {time} 完成</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>通话结果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>跳过原因</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 小时后</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>午后 {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>明天 {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>选择时间…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>暂缓到</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueDelegate</name>
    <message>
        <source>退回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>逾期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预警</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>逾期</source>
        <extracomment>Endings that come back to the RM. Cancellations that leave the task undone. Whether the RM has something to do with it now. Sort key: returned ones first, then the agent&apos;s order. Code of why it came back, or empty. Why it came back; keeps the task on top until it is dealt with. Ticket of the latest request when the agent accepted; a list asked for later knows better.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>姓名、原因或拼音首字母</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>搜索任务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>到期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预警</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}，{count} 条</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在取今天的任务…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有符合条件的任务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天还没有任务。清单到达后会自动出现在这里</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>今天的任务都处理完了，共 %n 条。</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>暂缓的最早在 {time} 回来</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>任务列表</source>
        <extracomment>The RM moved to a row.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>机器人运行</source>
        <extracomment>Steps of the send path, in order.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>实时画面</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>步骤</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第 {number}/{total} 步：{step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>最后画面 {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScriptCard</name>
    <message>
        <source>话术</source>
        <extracomment>A tip stays this long, in milliseconds. The verdict may take this long before &apos;checking&apos; is shown, in milliseconds. Where the focus goes after writing.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>将要发送的文字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>备注</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>只有您看得到，不会发给客户</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户数据，锁定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>法定提示，锁定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可填写（按 E）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} / {limit} 字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在核对…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这里是锁定的；只有绿色处可以填写</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已到这一处允许的字数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter 完成 · Tab 下一处 · Esc 返回列表 · Ctrl+Enter 直接发送</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScriptEditor</name>
    <message>
        <source>〔可填写，最多 {n} 字〕</source>
        <extracomment>slot name, its words `locked` or `too_long` Escape or Enter: back to the list. Ctrl+Enter. Whether a free slot can be written now.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>已由独立会话读到这条消息</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已由人工完成</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已点击发送，但限时内没有查到；核对之前不会重发</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网站里出现了两条相同的消息，请核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网站里的文字与批准的不一致，请核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>查证会话不可用，暂时无法确认是否送达</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>聊天里已经有这条消息，没有再发</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天已经联系过这位客户，没有再发</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平台当日发送额度已用完，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户今天已收到其他群发，平台没有放行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户已不是好友，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>平台拒绝了发送，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>找不到这位客户的会话，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>找到不止一位相符的客户，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打开的会话不是这位客户，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>输入框里的文字与批准的不一致，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网页改版，机器人不认得，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网页打不开，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>该网站有一条结果未知，核对之前不再发送</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>需要您登录网站</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网站登录的是别人的账号，请换回本人账号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>会话里有未发出的草稿，请先处理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有可用的话术，请人工联系</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户数据填不进话术，请人工核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这个渠道需要您本人操作</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您已跳过</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您已撤销，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>急停时取消，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>机器人重启时取消，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户没有授权这个渠道的营销联系</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户已要求不再联系</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天给这位客户的联系已到上限</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本月给这位客户的联系已到上限</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>产品风险高于客户的承受等级</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户没有风险测评，不能推荐这个产品</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户的风险测评已过期，请先重新测评</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在是免打扰时段</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>急停中，不发送任何消息</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>填写的内容太长</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>填写的内容里有不允许的字符</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这一处必须填写</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>填写的内容里不允许有链接</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全文超过允许的长度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>与机器人的连接中断；已受理的不会丢失，正在重新连接</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这一步已经来不及了，情况已更新</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>规则不允许，没有发出</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>内容不合规则，没有保存</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本机缺少所需条件，请在终端运行 tandem doctor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>日志写不进去，因此不做任何操作；请检查磁盘</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窗口与机器人的版本不一致，请重启两者</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网站打不开</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网站登录的是别人的账号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>网页改版，机器人不认得</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>登录成功</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>产品</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>渠道</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>位置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现有字数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>最多字数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上限</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>次数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>测评日</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>直到</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>从</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>到</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用词</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>字符</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingNames</name>
    <message>
        <source>策略版本</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可联系时段开始</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可联系时段结束</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>每位客户每日上限</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>每位客户每月上限</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>撤销秒数</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>语言</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>设置</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>全部快捷键</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数字键 1–3 换话术，提问时 1–5 回答；正在用输入法组字时 Enter 不会发送</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>持仓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>联系记录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有持仓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有联系过</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SitesCard</name>
    <message>
        <source>网站</source>
        <extracomment>Settings that the window&apos;s own card changes.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>地址</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>档案版本</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepsModel</name>
    <message>
        <source>时间</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>状态</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>步骤</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>客户</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>说明</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>机器人离线，暂不能发送；连上后自动恢复</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>急停中，不发送任何消息；解除后可继续</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在取这位客户的资料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>电话任务由您拨打，打完按 C 登记结果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有可用的话术，不能代发；可致电、暂缓或跳过</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>规则不允许发送</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在发送，请稍候</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上次结果未知，核对之前不会重发</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这条任务已结束；按 X 收起</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>需要您看一眼再发送</source>
        <extracomment>Reasons that are news and not a fault of the text. Rule id to show beside it, or empty. Approved wording that F applies, or empty. Number of the finding, or -1.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>合规检查通过</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>话术 {name} v{version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>产品 {product} 与客户 {customer} 相符</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TodayActions</name>
    <message>
        <source>发送并下一个</source>
        <extracomment>Digits answer the question that is asked, else choose an arm.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>编辑</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>电话</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>稍后</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>跳过</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>撤销发送</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一条</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上一条</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>写备注</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在 CRM 中打开</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>搜索任务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一个合规提示</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>改用批准的措辞</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TodayHeader</name>
    <message>
        <source>今日任务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今日进度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预计还需 {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>模拟时间</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>没有可以打开的 CRM 地址</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{action}，不可用：{why}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>同行 · 机器人离线</source>
        <extracomment>How often a missing tray is looked for again, in milliseconds. The RM wants the window. There is no tray any more, so the window must not stay hidden.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>同行</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>打开今日（%n 条待办）</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>当前：{state} {done}/{total}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>今日</source>
        <extracomment>Held by the agent for the whole desktop; here only while the window has the keyboard. Name of the page to show.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>运行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>设置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>搜索或执行命令</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全部快捷键</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>专注模式</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>开始运行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本步后暂停</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>急停</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>解除急停</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>核对未知结果</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>退出窗口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>继续运行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在窗口按下急停</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowCard</name>
    <message>
        <source>窗口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>语言(&amp;L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>浅色</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>深色</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>外观(&amp;A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发送前可撤销(&amp;Z)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
