<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AcceptDialog</name>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>It is kept as you write it here.</source>
        <translation>将按你在这里写的保存。</translation>
    </message>
    <message>
        <source>Put this right</source>
        <translation>改正这条</translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message numerus="yes">
        <source>%Ln step(s)</source>
        <translation>
            <numerusform>%Ln 个步骤</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新提问</translation>
    </message>
    <message>
        <source>Ask again (Ctrl+R)</source>
        <translation>再问一次（Ctrl+R）</translation>
    </message>
    <message>
        <source>Closest things I have seen</source>
        <translation>我见过的最接近的内容</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>I don&apos;t know this</source>
        <translation>这个我不知道</translation>
    </message>
    <message>
        <source>Looking through your memory</source>
        <translation>正在翻查你的记忆</translation>
    </message>
    <message>
        <source>Not asked: {0}</source>
        <translation>未询问：{0}</translation>
    </message>
    <message>
        <source>Nothing that I have seen answers it.</source>
        <translation>我看到过的内容都不能回答这个问题。</translation>
    </message>
    <message>
        <source>Steps to this answer</source>
        <translation>得出此回答的步骤</translation>
    </message>
    <message>
        <source>The language model found no answer in what came nearest.</source>
        <translation>语言模型在最接近的内容里没有找到答案。</translation>
    </message>
    <message>
        <source>The language model stopped before it was done. This answer stands without it, in the words I have seen.</source>
        <translation>语言模型中途停止了。这个回答不靠它，用的是我看到过的原话。</translation>
    </message>
    <message>
        <source>The language model stopped before it was done. What it had said by then stands, checked against what I have seen.</source>
        <translation>语言模型中途停止了。它已经说出的部分保留着，并与我看到过的内容核对过。</translation>
    </message>
    <message>
        <source>There is no question in it.</source>
        <translation>这里面没有问题。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What I have seen does not name what you asked about.</source>
        <translation>我看到过的内容没有提到你问的人或事。</translation>
    </message>
    <message>
        <source>What I have seen does not say this about you.</source>
        <translation>我看到过的内容没有说这是关于你的。</translation>
    </message>
    <message>
        <source>What I have seen is about something else.</source>
        <translation>我看到过的内容说的是别的事。</translation>
    </message>
    <message>
        <source>What was written so far stands above, and is not kept.</source>
        <translation>已写出的部分留在上面，不会保存。</translation>
    </message>
    <message>
        <source>Where this comes from</source>
        <translation>依据来源</translation>
    </message>
    <message>
        <source>without a model · {0}</source>
        <translation>未用模型 · {0}</translation>
    </message>
    <message>
        <source>{0:.1f} s</source>
        <translation>{0:.1f} 秒</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>AskAgain</name>
    <message>
        <source>Ask again in another way</source>
        <translation>换一种方式再问</translation>
    </message>
    <message>
        <source>In another time…</source>
        <translation>换一个时间…</translation>
    </message>
    <message>
        <source>With every kind of memory</source>
        <translation>询问所有种类的记忆</translation>
    </message>
    <message>
        <source>Without {0}</source>
        <translation>不问{0}</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>AskBox</name>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Ask about anything you have seen, read or said</source>
        <translation>问问你看过、读过或说过的任何事</translation>
    </message>
    <message>
        <source>Attach a picture or a text ({0})</source>
        <translation>附上图片或文本（{0}）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What does this say?</source>
        <translation>这里写了什么？</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>你的问题</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Attach to the question</source>
        <translation>附到问题上</translation>
    </message>
    <message>
        <source>No more than {0} files go with one question.</source>
        <translation>一个问题最多附 {0} 个文件。</translation>
    </message>
    <message>
        <source>Pasted picture.png</source>
        <translation>粘贴的图片.png</translation>
    </message>
    <message>
        <source>Pictures, texts and documents</source>
        <translation>图片、文本和文档</translation>
    </message>
</context>
<context>
    <name>Backlog</name>
    <message>
        <source>Give up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Give up: {0}</source>
        <translation>放弃：{0}</translation>
    </message>
    <message>
        <source>Nothing waits: all that was seen so far is in order.</source>
        <translation>没有等待的工作：目前看到的内容都已整理好。</translation>
    </message>
    <message>
        <source>Show the moment</source>
        <translation>查看该瞬间</translation>
    </message>
    <message>
        <source>Show the moment: {0}</source>
        <translation>查看该瞬间：{0}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try again: {0}</source>
        <translation>重试：{0}</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>全部重试</translation>
    </message>
    <message>
        <source>What it was about stays kept and can be found; nothing more is learned from it.</source>
        <translation>相关内容仍会保留，也能找到；只是不再从中学习。</translation>
    </message>
    <message>
        <source>Work in the background</source>
        <translation>后台工作</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more that failed</source>
        <translation>
            <numerusform>另有 %Ln 项失败</numerusform>
        </translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>始于 {0}</translation>
    </message>
    <message>
        <source>the oldest since {0}</source>
        <translation>最早的始于 {0}</translation>
    </message>
    <message numerus="yes">
        <source>tried %Ln time(s)</source>
        <translation>
            <numerusform>已尝试 %Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>tried again by itself: {0}</source>
        <translation>将自动重试：{0}</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>等待你处理</translation>
    </message>
    <message numerus="yes">
        <source>{0}: %Ln still to do</source>
        <translation>
            <numerusform>{0}：还有 %Ln 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BlockDialog</name>
    <message>
        <source>It is always in mind. Its former lines become history.</source>
        <translation>它会始终被记着。原来的内容会成为历史。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Write a block</source>
        <translation>写一个板块</translation>
    </message>
    <message>
        <source>Write this block anew</source>
        <translation>重写这个板块</translation>
    </message>
</context>
<context>
    <name>Blocks</name>
    <message>
        <source>No block yet. One says who you are, another how Reverie shall speak.</source>
        <translation>还没有板块。可以用一个说明你是谁，再用一个说明 Reverie 该如何说话。</translation>
    </message>
    <message>
        <source>Write a block…</source>
        <translation>写一个板块…</translation>
    </message>
    <message>
        <source>Write anew…</source>
        <translation>重写…</translation>
    </message>
    <message>
        <source>Write {0} anew</source>
        <translation>重写 {0}</translation>
    </message>
    <message>
        <source>{0:,} of {1:,} characters</source>
        <translation>{0:,} / {1:,} 个字符</translation>
    </message>
    <message>
        <source>{0} · nearly full, the next dream makes it shorter</source>
        <translation>{0} · 快满了，下次整理时会缩短</translation>
    </message>
</context>
<context>
    <name>BodyForm</name>
    <message>
        <source>Fields</source>
        <translation>各项</translation>
    </message>
    <message>
        <source>{0:,} characters: too much to be edited here. It stays as it is.</source>
        <translation>{0:,} 个字符：太长，无法在此编辑。保持原样。</translation>
    </message>
    <message>
        <source>{0}, as in 2026-11-20 14:05</source>
        <translation>{0}，例如 2026-11-20 14:05</translation>
    </message>
    <message>
        <source>{0}, at most {1} characters</source>
        <translation>{0}，最多 {1} 个字符</translation>
    </message>
    <message>
        <source>{0}, one a line</source>
        <translation>{0}，每行一个</translation>
    </message>
    <message>
        <source>{0}: “{1}” is not a number.</source>
        <translation>{0}：“{1}”不是数字。</translation>
    </message>
    <message>
        <source>{0}: “{1}” is not a time. Write it as {2}.</source>
        <translation>{0}：“{1}”不是时间。请写成 {2}。</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>The conversation</source>
        <translation>对话内容</translation>
    </message>
</context>
<context>
    <name>CheckFace</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Show the words again</source>
        <translation>再看一遍这些单词</translation>
    </message>
    <message>
        <source>Word {0}</source>
        <translation>第 {0} 个单词</translation>
    </message>
    <message>
        <source>{0} is another one. Look at your paper, or at the words once more.</source>
        <translation>{0}不对。请看看你抄下的纸，或再看一遍这些单词。</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Attached: {0}</source>
        <translation>已附上：{0}</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>移除 {0}</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Go on with {0}</source>
        <translation>继续输入 {0}</translation>
    </message>
    <message>
        <source>Remove the filter {0}</source>
        <translation>移除筛选 {0}</translation>
    </message>
    <message>
        <source>{0} (Right arrow takes the first)</source>
        <translation>{0}（按右方向键采用第一项）</translation>
    </message>
</context>
<context>
    <name>CitationRow</name>
    <message>
        <source>That&apos;s wrong: correct [{0}] (key !)</source>
        <translation>这不对：更正 [{0}]（按 !）</translation>
    </message>
    <message>
        <source>Why [{0}]? (key ?)</source>
        <translation>为什么有 [{0}]？（按 ? 键）</translation>
    </message>
</context>
<context>
    <name>Correcting</name>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Correct [{0}]</source>
        <translation>更正 [{0}]</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>Taken back: it is as it was.</source>
        <translation>已撤销：恢复原样。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>What is right about “{0}”</source>
        <translation>“{0}”正确的是什么</translation>
    </message>
    <message>
        <source>What is right? A value, or a whole sentence</source>
        <translation>正确的是什么？写一个值，或一整句</translation>
    </message>
    <message>
        <source>What was seen stays as it is; these words of it answer nothing any more.</source>
        <translation>看到的内容保持原样；这些字句不再用来回答。</translation>
    </message>
</context>
<context>
    <name>CreateFace</name>
    <message>
        <source>At least {0} characters, please.</source>
        <translation>请至少输入 {0} 个字符。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Easy to guess. More words make it stronger.</source>
        <translation>容易被猜到。多加几个词会更安全。</translation>
    </message>
    <message>
        <source>Fair. One more word makes it strong.</source>
        <translation>尚可。再加一个词就很强了。</translation>
    </message>
    <message>
        <source>Four or more words that belong together only for you are strong, and easy to type.</source>
        <translation>四个以上只有你才会联系在一起的词，既安全又好输入。</translation>
    </message>
    <message>
        <source>Make my safe</source>
        <translation>创建我的保险库</translation>
    </message>
    <message>
        <source>Make recovery words, in case I forget it</source>
        <translation>生成恢复单词，以防我忘记口令</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>很强。</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>再输入一次口令</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>两次输入还不一致。</translation>
    </message>
</context>
<context>
    <name>DayPicker</name>
    <message>
        <source>Choose a day</source>
        <translation>选择日期</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>后一天</translation>
    </message>
    <message>
        <source>Day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>Days with something to see are bold</source>
        <translation>有内容的日期以粗体显示</translation>
    </message>
</context>
<context>
    <name>DayStrip</name>
    <message>
        <source>Reverie was not running</source>
        <translation>Reverie 未在运行</translation>
    </message>
    <message>
        <source>The day as a strip</source>
        <translation>一天的时间条</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>Days</name>
    <message>
        <source>being added up</source>
        <translation>正在合计</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>too much to add up</source>
        <translation>太多，无法合计</translation>
    </message>
</context>
<context>
    <name>DaysView</name>
    <message>
        <source>A project shows once an editor, a terminal or a code site names one.</source>
        <translation>编辑器、终端或代码网站中出现项目名称后，这里会显示项目。</translation>
    </message>
    <message>
        <source>Activities appear here once Reverie has put the day in order.</source>
        <translation>Reverie 整理好这一天后，活动会显示在这里。</translation>
    </message>
    <message>
        <source>Add up the day</source>
        <translation>按日汇总</translation>
    </message>
    <message>
        <source>Add up the week</source>
        <translation>按周汇总</translation>
    </message>
    <message>
        <source>By app</source>
        <translation>按应用</translation>
    </message>
    <message>
        <source>By project</source>
        <translation>按项目</translation>
    </message>
    <message>
        <source>By site and document</source>
        <translation>按网站和文档</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy what I did</source>
        <translation>复制我做的事</translation>
    </message>
    <message>
        <source>Copy what you did as text</source>
        <translation>将做过的事复制为文字</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>后一天</translation>
    </message>
    <message>
        <source>Day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日子</translation>
    </message>
    <message>
        <source>Nothing was on screen in this week, as far as Reverie has seen.</source>
        <translation>据 Reverie 所见，这一周屏幕上没有任何内容。</translation>
    </message>
    <message>
        <source>Nothing was on screen on this day, as far as Reverie has seen.</source>
        <translation>就 Reverie 所见，这一天屏幕上没有内容。</translation>
    </message>
    <message>
        <source>Nothing was on screen.</source>
        <translation>屏幕上没有内容。</translation>
    </message>
    <message numerus="yes">
        <source>Show %n shorter one(s)</source>
        <translation>
            <numerusform>再显示 %n 个较短的</numerusform>
        </translation>
    </message>
    <message>
        <source>The week</source>
        <translation>这一周</translation>
    </message>
    <message>
        <source>The year</source>
        <translation>这一年</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Week after</source>
        <translation>下一周</translation>
    </message>
    <message>
        <source>Week before</source>
        <translation>上一周</translation>
    </message>
    <message>
        <source>What you did</source>
        <translation>你做了什么</translation>
    </message>
    <message>
        <source>{0} on screen</source>
        <translation>屏幕时间 {0}</translation>
    </message>
    <message>
        <source>{0} on screen. Times when nothing changed for long, or Reverie was away, do not count.</source>
        <translation>屏幕时间 {0}。长时间没有变化或 Reverie 不在的时间不计入。</translation>
    </message>
</context>
<context>
    <name>DiffText</name>
    <message>
        <source>added: {0}</source>
        <translation>新增：{0}</translation>
    </message>
    <message>
        <source>removed: {0}</source>
        <translation>删除：{0}</translation>
    </message>
</context>
<context>
    <name>EditDialog</name>
    <message>
        <source>Edit this memory</source>
        <translation>编辑这条记忆</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>What stands there now is kept as its history.</source>
        <translation>现有内容会保留为历史。</translation>
    </message>
</context>
<context>
    <name>ElseWhen</name>
    <message>
        <source>Another time: last week, March 2026</source>
        <translation>另一个时间：上周、2026年3月</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Ask in that time</source>
        <translation>在那个时间里提问</translation>
    </message>
    <message>
        <source>That names no time that I understand.</source>
        <translation>我没看出这是什么时间。</translation>
    </message>
    <message>
        <source>The time to ask about</source>
        <translation>要询问的时间</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>Applied.</source>
        <translation>已生效。</translation>
    </message>
    <message>
        <source>Reset “{0}”</source>
        <translation>重置“{0}”</translation>
    </message>
</context>
<context>
    <name>EvidenceView</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>回到刚才的位置</translation>
    </message>
    <message>
        <source>Next evidence</source>
        <translation>下一条依据</translation>
    </message>
    <message>
        <source>Open in timeline</source>
        <translation>在时间线中打开</translation>
    </message>
    <message>
        <source>Previous evidence</source>
        <translation>上一条依据</translation>
    </message>
    <message>
        <source>The conversation around it</source>
        <translation>前后的对话</translation>
    </message>
    <message>
        <source>The picture of this moment cannot be read. Its text is still there.</source>
        <translation>这一刻的画面无法读取，但文字还在。</translation>
    </message>
    <message>
        <source>The screen as it was</source>
        <translation>当时的屏幕</translation>
    </message>
    <message>
        <source>This was forgotten.</source>
        <translation>这条已被遗忘。</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>第 {0} 条，共 {1} 条</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>“{0}”</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%Ln damaged picture(s) left out: see reverie verify.</source>
        <translation>
            <numerusform>略去了 %Ln 幅损坏的画面：参见 reverie verify。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory(s)</source>
        <translation>
            <numerusform>%Ln 条记忆</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moment(s)</source>
        <translation>
            <numerusform>%Ln 个瞬间</numerusform>
        </translation>
    </message>
    <message>
        <source>, and the pictures</source>
        <translation>，以及画面</translation>
    </message>
    <message>
        <source>A page to read (Markdown)</source>
        <translation>可阅读的页面（Markdown）</translation>
    </message>
    <message>
        <source>A spreadsheet (Excel)</source>
        <translation>电子表格（Excel）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Encrypt it under a passphrase of its own</source>
        <translation>用单独的口令加密</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Export to a file</source>
        <translation>导出到文件</translation>
    </message>
    <message>
        <source>For another Reverie, or programs (JSON)</source>
        <translation>供另一个 Reverie 或程序使用（JSON）</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>How far the export is</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>It is not encrypted: whoever gets it can read it.</source>
        <translation>它没有加密：谁拿到都能读。</translation>
    </message>
    <message>
        <source>Only its passphrase opens the file; Reverie does not keep it.</source>
        <translation>只有这个口令能打开该文件；Reverie 不会保存它。</translation>
    </message>
    <message>
        <source>Passphrase of the file</source>
        <translation>文件的口令</translation>
    </message>
    <message>
        <source>The file is not encrypted: whoever gets it can read it.</source>
        <translation>该文件没有加密：谁拿到都能读。</translation>
    </message>
    <message>
        <source>The file will hold {0}{1}.</source>
        <translation>文件将包含{0}{1}。</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>再输入一次</translation>
    </message>
    <message>
        <source>Values of secrets are not in it.</source>
        <translation>其中不含机密的值。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What is forgotten later stays in it: delete the file when it is no longer needed.</source>
        <translation>以后遗忘的内容仍会留在其中：不再需要时请删除该文件。</translation>
    </message>
    <message>
        <source>With the pictures of the screens (an archive)</source>
        <translation>包含屏幕画面（压缩包）</translation>
    </message>
    <message>
        <source>Wrote {0} and {1} to {2}.</source>
        <translation>已将{0}和{1}写入 {2}。</translation>
    </message>
</context>
<context>
    <name>Faded</name>
    <message>
        <source>The picture of this moment has faded. This is its text.</source>
        <translation>这一刻的画面已淡去，这是它的文字。</translation>
    </message>
    <message>
        <source>This picture has faded: its thumbnail and its text are kept.</source>
        <translation>这幅画面已淡去：保留了缩略图和文字。</translation>
    </message>
</context>
<context>
    <name>Fetch</name>
    <message>
        <source>Fetch it from {0}</source>
        <translation>从 {0} 下载</translation>
    </message>
    <message>
        <source>Fetch {0} from {1}</source>
        <translation>从 {1} 下载 {0}</translation>
    </message>
    <message>
        <source>How much of {0} has come</source>
        <translation>{0} 的下载进度</translation>
    </message>
    <message>
        <source>Nothing of yours is sent; this computer then asks {0} for the file.</source>
        <translation>不会发送你的任何内容；本机只会向 {0} 请求该文件。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}，共 {1}</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>As it was on</source>
        <translation>回看当时</translation>
    </message>
    <message>
        <source>As it was on this day</source>
        <translation>这一天当时的情况</translation>
    </message>
    <message>
        <source>By Reverie</source>
        <translation>由 Reverie 写</translation>
    </message>
    <message>
        <source>By anyone</source>
        <translation>不限作者</translation>
    </message>
    <message>
        <source>By dreams</source>
        <translation>由整理时写</translation>
    </message>
    <message>
        <source>By imports</source>
        <translation>由导入</translation>
    </message>
    <message>
        <source>By you</source>
        <translation>由你写</translation>
    </message>
    <message>
        <source>Filter these memories ( / )</source>
        <translation>筛选这些记忆（/）</translation>
    </message>
    <message>
        <source>From any time</source>
        <translation>不限时间</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>最近一年</translation>
    </message>
    <message>
        <source>No longer so</source>
        <translation>已不再成立</translation>
    </message>
    <message>
        <source>Now and before</source>
        <translation>现在和以前</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>Search these memories</source>
        <translation>搜索这些记忆</translation>
    </message>
    <message>
        <source>Since today</source>
        <translation>今天起</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>起始时间</translation>
    </message>
    <message>
        <source>So now</source>
        <translation>现在成立</translation>
    </message>
    <message>
        <source>What holds</source>
        <translation>是否成立</translation>
    </message>
    <message>
        <source>Who wrote it</source>
        <translation>谁写的</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to a time</source>
        <translation>转到某个时间</translation>
    </message>
    <message>
        <source>Go to a time in words: 14:30, last Tuesday, 2 h earlier, Mar 2026 (Ctrl+G)</source>
        <translation>用文字转到某个时间：14:30、上周二、昨天下午、2026年3月（Ctrl+G）</translation>
    </message>
    <message>
        <source>Go to: 14:30, last Tuesday</source>
        <translation>转到：14:30、上周二</translation>
    </message>
    <message>
        <source>Less of time (+)</source>
        <translation>显示更短的时间（+）</translation>
    </message>
    <message>
        <source>More of time (-)</source>
        <translation>显示更长的时间（-）</translation>
    </message>
    <message>
        <source>Next app (Alt+Right)</source>
        <translation>下一个应用（Alt+右）</translation>
    </message>
    <message>
        <source>Previous app (Alt+Left)</source>
        <translation>上一个应用（Alt+左）</translation>
    </message>
    <message>
        <source>That names no time that I understand.</source>
        <translation>我没看出这是什么时间。</translation>
    </message>
    <message>
        <source>{0} in sight</source>
        <translation>可见 {0}</translation>
    </message>
</context>
<context>
    <name>ForgetDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Forget for good</source>
        <translation>永久遗忘</translation>
    </message>
    <message>
        <source>Forget this?</source>
        <translation>要遗忘这些吗？</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Nothing that was kept fits.</source>
        <translation>没有符合条件的内容。</translation>
    </message>
    <message>
        <source>Nothing to forget</source>
        <translation>没有可遗忘的内容</translation>
    </message>
    <message>
        <source>This removes {0}, for good. It cannot be undone.</source>
        <translation>这将永久删除{0}，无法撤销。</translation>
    </message>
</context>
<context>
    <name>ForgetPanel</name>
    <message>
        <source>App</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Choose a time, or fill in a field.</source>
        <translation>请选择时间，或填写一项。</translation>
    </message>
    <message>
        <source>Forget what fits all of this</source>
        <translation>遗忘符合以上全部条件的内容</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>遗忘…</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Nothing that was kept fits.</source>
        <translation>没有符合条件的内容。</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>网站</translation>
    </message>
    <message>
        <source>This would remove {0}.</source>
        <translation>这将删除{0}。</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>at any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>between two times</source>
        <translation>两个时间之间</translation>
    </message>
    <message>
        <source>in the app, such as Firefox</source>
        <translation>所在应用，例如 Firefox</translation>
    </message>
    <message>
        <source>on the site, such as example.org</source>
        <translation>所在网站，例如 example.org</translation>
    </message>
    <message>
        <source>said or sent by, such as Ana Reis</source>
        <translation>由谁说出或发送，例如 Ana Reis</translation>
    </message>
    <message numerus="yes">
        <source>the last %n minute(s)</source>
        <translation>
            <numerusform>最近 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>the last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>with these words in it</source>
        <translation>含有这些文字</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Leave it as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Not saved yet. Escape once more drops what you typed.</source>
        <translation>尚未保存。再按一次 Esc 会放弃输入的内容。</translation>
    </message>
</context>
<context>
    <name>FramePicture</name>
    <message numerus="yes">
        <source>%Ln place(s) marked</source>
        <translation>
            <numerusform>已标出 %Ln 处</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthView</name>
    <message numerus="yes">
        <source>%Ln frame(s)</source>
        <translation>
            <numerusform>%Ln 帧</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln job(s)</source>
        <translation>
            <numerusform>%Ln 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moment(s) still to be taken in</source>
        <translation>
            <numerusform>还有 %Ln 个瞬间待收入</numerusform>
        </translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Examine again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Kept today</source>
        <translation>今天已保存</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>语义搜索</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Recorded while locked</source>
        <translation>锁定期间的记录</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>保险库</translation>
    </message>
    <message>
        <source>Self-examination</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Still to digest</source>
        <translation>待整理</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>from evidence only; no language model is here</source>
        <translation>只引用依据原文；本机没有语言模型</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>需要你处理</translation>
    </message>
    <message>
        <source>nothing is sent to another computer</source>
        <translation>不向其他电脑发送任何内容</translation>
    </message>
    <message>
        <source>off; words are searched</source>
        <translation>关闭；按文字搜索</translation>
    </message>
    <message>
        <source>questions and what is found for them are sent to {0}</source>
        <translation>问题和为其找到的内容会发送到 {0}</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>warming up; words are searched already</source>
        <translation>正在准备；已可按文字搜索</translation>
    </message>
    <message>
        <source>well</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>{0} of {1} minutes today, in the background</source>
        <translation>今天后台已用 {0} / {1} 分钟</translation>
    </message>
</context>
<context>
    <name>HiddenStep</name>
    <message>
        <source>Always hidden</source>
        <translation>始终隐藏</translation>
    </message>
    <message>
        <source>App to hide</source>
        <translation>要隐藏的应用</translation>
    </message>
    <message>
        <source>Hide it</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Remove this rule</source>
        <translation>删除这条规则</translation>
    </message>
    <message>
        <source>The name of an app, such as Signal</source>
        <translation>应用的名称，例如 Signal</translation>
    </message>
</context>
<context>
    <name>House</name>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日子</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>Memories</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
</context>
<context>
    <name>InboxDialog</name>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Accept {0}</source>
        <translation>接受 {0}</translation>
    </message>
    <message>
        <source>Always accept {0} from {1}</source>
        <translation>始终接受来自{1}的{0}</translation>
    </message>
    <message>
        <source>Always answer changes like {0} the same</source>
        <translation>对类似 {0} 的更改始终同样答复</translation>
    </message>
    <message>
        <source>Always reject {0} from {1}</source>
        <translation>始终拒绝来自{1}的{0}</translation>
    </message>
    <message>
        <source>Always…</source>
        <translation>始终…</translation>
    </message>
    <message>
        <source>Answered once for all</source>
        <translation>一次性答复</translation>
    </message>
    <message>
        <source>Ask me again</source>
        <translation>重新问我</translation>
    </message>
    <message>
        <source>Ask me again: {0}</source>
        <translation>重新问我：{0}</translation>
    </message>
    <message>
        <source>Edit {0}</source>
        <translation>编辑 {0}</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>It would hold no longer.</source>
        <translation>它将不再成立。</translation>
    </message>
    <message>
        <source>Keep in the vault</source>
        <translation>存入密匣</translation>
    </message>
    <message>
        <source>Keep {0}</source>
        <translation>保留 {0}</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Let go of {0}</source>
        <translation>放弃 {0}</translation>
    </message>
    <message>
        <source>Nothing waits. What screens and other people say against what you said, and secrets that were seen, come here first.</source>
        <translation>没有待确认的内容。屏幕上或别人说的与你所说不符的内容，以及见到的机密，都会先到这里。</translation>
    </message>
    <message>
        <source>Open the moment of “{0}”</source>
        <translation>打开“{0}”的那一刻</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Reject {0}</source>
        <translation>拒绝 {0}</translation>
    </message>
    <message>
        <source>Screens and other people said this. It changes nothing unless you accept it; what you accept can be undone.</source>
        <translation>这是屏幕上或别人说的。除非你接受，否则不会改变任何内容；接受后也可以撤销。</translation>
    </message>
    <message>
        <source>These were sealed as soon as they were seen; nobody can read them without your passphrase. What you do not keep goes by itself after a week. What you let go is not offered again.</source>
        <translation>这些内容一出现就已密封；没有你的口令谁也读不到。你不保留的会在一周后自动消失，放弃的不会再次出现。</translation>
    </message>
    <message>
        <source>Waits for your word</source>
        <translation>等你决定</translation>
    </message>
    <message>
        <source>anywhere</source>
        <translation>任何来源</translation>
    </message>
    <message>
        <source>assistants</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>dreams</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>imports</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>other people</source>
        <translation>其他人</translation>
    </message>
    <message>
        <source>screens</source>
        <translation>屏幕</translation>
    </message>
    <message numerus="yes">
        <source>{0} · seen {1}, %Ln time(s) · goes {2}</source>
        <translation>
            <numerusform>{0} · 见于 {1}，共 %Ln 次 · {2} 消失</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} · {1} · seen {2} · goes {3}</source>
        <translation>{0} · {1} · 见于 {2} · {3} 消失</translation>
    </message>
    <message>
        <source>{0}: {1} → {2}</source>
        <translation>{0}：{1} → {2}</translation>
    </message>
</context>
<context>
    <name>KeptChip</name>
    <message>
        <source>Attached: {0}</source>
        <translation>已附上：{0}</translation>
    </message>
    <message>
        <source>no text in it</source>
        <translation>其中没有文字</translation>
    </message>
</context>
<context>
    <name>KeysField</name>
    <message>
        <source>No keys</source>
        <translation>不设快捷键</translation>
    </message>
</context>
<context>
    <name>KeysStep</name>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Press them now.</source>
        <translation>现在按下试试。</translation>
    </message>
    <message>
        <source>That was it. Press them again, or Esc, to send it away.</source>
        <translation>就是这样。再按一次或按 Esc 即可收起。</translation>
    </message>
    <message>
        <source>The command “reverie recall” does the same; keys can be chosen in the settings.</source>
        <translation>命令“reverie recall”作用相同；快捷键可在设置中选择。</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message numerus="yes">
        <source>%Ln earlier stretch(es), which reverie coverage lists</source>
        <translation>
            <numerusform>更早的 %Ln 段，可用 reverie coverage 列出</numerusform>
        </translation>
    </message>
    <message>
        <source>At other times Reverie was not running.</source>
        <translation>其余时间 Reverie 未在运行。</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>后一天</translation>
    </message>
    <message>
        <source>Day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>Watched for {0} in all.</source>
        <translation>共记录 {0}。</translation>
    </message>
    <message>
        <source>When Reverie was watching</source>
        <translation>Reverie 何时在记录</translation>
    </message>
    <message>
        <source>watching</source>
        <translation>记录中</translation>
    </message>
</context>
<context>
    <name>LinkPicture</name>
    <message>
        <source>Links as a picture</source>
        <translation>以图形显示的关联</translation>
    </message>
    <message>
        <source>sums it up: {0}</source>
        <translation>概括了它：{0}</translation>
    </message>
    <message>
        <source>took its place</source>
        <translation>取代了它</translation>
    </message>
    <message>
        <source>{0}: tied to nothing yet</source>
        <translation>{0}：尚无关联</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Exported, encrypted</source>
        <translation>已加密导出</translation>
    </message>
    <message>
        <source>No value was shown, copied or exported yet.</source>
        <translation>还没有显示、复制或导出过任何值。</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>已显示</translation>
    </message>
    <message>
        <source>When secrets were shown, copied or exported</source>
        <translation>机密被显示、复制或导出的记录</translation>
    </message>
    <message>
        <source>forgotten since</source>
        <translation>后来已遗忘</translation>
    </message>
</context>
<context>
    <name>LongText</name>
    <message>
        <source>Earlier part</source>
        <translation>前一部分</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>后一部分</translation>
    </message>
    <message>
        <source>Part {0:,} of {1:,} · {2:,} characters in all</source>
        <translation>第 {0:,} 部分，共 {1:,} 部分 · 总计 {2:,} 个字符</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Reverie</source>
        <translation>Reverie</translation>
    </message>
</context>
<context>
    <name>Manner</name>
    <message>
        <source>How answers are worded. No manner changes a fact.</source>
        <translation>回答怎样措辞。任何口吻都不改变事实。</translation>
    </message>
    <message>
        <source>In my own words</source>
        <translation>用我自己的话</translation>
    </message>
    <message>
        <source>It needs a language model, and none answers now.</source>
        <translation>它需要语言模型，而现在没有模型在回答。</translation>
    </message>
    <message>
        <source>Manner of answers</source>
        <translation>回答的口吻</translation>
    </message>
    <message>
        <source>Manner of answers: {0}</source>
        <translation>回答的口吻：{0}</translation>
    </message>
    <message>
        <source>Write your own…</source>
        <translation>自己写一个…</translation>
    </message>
</context>
<context>
    <name>Memories</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>{0} · believed then</source>
        <translation>{0} · 当时这样认为</translation>
    </message>
    <message>
        <source>{0} · learned later</source>
        <translation>{0} · 后来才得知</translation>
    </message>
    <message>
        <source>{0} · pinned</source>
        <translation>{0} · 已固定</translation>
    </message>
</context>
<context>
    <name>MemoriesView</name>
    <message>
        <source>Choose a memory</source>
        <translation>选择一条记忆</translation>
    </message>
    <message>
        <source>Choose a memory first</source>
        <translation>请先选择一条记忆</translation>
    </message>
    <message>
        <source>Choose one in the list. Its links show what it has to do with, and why.</source>
        <translation>在列表中选择一条，它的关联会显示与什么有关以及原因。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Inbox ({0})…</source>
        <translation>收件箱（{0}）…</translation>
    </message>
    <message>
        <source>Inbox…</source>
        <translation>收件箱…</translation>
    </message>
    <message>
        <source>Kinds of memory</source>
        <translation>记忆的种类</translation>
    </message>
    <message>
        <source>Leave nothing out</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>List of memories</source>
        <translation>记忆列表</translation>
    </message>
    <message>
        <source>Look at them…</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>Memories that fit: {0:,}</source>
        <translation>符合条件的记忆：{0:,}</translation>
    </message>
    <message>
        <source>No memory has all these words. These are the nearest by meaning.</source>
        <translation>没有记忆包含所有这些文字。以下是意思最接近的。</translation>
    </message>
    <message>
        <source>No memory of this kind fits all of this.</source>
        <translation>这类记忆中没有符合全部条件的。</translation>
    </message>
    <message>
        <source>Show as a list</source>
        <translation>以列表显示</translation>
    </message>
    <message>
        <source>Show as a tree</source>
        <translation>以树形显示</translation>
    </message>
    <message>
        <source>Show what the chosen memory is tied to</source>
        <translation>显示所选记忆与什么关联</translation>
    </message>
    <message>
        <source>These appear by themselves while Reverie digests what it saw. To have one at once, say it in the chat: “Remember that…”</source>
        <translation>Reverie 整理所见内容时，这些会自动出现。想马上有一条，可以在聊天里说：“记住……”</translation>
    </message>
    <message>
        <source>This cannot be shown</source>
        <translation>无法显示</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树形</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Its page shows what Reverie knows, where it comes from and how it changed.

Arrows go up and down, Enter reads, Ctrl+E edits, Del forgets, Ctrl+Z takes the last change back, / filters. With Shift several are chosen, to be put together or forgotten.</source>
        <translation>它的页面会显示 Reverie 知道什么、来自哪里、如何变化。

方向键上下移动，Enter 阅读，Ctrl+E 编辑，Del 遗忘，Ctrl+Z 撤回上次更改，/ 筛选。按住 Shift 可选择多条，合并或遗忘。</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>这里还没有内容</translation>
    </message>
    <message>
        <source>Undo a day…</source>
        <translation>撤销一天…</translation>
    </message>
    <message>
        <source>What waits for your word: {0}</source>
        <translation>等你决定的：{0}</translation>
    </message>
    <message>
        <source>When secrets were shown…</source>
        <translation>机密显示记录…</translation>
    </message>
</context>
<context>
    <name>MemoryPage</name>
    <message>
        <source>A moment that this rested on was forgotten. What is left is shown.</source>
        <translation>它所依据的一个瞬间已被遗忘。这里显示余下的内容。</translation>
    </message>
    <message>
        <source>As a picture</source>
        <translation>以图形显示</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>遗忘…</translation>
    </message>
    <message>
        <source>How it changed</source>
        <translation>变化过程</translation>
    </message>
    <message>
        <source>It holds no longer.</source>
        <translation>它已不再成立。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>No longer so</source>
        <translation>已不再成立</translation>
    </message>
    <message>
        <source>Open this moment</source>
        <translation>打开这一刻</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>Quite sure</source>
        <translation>比较确定</translation>
    </message>
    <message>
        <source>Reveal or copy…</source>
        <translation>显示或复制…</translation>
    </message>
    <message>
        <source>Reverie</source>
        <translation>Reverie</translation>
    </message>
    <message>
        <source>Reverie, dreaming</source>
        <translation>Reverie（整理时）</translation>
    </message>
    <message>
        <source>Since {0}</source>
        <translation>自 {0} 起</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>撤销上一次更改</translation>
    </message>
    <message>
        <source>Undo the last change (Ctrl+Z)</source>
        <translation>撤销上次更改（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>What came is underlined, what went is struck through.</source>
        <translation>新增的加下划线，删去的加删除线。</translation>
    </message>
    <message>
        <source>What is pinned is neither put in order nor let go by itself.</source>
        <translation>固定的内容不会被自动整理，也不会自动消失。</translation>
    </message>
    <message>
        <source>What it is tied to</source>
        <translation>与它关联的内容</translation>
    </message>
    <message>
        <source>What it took the place of</source>
        <translation>它取代的内容</translation>
    </message>
    <message>
        <source>What took its place</source>
        <translation>取代它的内容</translation>
    </message>
    <message>
        <source>Where this comes from</source>
        <translation>依据来源</translation>
    </message>
    <message>
        <source>an import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 条</translation>
    </message>
    <message>
        <source>taken back later</source>
        <translation>后来已撤回</translation>
    </message>
    <message>
        <source>you</source>
        <translation>你</translation>
    </message>
    <message>
        <source>{0} until {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
    <message>
        <source>{0}, because: {1}</source>
        <translation>{0}，原因：{1}</translation>
    </message>
    <message>
        <source>· {0}</source>
        <translation>· {0}</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>“{0}”</translation>
    </message>
</context>
<context>
    <name>MemoryTree</name>
    <message>
        <source>Memories as a tree</source>
        <translation>树形显示的记忆</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>and {0:,} more, in the list</source>
        <translation>列表中另有 {0:,} 条</translation>
    </message>
    <message>
        <source>{0}  ({1:,})</source>
        <translation>{0}  ({1:,})</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Put together</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Put {0} memories together</source>
        <translation>合并 {0} 条记忆</translation>
    </message>
    <message>
        <source>This is what they would be as one. Put it right as you like. The single ones become its history; “Undo the last change” parts them again.</source>
        <translation>这是合并后的内容，可以按需修改。原来的各条会成为它的历史；“撤销上次更改”可再次拆开。</translation>
    </message>
</context>
<context>
    <name>ModelsStep</name>
    <message>
        <source>Also here:</source>
        <translation>本机还有：</translation>
    </message>
    <message>
        <source>Answers from the evidence word for word. Nothing to load, and quick.</source>
        <translation>逐字引用依据来回答。无需加载，速度快。</translation>
    </message>
    <message>
        <source>It comes with the set-up: make setup</source>
        <translation>随安装提供：make setup</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不用模型</translation>
    </message>
    <message>
        <source>Not on this computer.</source>
        <translation>不在本机上。</translation>
    </message>
</context>
<context>
    <name>MomentStep</name>
    <message>
        <source>A word of it</source>
        <translation>其中的一个词</translation>
    </message>
    <message>
        <source>Find it</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Found again in {0:.2f} s.</source>
        <translation>用 {0:.2f} 秒找到了。</translation>
    </message>
    <message>
        <source>Kept: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>现在看一眼</translation>
    </message>
    <message>
        <source>Not found. Take another word that stood there.</source>
        <translation>没有找到。请换一个出现过的词。</translation>
    </message>
    <message>
        <source>Nothing was kept: {0}.</source>
        <translation>没有保存：{0}。</translation>
    </message>
    <message>
        <source>There are no words on the screen but Reverie&apos;s own. Open another window, and look again.</source>
        <translation>屏幕上除 Reverie 外没有其他文字。请打开另一个窗口再看一次。</translation>
    </message>
    <message>
        <source>Waiting for a window with words in it…</source>
        <translation>正在等待有文字的窗口…</translation>
    </message>
    <message>
        <source>your screen</source>
        <translation>你的屏幕</translation>
    </message>
</context>
<context>
    <name>Network</name>
    <message numerus="yes">
        <source>%Ln more protect(s) itself/themselves from being looked into.</source>
        <translation>
            <numerusform>另有 %Ln 个进程受保护，无法查看。</numerusform>
        </translation>
    </message>
    <message>
        <source>A model was fetched from {0}, last: {1}</source>
        <translation>从 {0} 获取过模型，最近一次：{1}</translation>
    </message>
    <message>
        <source>It happens only when you fetch a model, or allow the address of a server in the settings. Reverie listens on no port. To see for yourself: sudo ss -tunp | grep -E &apos;reverie|pid={0}&apos;</source>
        <translation>只有当你获取模型，或在设置中允许某个服务器的地址时才会发生。Reverie 不监听任何端口。可自行查看：sudo ss -tunp | grep -E &apos;reverie|pid={0}&apos;</translation>
    </message>
    <message>
        <source>Nothing has left this computer. The ledger begins: {0}.</source>
        <translation>没有任何内容离开过这台电脑。记录始于：{0}。</translation>
    </message>
    <message>
        <source>Questions and what was found for them went to {0} {1}, last: {2}</source>
        <translation>问题及为其找到的内容曾发送到 {0}，{1}，最近一次：{2}</translation>
    </message>
    <message>
        <source>Right now the system shows connections to: {0}</source>
        <translation>系统显示此刻有连接通往：{0}</translation>
    </message>
    <message numerus="yes">
        <source>Right now the system shows no connection to another computer: %Ln process(es) looked at.</source>
        <translation>
            <numerusform>系统显示此刻没有通往其他电脑的连接：查看了 %Ln 个进程。</numerusform>
        </translation>
    </message>
    <message>
        <source>What has left this computer</source>
        <translation>有什么离开过这台电脑</translation>
    </message>
    <message numerus="yes">
        <source>on %Ln day(s)</source>
        <translation>
            <numerusform>共 %Ln 天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nothing</name>
    <message>
        <source>Nothing found: 0 exact, 0 related</source>
        <translation>没有找到：0 条精确，0 条相关</translation>
    </message>
    <message>
        <source>Tab asks Reverie in your own words.</source>
        <translation>按 Tab 用你自己的话问 Reverie。</translation>
    </message>
    <message>
        <source>Take a filter out: the ✕ on its chip does.</source>
        <translation>去掉一个筛选：点标签上的 ✕。</translation>
    </message>
    <message>
        <source>Try fewer words, or the beginning of one with a star: quart*</source>
        <translation>试试少几个词，或词的开头加星号：quart*</translation>
    </message>
</context>
<context>
    <name>OfferField</name>
    <message>
        <source>as the program chooses</source>
        <translation>由程序决定</translation>
    </message>
</context>
<context>
    <name>OldPictures</name>
    <message numerus="yes">
        <source>%Ln picture(s), {0}{1}. The text stays searchable, whatever becomes of them.</source>
        <translation>
            <numerusform>%Ln 幅画面，{0}{1}。无论画面如何，文字始终可以搜索。</numerusform>
        </translation>
    </message>
    <message>
        <source>, at most {0}</source>
        <translation>，最多 {0}</translation>
    </message>
    <message>
        <source>Counting the pictures …</source>
        <translation>正在统计画面…</translation>
    </message>
    <message>
        <source>Keep every picture</source>
        <translation>保留所有画面</translation>
    </message>
    <message>
        <source>Let old pictures fade</source>
        <translation>让旧画面淡去</translation>
    </message>
    <message>
        <source>Nothing fades before you agree. If you do:</source>
        <translation>在你同意之前什么都不会淡去。如果同意：</translation>
    </message>
    <message>
        <source>Nothing fades. If you let it:</source>
        <translation>什么都不会淡去。如果允许：</translation>
    </message>
    <message>
        <source>Nothing is old enough to fade now.</source>
        <translation>目前没有旧到需要淡去的画面。</translation>
    </message>
    <message>
        <source>Now {0:,} would become smaller (about {1} freed).</source>
        <translation>现在有 {0:,} 幅会变小（约释放 {1}）。</translation>
    </message>
    <message>
        <source>Now {0:,} would keep only their text (about {1} freed).</source>
        <translation>现在有 {0:,} 幅会只留文字（约释放 {1}）。</translation>
    </message>
    <message>
        <source>Now {0:,} would keep only their thumbnail and text (about {1} freed).</source>
        <translation>现在有 {0:,} 幅会只留缩略图和文字（约释放 {1}）。</translation>
    </message>
    <message>
        <source>Old pictures</source>
        <translation>旧画面</translation>
    </message>
    <message>
        <source>Old pictures fade by themselves:</source>
        <translation>旧画面会自动淡去：</translation>
    </message>
    <message>
        <source>after {0:g} days smaller, after {1:g} days a thumbnail, after {2:g} days text alone; later what answers cite and many memories rest on, never by age what you pinned.</source>
        <translation>{0:g} 天后变小，{1:g} 天后只留缩略图，{2:g} 天后只留文字；回答引用过、许多记忆所依据的会更晚，你固定的不会因时间而淡去。</translation>
    </message>
</context>
<context>
    <name>OpenDialog</name>
    <message>
        <source>It may be another one by now than the one you saw.</source>
        <translation>它现在可能与你当时看到的不同。</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不打开</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open again?</source>
        <translation>要再次打开吗？</translation>
    </message>
    <message>
        <source>The program your desktop has for it opens this file:</source>
        <translation>你的桌面会用相应的程序打开此文件：</translation>
    </message>
    <message>
        <source>The site learns of your visit.</source>
        <translation>该网站会知道你的访问。</translation>
    </message>
    <message>
        <source>Your browser opens this page, on the site {0}:</source>
        <translation>你的浏览器会打开网站 {0} 上的此页面：</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Recall</source>
        <translation>回忆</translation>
    </message>
    <message>
        <source>Reverie: recall</source>
        <translation>Reverie：回忆</translation>
    </message>
</context>
<context>
    <name>Own</name>
    <message>
        <source>A click on the tray icon</source>
        <translation>点击托盘图标</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Keys that call recall</source>
        <translation>呼出回忆的快捷键</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Reverie waits in the tray then, locked until you give the passphrase.</source>
        <translation>Reverie 会在托盘中等待，输入口令前保持锁定。</translation>
    </message>
    <message>
        <source>Say when Reverie needs you</source>
        <translation>需要你时提醒</translation>
    </message>
    <message>
        <source>Start when you log in</source>
        <translation>登录时启动</translation>
    </message>
    <message>
        <source>The colours of the window: as the system has them, or always the same.</source>
        <translation>窗口的颜色：跟随系统，或始终不变。</translation>
    </message>
    <message>
        <source>The desktop shows a notification, without anything of what is remembered.</source>
        <translation>桌面会显示一条通知，不含任何记住的内容。</translation>
    </message>
    <message>
        <source>The language of the window: the system&apos;s, or always the same.</source>
        <translation>窗口的语言：跟随系统，或始终不变。</translation>
    </message>
    <message>
        <source>They bring recall over any program; none is allowed. `reverie recall` does the same. Keys that another program has taken do not arrive here.</source>
        <translation>在任何程序上呼出回忆；可以不设。`reverie recall` 作用相同。已被其他程序占用的快捷键不会到达这里。</translation>
    </message>
    <message>
        <source>What the icon opens at once; its menu has all of them.</source>
        <translation>图标直接打开的内容；菜单中列出全部。</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Your desktop decides about them.</source>
        <translation>由你的桌面环境决定。</translation>
    </message>
</context>
<context>
    <name>PrivacyView</name>
    <message>
        <source>A window that matches a rule is masked before anything else happens, or the whole screen is let go. Passwords, card numbers and keys are masked everywhere, and Reverie never looks at itself.</source>
        <translation>符合规则的窗口会最先被遮盖，否则整个屏幕都不保留。密码、卡号和密钥在任何地方都会被遮盖，Reverie 也从不看自己的窗口。</translation>
    </message>
    <message>
        <source>Always hidden</source>
        <translation>始终隐藏</translation>
    </message>
    <message>
        <source>App to hide</source>
        <translation>要隐藏的应用</translation>
    </message>
    <message>
        <source>Hide them</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Hide windows</source>
        <translation>隐藏窗口</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>上周</translation>
    </message>
    <message>
        <source>Page to hide</source>
        <translation>要隐藏的网页</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>遗忘凭证</translation>
    </message>
    <message>
        <source>Remove this rule</source>
        <translation>删除这条规则</translation>
    </message>
    <message>
        <source>What Reverie did with it</source>
        <translation>Reverie 做了什么</translation>
    </message>
    <message>
        <source>What Reverie must forget</source>
        <translation>Reverie 必须遗忘的</translation>
    </message>
    <message>
        <source>What Reverie must not see</source>
        <translation>Reverie 不得看见的</translation>
    </message>
    <message>
        <source>Words in the title to hide</source>
        <translation>要隐藏的标题文字</translation>
    </message>
    <message>
        <source>You have not hidden anything yourself yet.</source>
        <translation>你还没有自己隐藏过任何内容。</translation>
    </message>
    <message>
        <source>app: KeePassXC</source>
        <translation>应用：KeePassXC</translation>
    </message>
    <message>
        <source>app: {0}</source>
        <translation>应用：{0}</translation>
    </message>
    <message>
        <source>page: bank.example</source>
        <translation>网页：bank.example</translation>
    </message>
    <message>
        <source>page: {0}</source>
        <translation>网页：{0}</translation>
    </message>
    <message>
        <source>title: salaries</source>
        <translation>标题：工资</translation>
    </message>
    <message>
        <source>title: {0}</source>
        <translation>标题：{0}</translation>
    </message>
</context>
<context>
    <name>RangeBar</name>
    <message>
        <source>Ask about it</source>
        <translation>就此提问</translation>
    </message>
    <message>
        <source>Choose no stretch</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Export this stretch</source>
        <translation>导出这段时间</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Forget this stretch</source>
        <translation>忘记这段时间</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>忘记…</translation>
    </message>
    <message>
        <source>What was I doing from {0} to {1}?</source>
        <translation>{0} 到 {1} 我在做什么？</translation>
    </message>
</context>
<context>
    <name>Reads</name>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>%Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>No other program has read anything in 90 days.</source>
        <translation>90 天内没有其他程序读取过内容。</translation>
    </message>
    <message>
        <source>Only programs that you run can ask, while the safe is open. What they asked is not written down; and a program may call itself something else.</source>
        <translation>只有你运行的程序、且在保险库打开时才能读取。它们问了什么不会记下；程序也可能使用别的名称。</translation>
    </message>
    <message>
        <source>Programs that read what is kept</source>
        <translation>读取过所存内容的程序</translation>
    </message>
    <message>
        <source>a program that was gone before it could be named</source>
        <translation>一个来不及得知名称就已结束的程序</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more, which reverie reads lists</source>
        <translation>
            <numerusform>另有 %Ln 条，可用 reverie reads 列出</numerusform>
        </translation>
    </message>
    <message>
        <source>asked</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>exported or backed up</source>
        <translation>导出或备份</translation>
    </message>
    <message>
        <source>had a secret shown</source>
        <translation>显示过秘密</translation>
    </message>
    <message>
        <source>last {0}</source>
        <translation>最近 {0}</translation>
    </message>
    <message>
        <source>looked at screens or memories</source>
        <translation>查看画面或记忆</translation>
    </message>
    <message>
        <source>searched</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>RecallPage</name>
    <message>
        <source>No screen was kept yet.</source>
        <translation>还没有保存过屏幕。</translation>
    </message>
    <message>
        <source>Recall anything you have seen, read or said</source>
        <translation>回忆你看过、读过或说过的任何事</translation>
    </message>
    <message numerus="yes">
        <source>Screens were kept on %Ln day(s), the first on {0}. What was on screen while Reverie was paused, locked or off is not here.</source>
        <translation>
            <numerusform>共有 %Ln 天保存了屏幕，最早是 {0}。Reverie 暂停、锁定或关闭时屏幕上的内容不在其中。</numerusform>
        </translation>
    </message>
    <message>
        <source>Space unlocks · Esc closes</source>
        <translation>空格解锁 · Esc 关闭</translation>
    </message>
    <message>
        <source>What to recall</source>
        <translation>想回忆什么</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>{0} exact</source>
        <translation>{0} 条精确</translation>
    </message>
    <message>
        <source>{0}, {1} related</source>
        <translation>{0}，{1} 条相关</translation>
    </message>
    <message>
        <source>← → others · Enter opens · Esc back</source>
        <translation>← → 切换 · Enter 打开 · Esc 返回</translation>
    </message>
    <message>
        <source>↓ choose · Enter open · Ctrl+Space preview · Tab ask · Esc back</source>
        <translation>↓ 选择 · Enter 打开 · Ctrl+空格 预览 · Tab 提问 · Esc 返回</translation>
    </message>
</context>
<context>
    <name>Receipts</name>
    <message numerus="yes">
        <source>%Ln more: reverie receipts lists them all.</source>
        <translation>
            <numerusform>另有 %Ln 份：reverie receipts 会全部列出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s), the text kept</source>
        <translation>
            <numerusform>%Ln 幅画面，保留了文字</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was forgotten so far.</source>
        <translation>目前还没有遗忘过任何内容。</translation>
    </message>
    <message>
        <source>age</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>app</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>memories</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>person</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>screens</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>site</source>
        <translation>网站</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>{0}  ·  {1}  ·  by {2}: {3}</source>
        <translation>{0}  ·  {1}  ·  按{2}：{3}</translation>
    </message>
</context>
<context>
    <name>RecoverFace</name>
    <message>
        <source>24 words; four letters of each are enough</source>
        <translation>24 个单词；每个写前四个字母即可</translation>
    </message>
    <message>
        <source>A new passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>At least {0} characters, please.</source>
        <translation>请至少输入 {0} 个字符。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Open my safe</source>
        <translation>打开我的保险库</translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>恢复单词</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>再输入一次口令</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>两次输入还不一致。</translation>
    </message>
    <message>
        <source>{0} of 24 words.</source>
        <translation>已输入 {0} / 24 个单词。</translation>
    </message>
</context>
<context>
    <name>Rehearsal</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>另有 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget these…</source>
        <translation>遗忘这些…</translation>
    </message>
    <message>
        <source>Looking at last week …</source>
        <translation>正在查看上周…</translation>
    </message>
    <message numerus="yes">
        <source>This would have hidden %Ln moment(s) of last week: {0}; {1}.</source>
        <translation>
            <numerusform>它会隐藏上周的 %Ln 个瞬间：{0}；{1}。</numerusform>
        </translation>
    </message>
    <message>
        <source>This would have hidden nothing of last week.</source>
        <translation>上周的内容都不会被它隐藏。</translation>
    </message>
    <message>
        <source>no app</source>
        <translation>无应用</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Exact words</source>
        <translation>精确匹配</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>相关内容</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>the closest first</source>
        <translation>最接近的在前</translation>
    </message>
    <message>
        <source>the newest first</source>
        <translation>最新的在前</translation>
    </message>
</context>
<context>
    <name>RevealDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied. It leaves the clipboard in 20 seconds.</source>
        <translation>已复制。20 秒后会从剪贴板清除。</translation>
    </message>
    <message>
        <source>Copy for 20 seconds</source>
        <translation>复制 20 秒</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Reveal or copy a secret</source>
        <translation>显示或复制机密</translation>
    </message>
    <message>
        <source>Your passphrase is asked again each time a secret is shown or copied, and that is written down. A copy leaves the clipboard after 20 seconds.</source>
        <translation>每次显示或复制机密都会再次询问口令，并留下记录。复制的内容会在 20 秒后从剪贴板清除。</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Reset all of “{0}”</source>
        <translation>重置“{0}”的全部设置</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>A change holds at once. The command line has the same settings: reverie settings list</source>
        <translation>更改立即生效。命令行中有相同的设置：reverie settings list</translation>
    </message>
    <message>
        <source>No setting is called so.</source>
        <translation>没有这样的设置。</translation>
    </message>
    <message>
        <source>Search in settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>Shut</name>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Make a safe first: it takes two minutes.</source>
        <translation>请先创建保险库：只需两分钟。</translation>
    </message>
    <message>
        <source>Nothing is kept yet</source>
        <translation>还没有保存任何内容</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Reverie cannot be reached</source>
        <translation>无法连接 Reverie</translation>
    </message>
    <message>
        <source>Reverie is locked</source>
        <translation>Reverie 已锁定</translation>
    </message>
    <message>
        <source>Reverie is starting.</source>
        <translation>Reverie 正在启动。</translation>
    </message>
    <message>
        <source>Show Reverie</source>
        <translation>显示 Reverie</translation>
    </message>
    <message>
        <source>Unlock it to search what it remembers.</source>
        <translation>解锁后即可搜索它记住的内容。</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>解锁…</translation>
    </message>
</context>
<context>
    <name>Starters</name>
    <message>
        <source>A picture, a text or a document can be attached to a question, too.</source>
        <translation>也可以给问题附上图片、文本或文档。</translation>
    </message>
    <message>
        <source>Ask by what you remember of it: a person, an app, a time. “What did Ana write on Tuesday?”</source>
        <translation>凭你记得的线索提问：一个人、一个应用、一个时间。“Ana 星期二写了什么？”</translation>
    </message>
    <message>
        <source>From what you saw lately</source>
        <translation>来自你最近看到的内容</translation>
    </message>
    <message>
        <source>Or say something to keep: “Remember that the spare key is with Ana.”</source>
        <translation>或者说一件要记住的事：“记住备用钥匙在 Ana 那里。”</translation>
    </message>
    <message>
        <source>There is nothing to ask about yet</source>
        <translation>现在还没有可问的内容</translation>
    </message>
    <message>
        <source>What stands on your screen while Reverie records can be asked about seconds later.</source>
        <translation>Reverie 记录时屏幕上的内容，几秒钟后就可以提问。</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message numerus="yes">
        <source>%Ln to digest</source>
        <translation>
            <numerusform>%Ln 项待整理</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Remember again</source>
        <translation>继续记录</translation>
    </message>
    <message>
        <source>no language model</source>
        <translation>无语言模型</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
</context>
<context>
    <name>Stored</name>
    <message numerus="yes">
        <source>%Ln line(s) of conversations</source>
        <translation>
            <numerusform>%Ln 句对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory(s)</source>
        <translation>
            <numerusform>%Ln 条记忆</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln 条笔记</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln screen(s)</source>
        <translation>
            <numerusform>%Ln 幅画面</numerusform>
        </translation>
    </message>
    <message>
        <source>It takes {0}, all of it encrypted, in the folder {1}</source>
        <translation>占用 {0}，全部加密，位于文件夹 {1}</translation>
    </message>
    <message>
        <source>Kept: {0}.</source>
        <translation>已保存：{0}。</translation>
    </message>
    <message numerus="yes">
        <source>Known backups and exports: %Ln.</source>
        <translation>
            <numerusform>已知的备份和导出：%Ln 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Outside of this folder there are only the look of the window, without content, and the program&apos;s log of ids, counts and times.</source>
        <translation>此文件夹之外只有窗口的外观设置（不含内容），以及程序记录编号、数量和时间的日志。</translation>
    </message>
    <message>
        <source>What is stored, and where</source>
        <translation>保存了什么，在哪里</translation>
    </message>
</context>
<context>
    <name>Tape</name>
    <message numerus="yes">
        <source>%Ln moment(s)</source>
        <translation>
            <numerusform>%Ln 个时刻</numerusform>
        </translation>
    </message>
    <message>
        <source>Reverie was not running</source>
        <translation>Reverie 未在运行</translation>
    </message>
    <message>
        <source>The day as a tape</source>
        <translation>一天的时间带</translation>
    </message>
    <message>
        <source>{0}: nothing new on the screen</source>
        <translation>{0}：屏幕没有变化</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>Teaching</name>
    <message>
        <source>Try {0}</source>
        <translation>试试 {0}</translation>
    </message>
    <message>
        <source>Type whatever you remember of it</source>
        <translation>输入你记得的任何内容</translation>
    </message>
    <message>
        <source>Words are found as you type; what means the same follows. Filters make it narrower:</source>
        <translation>边输入边查找文字，随后是意思相同的内容。用筛选缩小范围：</translation>
    </message>
    <message>
        <source>a word&apos;s beginning, from a time on</source>
        <translation>某个词的开头，自某时起</translation>
    </message>
    <message>
        <source>addresses that were on screen</source>
        <translation>屏幕上出现过的网址</translation>
    </message>
    <message>
        <source>exactly these words, without another</source>
        <translation>恰好这些文字，不含另一个</translation>
    </message>
    <message>
        <source>only in apps whose name holds “mail”</source>
        <translation>只看名称含“mail”的应用</translation>
    </message>
    <message>
        <source>only what Reverie concluded and keeps</source>
        <translation>只看 Reverie 得出并保存的</translation>
    </message>
    <message>
        <source>what somebody said or sent, on a day</source>
        <translation>某人某天说过或发送的内容</translation>
    </message>
</context>
<context>
    <name>TextField</name>
    <message>
        <source>set; type another one</source>
        <translation>已设置；可输入新的</translation>
    </message>
</context>
<context>
    <name>Threads</name>
    <message>
        <source>A conversation</source>
        <translation>一段对话</translation>
    </message>
    <message numerus="yes">
        <source>{0}, %Ln line(s)</source>
        <translation>
            <numerusform>{0}，%Ln 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ThreadsSide</name>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Hide conversations</source>
        <translation>隐藏对话列表</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>No conversation holds these words.</source>
        <translation>没有对话包含这些词。</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Show conversations</source>
        <translation>显示对话列表</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Ask about this</source>
        <translation>就此提问</translation>
    </message>
    <message>
        <source>Export this day…</source>
        <translation>导出这一天…</translation>
    </message>
    <message>
        <source>Find in this frame</source>
        <translation>在此画面中查找</translation>
    </message>
    <message>
        <source>Find in this frame (Ctrl+F)</source>
        <translation>在此画面中查找（Ctrl+F）</translation>
    </message>
    <message>
        <source>Forget this</source>
        <translation>遗忘这一刻</translation>
    </message>
    <message>
        <source>Nothing could be read on this screen.</source>
        <translation>这个屏幕上没有读到文字。</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>这里还没有内容</translation>
    </message>
    <message>
        <source>Open this page or file again…</source>
        <translation>再次打开此页面或文件…</translation>
    </message>
    <message>
        <source>Show the text</source>
        <translation>显示文字</translation>
    </message>
    <message>
        <source>Text on this frame</source>
        <translation>此画面上的文字</translation>
    </message>
    <message>
        <source>The picture of this moment cannot be read. Its text is still there.</source>
        <translation>这一刻的画面无法读取，但文字还在。</translation>
    </message>
    <message>
        <source>The screen as it was</source>
        <translation>当时的屏幕</translation>
    </message>
    <message>
        <source>The text on this frame</source>
        <translation>此画面上的文字</translation>
    </message>
    <message>
        <source>This was forgotten.</source>
        <translation>这条已被遗忘。</translation>
    </message>
    <message>
        <source>What was I doing in {0} at {1}?</source>
        <translation>{1} 我在 {0} 里做什么？</translation>
    </message>
    <message>
        <source>While Reverie remembers, the screens of your day appear here. Pause it whenever you like.</source>
        <translation>Reverie 记录时，你一天中的屏幕会出现在这里。你可以随时暂停。</translation>
    </message>
    <message>
        <source>{0} found</source>
        <translation>找到 {0} 处</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>遗忘</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>Memories</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Open recall</source>
        <translation>打开回忆</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Reverie needs you</source>
        <translation>Reverie 需要你</translation>
    </message>
    <message>
        <source>Reverie: {0}</source>
        <translation>Reverie：{0}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Something keeps it from remembering. Health says what, and what to do.</source>
        <translation>有什么妨碍了它记录。“状态”中说明了原因和办法。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
</context>
<context>
    <name>UndoDayDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Everything Reverie changed by itself on that day is taken back. What was changed again since stays as it is. This can be undone, too.</source>
        <translation>Reverie 那天自行做出的更改都会撤回。之后又改过的保持不变。这一步也可以撤销。</translation>
    </message>
    <message>
        <source>Reverie changed nothing on that day.</source>
        <translation>Reverie 那天没有做任何更改。</translation>
    </message>
    <message>
        <source>Undo a day</source>
        <translation>撤销一天</translation>
    </message>
    <message>
        <source>Undo this day</source>
        <translation>撤销这一天</translation>
    </message>
    <message>
        <source>Undo this undoing</source>
        <translation>取消这次撤销</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>将会改变的内容</translation>
    </message>
    <message>
        <source>as it was before</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>changed again by {0}, {1}</source>
        <translation>之后由{0}改过，{1}</translation>
    </message>
    <message>
        <source>holds again</source>
        <translation>重新成立</translation>
    </message>
    <message>
        <source>since it hangs together with one that was changed again</source>
        <translation>因为它与之后改过的一条有关联</translation>
    </message>
    <message>
        <source>taken away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>you</source>
        <translation>你</translation>
    </message>
    <message>
        <source>{0} taken back, {1} left as they are.</source>
        <translation>撤回 {0} 条，{1} 条保持不变。</translation>
    </message>
    <message>
        <source>{0} would be taken back, {1} would stay.</source>
        <translation>将撤回 {0} 条，{1} 条保持不变。</translation>
    </message>
    <message>
        <source>{0} · stays, {1}</source>
        <translation>{0} · 保持不变，{1}</translation>
    </message>
</context>
<context>
    <name>UnlockFace</name>
    <message>
        <source>Forgot the passphrase?</source>
        <translation>忘记口令了？</translation>
    </message>
    <message>
        <source>Open with the system&apos;s keyring</source>
        <translation>用系统钥匙串打开</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>That did not open it. After several wrong passphrases the next try has to wait.</source>
        <translation>没能打开。口令多次错误后，需要等一会儿才能再试。</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>正在解锁…</translation>
    </message>
    <message>
        <source>Wait {0} s</source>
        <translation>请等 {0} 秒</translation>
    </message>
</context>
<context>
    <name>WaysIn</name>
    <message>
        <source>A new passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>A new passphrase touches nothing that was kept. Your recovery words stay.</source>
        <translation>换口令不会影响已保存的内容。恢复单词保持不变。</translation>
    </message>
    <message>
        <source>At least {0} characters, please.</source>
        <translation>请至少输入 {0} 个字符。</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>The new passphrase again</source>
        <translation>再输入一次新口令</translation>
    </message>
    <message>
        <source>The new passphrase holds from now on.</source>
        <translation>新口令已生效。</translation>
    </message>
    <message>
        <source>The present passphrase</source>
        <translation>当前口令</translation>
    </message>
    <message>
        <source>The system&apos;s keyring can open your safe, so that no passphrase is asked for. It never opens the vault. Any program that you run may ask the keyring.</source>
        <translation>系统钥匙串可以打开你的保险库，这样就不用输入口令。它不能打开密匣。你运行的任何程序都可以向钥匙串索取。</translation>
    </message>
    <message>
        <source>The system&apos;s keyring opens your safe. Any program that you run may ask the keyring.</source>
        <translation>系统钥匙串可以打开你的保险库。你运行的任何程序都可以向钥匙串索取。</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>两次输入还不一致。</translation>
    </message>
    <message>
        <source>Use the keyring</source>
        <translation>使用钥匙串</translation>
    </message>
    <message>
        <source>Use the keyring no more</source>
        <translation>不再使用钥匙串</translation>
    </message>
    <message>
        <source>Ways into your safe</source>
        <translation>打开保险库的方式</translation>
    </message>
</context>
<context>
    <name>WeekBars</name>
    <message>
        <source>The week</source>
        <translation>这一周</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Answers come from what this computer saw, and every one shows where it comes from.</source>
        <translation>回答来自这台电脑看到过的内容，每一条都附有出处。</translation>
    </message>
    <message>
        <source>What would you like to remember?</source>
        <translation>你想回忆什么？</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>Why [{0}]</source>
        <translation>为什么有 [{0}]</translation>
    </message>
    <message>
        <source>Why [{0}]:</source>
        <translation>为什么有 [{0}]：</translation>
    </message>
</context>
<context>
    <name>WordsFace</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the recovery words</source>
        <translation>复制恢复单词</translation>
    </message>
    <message>
        <source>I wrote them down</source>
        <translation>我已抄下</translation>
    </message>
</context>
<context>
    <name>YearMap</name>
    <message>
        <source>The year, a square a day</source>
        <translation>这一年，每天一格</translation>
    </message>
</context>
<context>
    <name>_ListDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>_Several</name>
    <message numerus="yes">
        <source>%Ln memory(s) chosen</source>
        <translation>
            <numerusform>已选择 %Ln 条记忆</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget them…</source>
        <translation>遗忘它们…</translation>
    </message>
    <message>
        <source>Put together…</source>
        <translation>合并…</translation>
    </message>
</context>
<context>
    <name>_Waiting</name>
    <message>
        <source>Reverie</source>
        <translation>Reverie</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>chips</name>
    <message>
        <source>Address: {0}</source>
        <translation>网址：{0}</translation>
    </message>
    <message>
        <source>App: {0}</source>
        <translation>应用：{0}</translation>
    </message>
    <message>
        <source>Before {0}</source>
        <translation>{0} 之前</translation>
    </message>
    <message>
        <source>Exactly: {0}</source>
        <translation>精确：{0}</translation>
    </message>
    <message>
        <source>From {0}</source>
        <translation>从 {0}</translation>
    </message>
    <message>
        <source>Has: {0}</source>
        <translation>含有：{0}</translation>
    </message>
    <message>
        <source>Kind: {0}</source>
        <translation>种类：{0}</translation>
    </message>
    <message>
        <source>Person: {0}</source>
        <translation>人物：{0}</translation>
    </message>
    <message>
        <source>Time: {0}</source>
        <translation>时间：{0}</translation>
    </message>
    <message>
        <source>Title: {0}</source>
        <translation>标题：{0}</translation>
    </message>
    <message>
        <source>Without: {0}</source>
        <translation>不含：{0}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
</context>
<context>
    <name>desk</name>
    <message>
        <source>Reverie&apos;s background process does not answer: what it does now is not known.</source>
        <translation>Reverie 的后台进程没有回应：它此刻在做什么无从得知。</translation>
    </message>
</context>
<context>
    <name>enclosed</name>
    <message>
        <source>Not attached</source>
        <translation>未附上</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>“{0}” is not there, or cannot be read.</source>
        <translation>“{0}”不存在，或无法读取。</translation>
    </message>
    <message>
        <source>“{0}” is too large to be attached.</source>
        <translation>“{0}”太大，无法附上。</translation>
    </message>
</context>
<context>
    <name>exporting</name>
    <message>
        <source>All memories</source>
        <translation>全部记忆</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部内容</translation>
    </message>
    <message>
        <source>Memories: {0}</source>
        <translation>记忆：{0}</translation>
    </message>
    <message>
        <source>This day: {0}</source>
        <translation>这一天：{0}</translation>
    </message>
    <message>
        <source>This stretch: {0}</source>
        <translation>这段时间：{0}</translation>
    </message>
    <message>
        <source>all memories with their history, and the text of every screen, conversation and note that was kept</source>
        <translation>所有记忆及其历史，以及保存过的每个屏幕、对话和笔记的文字</translation>
    </message>
    <message>
        <source>every memory under “{0}” with its history and the words it rests on</source>
        <translation>“{0}”下的每条记忆，及其历史和所依据的文字</translation>
    </message>
    <message>
        <source>every memory with its history and the words it rests on</source>
        <translation>每条记忆，及其历史和所依据的文字</translation>
    </message>
    <message>
        <source>the text of what was seen and said ({0}), and the memories that rest on it</source>
        <translation>所见所说的文字（{0}），以及由此而来的记忆</translation>
    </message>
    <message>
        <source>the text of what was seen and said on this day ({0}), and the memories that rest on it</source>
        <translation>这一天（{0}）看到和说过的文字，以及以此为依据的记忆</translation>
    </message>
</context>
<context>
    <name>fetching</name>
    <message>
        <source>from {0}</source>
        <translation>来自 {0}</translation>
    </message>
</context>
<context>
    <name>firstrun</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Skip the rest</source>
        <translation>跳过其余步骤</translation>
    </message>
    <message>
        <source>Step {0} of {1}</source>
        <translation>第 {0} 步，共 {1} 步</translation>
    </message>
</context>
<context>
    <name>forgetting</name>
    <message numerus="yes">
        <source>%Ln answer(s) that cited them</source>
        <translation>
            <numerusform>%Ln 条引用过它们的回答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory(s)</source>
        <translation>
            <numerusform>%Ln 条记忆</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory(s) also rest(s) on other moments and is/are told anew by these; the history goes.</source>
        <translation>
            <numerusform>有 %Ln 条记忆还依据其他瞬间：将由它们重新写成，其历史会消失。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moment(s)</source>
        <translation>
            <numerusform>%Ln 个瞬间</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln 幅画面</numerusform>
        </translation>
    </message>
    <message>
        <source>Backups and exports made before keep it until you replace them: {0}.</source>
        <translation>此前的备份和导出仍保留着它，直到你更换它们：{0}。</translation>
    </message>
    <message numerus="yes">
        <source>Forget the last %n minute(s): {0}…</source>
        <translation>
            <numerusform>遗忘最近 %n 分钟：{0}…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget the last %n minute(s)…</source>
        <translation>
            <numerusform>遗忘最近 %n 分钟…</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0}和{1}</translation>
    </message>
</context>
<context>
    <name>gaps</name>
    <message>
        <source>I was not watching all of that time: {0}.</source>
        <translation>那段时间我并非一直在看：{0}。</translation>
    </message>
</context>
<context>
    <name>hidden</name>
    <message>
        <source>Recording has not begun. Windows of these kinds are never kept; add the apps that you want to keep out, too. You can change this any time under Privacy.</source>
        <translation>记录尚未开始。以下各类窗口绝不会保存；你也可以添加想排除的应用。随时可以在“隐私”中更改。</translation>
    </message>
    <message>
        <source>What Reverie must not see</source>
        <translation>Reverie 不得看见的</translation>
    </message>
</context>
<context>
    <name>keeper</name>
    <message>
        <source>A dream is under way by itself just now. Ask again in a moment.</source>
        <translation>此刻正自动进行一次梦境整理。请稍后再试。</translation>
    </message>
    <message>
        <source>A frame needs a picture or a text.</source>
        <translation>一帧画面需要图片或文字。</translation>
    </message>
    <message>
        <source>A look at the screen failed.</source>
        <translation>查看屏幕的一次尝试失败了。</translation>
    </message>
    <message>
        <source>A page has 1 to {0} memories.</source>
        <translation>一页有 1 到 {0} 条记忆。</translation>
    </message>
    <message>
        <source>A pause lasts up to a year. Without a time it lasts until you resume.</source>
        <translation>最多可暂停一年。不指定时间则持续到你恢复为止。</translation>
    </message>
    <message>
        <source>A person is named by letters: give the name as it stands in the conversation.</source>
        <translation>人名须含文字：请填写对话中出现的名字。</translation>
    </message>
    <message>
        <source>A picture holds 1 to {0} memories.</source>
        <translation>一张图可容纳 1 到 {0} 条记忆。</translation>
    </message>
    <message>
        <source>A picture to be read does not have the size it claims.</source>
        <translation>要读取的图片与它声称的大小不符。</translation>
    </message>
    <message>
        <source>A rule needs an app, a title or an address; to see nothing at all, pause.</source>
        <translation>规则需要应用、标题或网址；如要完全不看，请暂停。</translation>
    </message>
    <message>
        <source>A secret is sealed: nothing but its title can be given.</source>
        <translation>机密是封存的：只能写它的标题。</translation>
    </message>
    <message>
        <source>A server&apos;s key consists of letters, digits and signs, without blanks.</source>
        <translation>服务器密钥由字母、数字和符号组成，不含空格。</translation>
    </message>
    <message>
        <source>A workbook holds no pictures. Export them as json or markdown.</source>
        <translation>工作簿里不能放图片。请导出为 json 或 markdown。</translation>
    </message>
    <message>
        <source>An empty passphrase protects nothing. Nothing was changed.</source>
        <translation>空口令毫无保护作用。未做任何更改。</translation>
    </message>
    <message>
        <source>An export is written as one of: {0}.</source>
        <translation>导出格式是其中之一：{0}。</translation>
    </message>
    <message>
        <source>An export of secret values is encrypted: give it a passphrase of its own.</source>
        <translation>含机密值的导出是加密的：请为它设一个单独的密码短语。</translation>
    </message>
    <message>
        <source>An observation is a frame, a turn or a note; this one is none of them.</source>
        <translation>一条观察是一帧画面、一句话或一条笔记；这个都不是。</translation>
    </message>
    <message>
        <source>Another program has {0}. Choose others in Reverie&apos;s settings.</source>
        <translation>另一个程序占用了 {0}。请在 Reverie 的设置里选择别的。</translation>
    </message>
    <message>
        <source>Bind `reverie recall` to keys in your desktop&apos;s own settings instead.</source>
        <translation>请改在桌面自己的设置里把 `reverie recall` 绑定到按键。</translation>
    </message>
    <message>
        <source>Bind `reverie recall` to keys of your choice in your desktop&apos;s own settings.</source>
        <translation>请在桌面自己的设置里把 `reverie recall` 绑定到你选的按键。</translation>
    </message>
    <message>
        <source>Both copies of the key file are whole, and the keys are locked in memory.</source>
        <translation>密钥文件的两份副本都完整，密钥已锁定在内存中。</translation>
    </message>
    <message>
        <source>Changes are made by: {0}.</source>
        <translation>更改由以下各方作出：{0}。</translation>
    </message>
    <message>
        <source>Changes come from: {0}; not from “{1}”.</source>
        <translation>更改来自：{0}；而不是“{1}”。</translation>
    </message>
    <message>
        <source>Choose two to {0} memories to put together.</source>
        <translation>请选择两条到 {0} 条记忆来合并。</translation>
    </message>
    <message>
        <source>Every browser in sight says which page it shows.</source>
        <translation>可见的每个浏览器都能告知所显示的网页。</translation>
    </message>
    <message>
        <source>Hyprland does not answer where HYPRLAND_INSTANCE_SIGNATURE says. Start Reverie from inside Hyprland.</source>
        <translation>Hyprland 没有在 HYPRLAND_INSTANCE_SIGNATURE 所说的地方回应。请在 Hyprland 里启动 Reverie。</translation>
    </message>
    <message>
        <source>Hyprland does not answer. It is tried again by itself.</source>
        <translation>Hyprland 没有回应。会自动重试。</translation>
    </message>
    <message>
        <source>Hyprland tells of its windows in a way that is not understood.</source>
        <translation>Hyprland 告知窗口的方式无法理解。</translation>
    </message>
    <message>
        <source>It bound none.</source>
        <translation>它没有绑定任何快捷键。</translation>
    </message>
    <message>
        <source>It is not asked by itself: answers are taken from the evidence word for word.</source>
        <translation>不会主动询问它：回答逐字取自依据。</translation>
    </message>
    <message>
        <source>It named no session.</source>
        <translation>它没有给出会话。</translation>
    </message>
    <message>
        <source>It was refused before.</source>
        <translation>它之前被拒绝过。</translation>
    </message>
    <message>
        <source>It words answers from the evidence. It writes no memories.</source>
        <translation>它根据依据组织回答的措辞。它不写记忆。</translation>
    </message>
    <message>
        <source>It words answers, finds what the rules left, and judges how memories relate.</source>
        <translation>它组织回答的措辞，找出规则遗漏的内容，并判断记忆之间的关系。</translation>
    </message>
    <message>
        <source>It words answers, says whether a line is one, and finds in what you say what the rules left. It judges no memories.</source>
        <translation>它组织回答的措辞，判断一行是否是回答，并在你说的话里找出规则遗漏的内容。它不评判记忆。</translation>
    </message>
    <message>
        <source>Last exam {0}: the evidence of {1} of {2} memories was found again{3}; {4} answers rested on something else; {5} of {6} planted facts were told; {7} of {8} questions about people who do not exist were answered.</source>
        <translation>上次自检 {0}：{2} 条记忆中有 {1} 条的依据被重新找到{3}；{4} 个回答依据的是别的内容；{6} 个预置的事实中说出了 {5} 个；关于不存在的人的 {8} 个问题中回答了 {7} 个。</translation>
    </message>
    <message>
        <source>Locking with the screen needs a package that set-up does not install yet. Run: .venv/bin/python -m pip install pyobjc-framework-Quartz, or lock Reverie yourself when you leave.</source>
        <translation>随屏幕锁定需要一个安装程序尚未安装的软件包。请运行：.venv/bin/python -m pip install pyobjc-framework-Quartz，或在离开时自己锁定 Reverie。</translation>
    </message>
    <message>
        <source>Memories are made by: {0}.</source>
        <translation>记忆由以下各方作出：{0}。</translation>
    </message>
    <message>
        <source>Name the whole path of the backup, from the root of the disk on.</source>
        <translation>请写出备份从磁盘根目录起的完整路径。</translation>
    </message>
    <message>
        <source>Name the whole path of the export, from the root of the disk on.</source>
        <translation>请写出导出文件从磁盘根目录起的完整路径。</translation>
    </message>
    <message>
        <source>Name what to hide: an app, a title or a URL. A pattern may hold *.</source>
        <translation>请说明要隐藏什么：应用、标题或网址。可以使用 *。</translation>
    </message>
    <message>
        <source>No model server is set. See: reverie models servers, reverie models use --help</source>
        <translation>尚未设置模型服务器。参见：reverie models servers、reverie models use --help</translation>
    </message>
    <message>
        <source>No monitor gives a picture that can be read. It goes on by itself when one does again.</source>
        <translation>没有显示器给出可读的画面。等到有时会自动继续。</translation>
    </message>
    <message>
        <source>No safe here</source>
        <translation>这里没有保险库</translation>
    </message>
    <message>
        <source>None in use: answers are taken from the evidence word for word.</source>
        <translation>未使用模型：回答逐字引自依据。</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Not told by {0}: rules by address hide it whole, and its private windows may not be known as such. Start it again, so that it knows that Reverie asks (Chromium and its relatives: with --force-renderer-accessibility).</source>
        <translation>{0} 不告知：按地址的规则会把它整个隐藏，它的隐私窗口也可能无法识别。请重新启动它，让它知道 Reverie 在询问（Chromium 及其同类：加上 --force-renderer-accessibility）。</translation>
    </message>
    <message>
        <source>Nothing can be kept: the folder of this safe, or a file in it, is read-only.</source>
        <translation>无法保存：保险库的文件夹或其中的文件是只读的。</translation>
    </message>
    <message>
        <source>Nothing has that id; it may have been forgotten already.</source>
        <translation>没有这个编号的内容；它可能已被遗忘。</translation>
    </message>
    <message>
        <source>Nothing is recorded while windows cannot be told apart, for no rule could be kept to. {0} It is tried again by itself.</source>
        <translation>无法区分窗口时不作记录，因为那样就无法遵守任何规则。{0} 会自动重试。</translation>
    </message>
    <message>
        <source>Nothing is sent to another computer.</source>
        <translation>没有任何内容发送到其他电脑。</translation>
    </message>
    <message>
        <source>Nothing of that name has an age. What has one: {0}.</source>
        <translation>没有这个名称的内容设有期限。有期限的是：{0}。</translation>
    </message>
    <message>
        <source>Nothing that was found was refused.</source>
        <translation>找到的内容没有被拒绝的。</translation>
    </message>
    <message>
        <source>Number {0} of “memories” cannot be kept. {1} Nothing was taken in.</source>
        <translation>“memories”的第 {0} 条无法保存。{1} 没有收入任何内容。</translation>
    </message>
    <message>
        <source>On this Wayland desktop ({0}) no program is told where the windows of others are. Log in to an X11 session, or use sway or Hyprland.</source>
        <translation>在这个 Wayland 桌面（{0}）上，程序无法得知其他程序的窗口在哪里。请登录 X11 会话，或使用 sway 或 Hyprland。</translation>
    </message>
    <message>
        <source>Only memories of one kind can be put together.</source>
        <translation>只有同一类的记忆才能合并。</translation>
    </message>
    <message>
        <source>Only you lock Reverie.</source>
        <translation>只有你能锁定 Reverie。</translation>
    </message>
    <message>
        <source>Pattern {0} is no regular expression that can be used: {1}.</source>
        <translation>第 {0} 个模式不是可用的正则表达式：{1}。</translation>
    </message>
    <message>
        <source>Pattern {0} matches where nothing stands; it would hide everything.</source>
        <translation>第 {0} 个模式连空白也匹配，会隐藏一切。</translation>
    </message>
    <message>
        <source>Please wait</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Reverie cannot see window titles on this desktop.</source>
        <translation>在这个桌面上 Reverie 看不到窗口标题。</translation>
    </message>
    <message>
        <source>Reverie does not know how this system tells that its screen is locked. Lock Reverie yourself when you leave.</source>
        <translation>Reverie 不知道这个系统怎样告知屏幕已锁定。离开时请自己锁定 Reverie。</translation>
    </message>
    <message>
        <source>Reverie is being locked just now. Unlock it again in a moment.</source>
        <translation>Reverie 正在锁定。请稍后再解锁。</translation>
    </message>
    <message>
        <source>Reverie is being locked. Ask again after the next unlock.</source>
        <translation>Reverie 正在锁定。请在下次解锁后再试。</translation>
    </message>
    <message>
        <source>Reverie locks when you leave, as {0} tells.</source>
        <translation>你离开时 Reverie 会锁定，依据是 {0}。</translation>
    </message>
    <message>
        <source>Reverie was locked while this was under way. Unlock it and try again; nothing that was kept is lost.</source>
        <translation>进行期间 Reverie 被锁定了。请解锁后再试；保存的内容没有丢失。</translation>
    </message>
    <message>
        <source>Reverie was locked, or its keeper stopped. Nothing that was kept is lost: unlock Reverie to go on.</source>
        <translation>Reverie 已锁定，或它的守护进程已停止。保存的内容没有丢失：解锁 Reverie 即可继续。</translation>
    </message>
    <message>
        <source>Say what to forget: a time, an app, a site, a person, words or an id.</source>
        <translation>请说明要遗忘什么：时间、应用、网站、人物、文字或编号。</translation>
    </message>
    <message>
        <source>Search by meaning is getting ready. Ask again in a moment.</source>
        <translation>语义搜索正在准备。请稍后再问。</translation>
    </message>
    <message>
        <source>Search by meaning is getting ready{0}; words are searched already.</source>
        <translation>按含义搜索正在准备{0}；按词语已经可以搜索。</translation>
    </message>
    <message>
        <source>Secret values are exported as json only, which another safe can take in.</source>
        <translation>机密的值只能导出为 json，另一个保险箱可以收入。</translation>
    </message>
    <message>
        <source>Something in Reverie broke ({0}). Nothing kept was lost; please report it.</source>
        <translation>Reverie 里有东西出错了（{0}）。保存的内容没有丢失；请报告此事。</translation>
    </message>
    <message>
        <source>Something it rests on was forgotten meanwhile.</source>
        <translation>它所依据的内容在此期间被遗忘了。</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>Stopped, as you asked.</source>
        <translation>已按你的要求停止。</translation>
    </message>
    <message>
        <source>Text is read by {0}, in every language chosen.</source>
        <translation>文字由 {0} 识别，支持所选的全部语言。</translation>
    </message>
    <message>
        <source>That cannot be done</source>
        <translation>无法这样做</translation>
    </message>
    <message>
        <source>That is a frame, not something said.</source>
        <translation>那是一帧画面，不是说过的话。</translation>
    </message>
    <message>
        <source>That is a {0}, not a frame.</source>
        <translation>那是 {0}，不是一帧画面。</translation>
    </message>
    <message>
        <source>That is no address of a model server. Write it like http://127.0.0.1:8080/v1, without name or password.</source>
        <translation>这不是模型服务器的地址。请这样写：http://127.0.0.1:8080/v1，不含用户名和密码。</translation>
    </message>
    <message>
        <source>That is not a site. Write it like example.org.</source>
        <translation>这不是网站。请这样写：example.org。</translation>
    </message>
    <message>
        <source>That is the folder of the safe itself. Choose another one for the export.</source>
        <translation>那是保险箱自己的文件夹。请为导出选择另一个。</translation>
    </message>
    <message>
        <source>That is too long a piece of the timeline for cells as short as these.</source>
        <translation>对这么短的格子来说，时间线的这一段太长了。</translation>
    </message>
    <message>
        <source>That is too much to add up at once. Choose a shorter time.</source>
        <translation>一次要合计的太多了。请选择短一些的时间。</translation>
    </message>
    <message>
        <source>That keyring entry does not open this safe.</source>
        <translation>钥匙串中的条目打不开此保险库。</translation>
    </message>
    <message>
        <source>That monitor is not there any more.</source>
        <translation>那个显示器已经不在了。</translation>
    </message>
    <message>
        <source>That passphrase does not open this safe.</source>
        <translation>这个口令打不开此保险库。</translation>
    </message>
    <message>
        <source>That passphrase does not open this safe. Try again in {0}.</source>
        <translation>这个口令打不开此保险库。请在 {0} 后再试。</translation>
    </message>
    <message>
        <source>That recovery phrase does not open this safe.</source>
        <translation>这些恢复单词打不开此保险库。</translation>
    </message>
    <message>
        <source>The Wayland compositor answers what is not understood. It is tried again by itself.</source>
        <translation>Wayland 合成器的回应无法理解。会自动重试。</translation>
    </message>
    <message>
        <source>The Wayland compositor does not answer. It is tried again by itself.</source>
        <translation>Wayland 合成器没有回应。会自动重试。</translation>
    </message>
    <message>
        <source>The Wayland compositor ended the connection. It is tried again by itself.</source>
        <translation>Wayland 合成器断开了连接。会自动重试。</translation>
    </message>
    <message>
        <source>The answer was stopped.</source>
        <translation>回答已停止。</translation>
    </message>
    <message>
        <source>The compositor gives no picture of that monitor: it is switched off, or nobody may look at it.</source>
        <translation>合成器不给出那个显示器的画面：它已关闭，或不允许任何人查看。</translation>
    </message>
    <message>
        <source>The compositor gives pictures in a form that is not known here (wl_shm format {0}).</source>
        <translation>合成器给出的画面格式在这里不认识（wl_shm 格式 {0}）。</translation>
    </message>
    <message>
        <source>The database, its pages and the words index verify.</source>
        <translation>数据库、各页和文字索引校验无误。</translation>
    </message>
    <message>
        <source>The desktop ended the question without an answer.</source>
        <translation>桌面没有回答就结束了询问。</translation>
    </message>
    <message>
        <source>The desktop left a screenshot that Reverie may not delete. Look into the folder {0}, and delete it.</source>
        <translation>桌面留下了一张 Reverie 无权删除的截图。请查看文件夹 {0} 并删除它。</translation>
    </message>
    <message>
        <source>The desktop shared no monitor.</source>
        <translation>桌面没有共享任何显示器。</translation>
    </message>
    <message>
        <source>The desktop&apos;s picture does not have the shape of its monitors.</source>
        <translation>桌面给出的画面与其显示器的形状不符。</translation>
    </message>
    <message>
        <source>The desktop&apos;s portal answers what is not understood.</source>
        <translation>桌面门户的回应无法理解。</translation>
    </message>
    <message>
        <source>The desktop&apos;s portal did not answer.</source>
        <translation>桌面的门户没有回应。</translation>
    </message>
    <message>
        <source>The desktop&apos;s portal is away, and with it Reverie&apos;s shortcut. It is tried again by itself.</source>
        <translation>桌面的门户不在了，Reverie 的快捷键也随之失效。会自动重试。</translation>
    </message>
    <message>
        <source>The desktop&apos;s portal refused the call ({0}).</source>
        <translation>桌面的门户拒绝了请求（{0}）。</translation>
    </message>
    <message>
        <source>The desktop&apos;s portal went away.</source>
        <translation>桌面的门户不在了。</translation>
    </message>
    <message>
        <source>The disk could not be read or written. What was kept before is safe; check the disk, and try again.</source>
        <translation>磁盘无法读写。此前保存的内容是安全的；请检查磁盘后重试。</translation>
    </message>
    <message>
        <source>The disk is full. Free some room; what was kept before is safe.</source>
        <translation>磁盘已满。请腾出空间；此前保存的内容是安全的。</translation>
    </message>
    <message>
        <source>The disk is nearly full: {0} GB are free, and {1} GB are left to other programs. Free some room; remembering goes on by itself.</source>
        <translation>磁盘快满了：还剩 {0} GB，其中 {1} GB 留给其他程序。请腾出一些空间；之后会自动继续记录。</translation>
    </message>
    <message>
        <source>The display gives no picture: it is locked, was closed, or screen recording is not allowed for Reverie.</source>
        <translation>显示器不给出画面：它已锁定、已关闭，或不允许 Reverie 录制屏幕。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>The file is too large: at most {0} can be attached.</source>
        <translation>文件太大：最多可附 {0}。</translation>
    </message>
    <message>
        <source>The image has more than {0} megapixels; make it smaller or leave it out.</source>
        <translation>图片超过 {0} 百万像素；请缩小它或不要附上。</translation>
    </message>
    <message>
        <source>The image is broken or is no PNG, JPEG or WebP; export it again or leave it out.</source>
        <translation>图片已损坏，或不是 PNG、JPEG、WebP；请重新导出，或不附它。</translation>
    </message>
    <message>
        <source>The keeper{0} does not answer. End that process and try again.</source>
        <translation>守护进程{0}没有回应。请结束该进程再试。</translation>
    </message>
    <message>
        <source>The keyring has lost its entry. Switch it on again.</source>
        <translation>钥匙串里的条目丢失了。请重新开启。</translation>
    </message>
    <message>
        <source>The keyring holds nothing for this safe. Unlock it with the passphrase.</source>
        <translation>钥匙串中没有此保险库的条目。请用口令解锁。</translation>
    </message>
    <message>
        <source>The keyring&apos;s entry opens nothing any more.</source>
        <translation>钥匙串里的条目已经打不开任何内容。</translation>
    </message>
    <message>
        <source>{0} It grows by {1} a day: the disk lasts for about {2} days. Free some room, or let old pictures fade (Privacy).</source>
        <translation>{0}每天增加 {1}：磁盘还够用约 {2} 天。请腾出空间，或让旧画面淡去（隐私）。</translation>
    </message>
    <message>
        <source>{0} It grows by {1} a day: the disk lasts for about {2} months.</source>
        <translation>{0}每天增加 {1}：磁盘还够用约 {2} 个月。</translation>
    </message>
    <message>
        <source>{0} It grows by {1} a day: the disk lasts for more than ten years.</source>
        <translation>{0}每天增加 {1}：磁盘够用十年以上。</translation>
    </message>
    <message>
        <source>A helper process failed; the self-examination (`reverie doctor`) says whether one is missing.</source>
        <translation>一个辅助进程出错了；自检（`reverie doctor`）会说明是否缺少某个进程。</translation>
    </message>
    <message>
        <source>A backup is noted in the safe, so that forgetting can name it, and this can only be read. Copy its folder as a whole instead: while nothing writes to it, that is as good.</source>
        <translation>备份会记入保险库，以便遗忘时能指出它，而这个保险库只能读取。请改为复制整个文件夹：只要没有写入，效果相同。</translation>
    </message>
    <message>
        <source>A folder lies where the database has its log ({0}{1}). Move it away and unlock again.</source>
        <translation>数据库日志的位置上有一个文件夹（{0}{1}）。请将它移走，然后重新解锁。</translation>
    </message>
    <message>
        <source>A memory was changed meanwhile; the next dream looks at it again.</source>
        <translation>其间有一条记忆被更改；下一次梦境会再看。</translation>
    </message>
    <message>
        <source>A sealed value does not verify. A backup may still have it.</source>
        <translation>一个密封的值无法验证。备份中可能还有。</translation>
    </message>
    <message>
        <source>An observation of this episode is not there; it may have been forgotten.</source>
        <translation>这一片段中的某个观察已不存在；它可能已被遗忘。</translation>
    </message>
    <message>
        <source>An observation this memory rests on is not there; it may have been forgotten.</source>
        <translation>这条记忆所依据的某个观察已不存在；它可能已被遗忘。</translation>
    </message>
    <message>
        <source>Another Reverie (process {0}) holds this safe. Close it, or use the running one.</source>
        <translation>另一个 Reverie（进程 {0}）正占用这个保险库。请将其关闭，或使用正在运行的那个。</translation>
    </message>
    <message>
        <source>Another has taken this job over.</source>
        <translation>这项工作已被另一方接手。</translation>
    </message>
    <message>
        <source>Both name {0}{1}.</source>
        <translation>两者都提到 {0}{1}。</translation>
    </message>
    <message>
        <source>Both speak of {0}.</source>
        <translation>两者都谈到 {0}。</translation>
    </message>
    <message>
        <source>Check the network and the disk, then try again: what has come is kept.</source>
        <translation>请检查网络和磁盘，然后重试：已下载的部分会保留。</translation>
    </message>
    <message>
        <source>Conversations have one age for all of them.</source>
        <translation>所有对话共用一个期限。</translation>
    </message>
    <message>
        <source>Getting texts ready for search by meaning</source>
        <translation>为按含义搜索准备文本</translation>
    </message>
    <message>
        <source>It goes on while nobody uses the computer.</source>
        <translation>电脑无人使用时继续进行。</translation>
    </message>
    <message>
        <source>Keys could not be locked in memory: they may reach the swap file. Raise the limit of locked memory (ulimit -l), or encrypt the swap.</source>
        <translation>无法将密钥锁定在内存中：它们可能进入交换文件。请提高锁定内存的上限（ulimit -l），或加密交换空间。</translation>
    </message>
    <message>
        <source>Looking through a safe first brings its log into the database, which needs a folder that is writable. Copy the folder to one, and verify it there.</source>
        <translation>检查保险库时会先把日志并入数据库，这需要可写的文件夹。请将文件夹复制到可写的位置并在那里验证。</translation>
    </message>
    <message>
        <source>Neither copy of the key file is whole. Unlock the safe again before a backup is made.</source>
        <translation>密钥文件的两份副本都不完整。请先重新解锁保险库，再做备份。</translation>
    </message>
    <message>
        <source>No app called “{0}” was seen.</source>
        <translation>没有见过名为“{0}”的应用。</translation>
    </message>
    <message>
        <source>Nothing that is remembered tells of “{0}”, so no time was taken from it.</source>
        <translation>记住的内容中没有提到“{0}”，因此没有由它得出时间。</translation>
    </message>
    <message>
        <source>Number {0} of “{1}” is not what an export holds ({2}). Nothing was taken in.</source>
        <translation>“{1}”中的第 {0} 项不是导出应有的内容（{2}）。没有导入任何内容。</translation>
    </message>
    <message>
        <source>One of the two copies of the key file ({0}) was damaged, missing or out of date, and was written again from the other. If this happens again, the disk may be failing: make a backup.</source>
        <translation>密钥文件的两份副本之一（{0}）损坏、缺失或过时，已从另一份重新写入。如果再次发生，磁盘可能正在损坏：请做备份。</translation>
    </message>
    <message>
        <source>Part of {0}.</source>
        <translation>属于 {0}。</translation>
    </message>
    <message>
        <source>Pattern {0} is longer than {1} characters.</source>
        <translation>模式 {0} 超过 {1} 个字符。</translation>
    </message>
    <message>
        <source>Putting new moments in order</source>
        <translation>整理新的瞬间</translation>
    </message>
    <message>
        <source>Reading more closely with the language model</source>
        <translation>用语言模型细读</translation>
    </message>
    <message>
        <source>Reverie made a mistake here ({0}); the log says where. A newer version may manage it.</source>
        <translation>Reverie 在这里出了错（{0}）；日志里记有位置。新版本也许能够处理。</translation>
    </message>
    <message>
        <source>Say for how long, at least a day: 7d, 90d or 2y.</source>
        <translation>请说明多久，至少一天：7d、90d 或 2y。</translation>
    </message>
    <message>
        <source>Something was forgotten meanwhile. Try again.</source>
        <translation>其间有内容被遗忘。请重试。</translation>
    </message>
    <message>
        <source>That passphrase does not open this export, or its beginning was changed.</source>
        <translation>这个密码短语打不开这个导出文件，或者文件开头被改动过。</translation>
    </message>
    <message>
        <source>That {0} does not open this safe.</source>
        <translation>该 {0} 打不开这个保险库。</translation>
    </message>
    <message>
        <source>The count of what was recorded while locked is missing or was changed (a Reverie before this one made none): were records taken from the end, it could not tell.</source>
        <translation>锁定期间记录的计数缺失或被改动（更早的 Reverie 不写计数）：如果末尾的记录被拿走，将无法察觉。</translation>
    </message>
    <message>
        <source>The database does not verify. Save what is intact with `reverie salvage --to FOLDER`, or put back a backup with `reverie restore`.</source>
        <translation>数据库无法通过验证。请用 `reverie salvage --to FOLDER` 抢救完好的内容，或用 `reverie restore` 放回备份。</translation>
    </message>
    <message>
        <source>The database of this safe ({0}) is {1}. Save what is left with `reverie salvage --to FOLDER`, or put back a backup with `reverie restore`.</source>
        <translation>这个保险库的数据库（{0}）状态为 {1}。请用 `reverie salvage --to FOLDER` 抢救剩余内容，或用 `reverie restore` 放回备份。</translation>
    </message>
    <message>
        <source>The database refused ({0}). `reverie doctor` says whether it is sound.</source>
        <translation>数据库拒绝了操作（{0}）。`reverie doctor` 会说明它是否完好。</translation>
    </message>
    <message>
        <source>The download was stopped; it goes on from here next time.</source>
        <translation>下载已停止；下次从这里继续。</translation>
    </message>
    <message>
        <source>The export was changed or cut off: it does not verify from its {0}. Use another copy of it.</source>
        <translation>导出文件被改动或截断：从其 {0} 起无法验证。请使用另一份副本。</translation>
    </message>
    <message>
        <source>The file of a picture could not be read ({0}). Check its folder and permissions.</source>
        <translation>无法读取一幅画面的文件（{0}）。请检查其文件夹和权限。</translation>
    </message>
    <message>
        <source>The file of a picture is missing. A backup may still have it.</source>
        <translation>一幅画面的文件缺失。备份中可能还有。</translation>
    </message>
    <message>
        <source>The file of a picture was changed, cut short or put in another&apos;s place. A backup may still have it.</source>
        <translation>一幅画面的文件被改动、截断或被放到别处。备份中可能还有原件。</translation>
    </message>
    <message>
        <source>The file of the language model “{0}” does not load. Fetch it again with “make setup”.</source>
        <translation>语言模型“{0}”的文件无法加载。请用“make setup”重新获取。</translation>
    </message>
    <message>
        <source>The file “{0}” of {1} is not there. Fetch the models with “make setup”.</source>
        <translation>{1} 的文件“{0}”不存在。请用“make setup”获取模型。</translation>
    </message>
    <message>
        <source>The folder {0} was moved, replaced or deleted while its safe was open: nothing more is written. Open it where it lies now (--home FOLDER), or restore a backup.</source>
        <translation>文件夹 {0} 在保险库打开期间被移动、替换或删除：不再写入任何内容。请在它现在的位置打开（--home FOLDER），或恢复备份。</translation>
    </message>
    <message>
        <source>The job is done already, or what it was about has been forgotten.</source>
        <translation>这项工作已经完成，或者其相关内容已被遗忘。</translation>
    </message>
    <message>
        <source>The key file asks for more work than any safe of Reverie&apos;s does. It was changed; put back keyslots.json from a backup.</source>
        <translation>密钥文件要求的计算量超过 Reverie 的任何保险库。它被改动过；请从备份中放回 keyslots.json。</translation>
    </message>
    <message>
        <source>The key file of this safe is damaged, and so is its copy. Put back keyslots.json from a backup.</source>
        <translation>这个保险库的密钥文件及其副本都已损坏。请从备份中放回 keyslots.json。</translation>
    </message>
    <message>
        <source>The key file of this safe was changed: its parts do not belong together. Put back keyslots.json from a backup.</source>
        <translation>这个保险库的密钥文件被改动过：其各部分不匹配。请从备份中放回 keyslots.json。</translation>
    </message>
    <message>
        <source>The keyring&apos;s entry for this safe is not one of Reverie&apos;s.</source>
        <translation>钥匙串中此保险库的条目不是 Reverie 的。</translation>
    </message>
    <message>
        <source>The language model answered nothing.</source>
        <translation>语言模型没有回答任何内容。</translation>
    </message>
    <message>
        <source>The language model could not be used: see Models in the settings, or `reverie models list`.</source>
        <translation>无法使用语言模型：请查看设置中的“模型”，或运行 `reverie models list`。</translation>
    </message>
    <message>
        <source>The language model has had its time for today; it goes on tomorrow.</source>
        <translation>语言模型今天的用时已满；明天继续。</translation>
    </message>
    <message>
        <source>The language model repeated an example of the question instead of answering it.</source>
        <translation>语言模型重复了问题的示例，而没有回答。</translation>
    </message>
    <message>
        <source>The language model&apos;s file “{0}” is not there. Fetch it with “make setup”.</source>
        <translation>语言模型文件“{0}”不存在。请用“make setup”获取。</translation>
    </message>
    <message>
        <source>The language model&apos;s replies could not be understood.</source>
        <translation>语言模型的回复无法理解。</translation>
    </message>
    <message>
        <source>The language model&apos;s reply has another form than was asked for.</source>
        <translation>语言模型的回复形式与要求不符。</translation>
    </message>
    <message>
        <source>The language model&apos;s reply has no end.</source>
        <translation>语言模型的回复没有结尾。</translation>
    </message>
    <message>
        <source>The language model&apos;s reply is not the JSON that was asked for.</source>
        <translation>语言模型的回复不是所要求的 JSON。</translation>
    </message>
    <message>
        <source>The model for meaning is missing. Run `make setup` to fetch it.</source>
        <translation>缺少按含义搜索的模型。请运行 `make setup` 获取。</translation>
    </message>
    <message>
        <source>The model for meaning is missing: search goes by words alone. Run: make setup</source>
        <translation>缺少语义模型：只能按文字搜索。请运行：make setup</translation>
    </message>
    <message>
        <source>The model server answers with status {0}. Try again later.</source>
        <translation>模型服务器返回状态 {0}。请稍后重试。</translation>
    </message>
    <message>
        <source>The model server broke off in the middle of its answer.</source>
        <translation>模型服务器在回答中途断开。</translation>
    </message>
    <message>
        <source>The model server knows no such address or model. Look at the settings model.server and model.server_model.</source>
        <translation>模型服务器没有这样的地址或模型。请查看设置 model.server 和 model.server_model。</translation>
    </message>
    <message>
        <source>The model server sends more than any answer takes; it was not read on.</source>
        <translation>模型服务器发送的内容超过任何回答所需；未继续读取。</translation>
    </message>
    <message>
        <source>The model server sends to another address, which is not followed.</source>
        <translation>模型服务器转到了另一个地址，未予跟随。</translation>
    </message>
    <message>
        <source>The model server takes too long. Look at whether it is busy or hangs.</source>
        <translation>模型服务器用时过长。请查看它是否繁忙或没有响应。</translation>
    </message>
    <message>
        <source>The model server wants another key. Look at the setting model.server_key.</source>
        <translation>模型服务器要求另一个密钥。请查看设置 model.server_key。</translation>
    </message>
    <message>
        <source>The passphrase could not be worked on (Argon2 error {0}).</source>
        <translation>无法处理密码短语（Argon2 错误 {0}）。</translation>
    </message>
    <message>
        <source>The passphrase would be too cheap to guess: use 64 MiB and 3 passes at least.</source>
        <translation>密码短语会太容易被猜出：请至少使用 64 MiB 和 3 次迭代。</translation>
    </message>
    <message>
        <source>The picture of this moment has faded: its text is kept.</source>
        <translation>这个瞬间的画面已淡去：保留了文字。</translation>
    </message>
    <message>
        <source>The picture of this moment has faded: its thumbnail and its text are kept.</source>
        <translation>这个瞬间的画面已淡去：保留了缩略图和文字。</translation>
    </message>
    <message>
        <source>The program tesseract failed on a picture.</source>
        <translation>tesseract 程序处理一张图片时失败了。</translation>
    </message>
    <message>
        <source>The question and its evidence are too long for the language model.</source>
        <translation>问题及其证据对语言模型来说太长。</translation>
    </message>
    <message>
        <source>The role “{0}” is not known. Roles are: {1}.</source>
        <translation>不认识角色“{0}”。角色有：{1}。</translation>
    </message>
    <message>
        <source>The running Reverie {0}: it is of another version. End it with “reverie lock” and try again.</source>
        <translation>正在运行的 Reverie {0}：它是另一个版本。请用“reverie lock”结束它再试。</translation>
    </message>
    <message>
        <source>The safe has a problem</source>
        <translation>保险库有问题</translation>
    </message>
    <message>
        <source>The safe is locked</source>
        <translation>保险库已锁定</translation>
    </message>
    <message>
        <source>The safe is locked.</source>
        <translation>保险库已锁定。</translation>
    </message>
    <message>
        <source>The safe is locked. Unlock it in Reverie&apos;s window, or give the passphrase.</source>
        <translation>保险库已锁定。请在 Reverie 窗口中解锁，或提供口令。</translation>
    </message>
    <message>
        <source>The safe lies on a disk of this computer, in a folder that nothing copies elsewhere.</source>
        <translation>保险库位于本机磁盘上，所在文件夹不会被复制到别处。</translation>
    </message>
    <message>
        <source>The safe takes {0}, and {1} are free on its disk.</source>
        <translation>保险库占用 {0}，其磁盘剩余 {1}。</translation>
    </message>
    <message>
        <source>The screen does not answer. Nothing is recorded until it does; it goes on by itself then.</source>
        <translation>屏幕没有响应。恢复之前不会记录，恢复后会自动继续。</translation>
    </message>
    <message>
        <source>The sealed box is full. Unlock Reverie to empty it; remembering while locked goes on afterwards.</source>
        <translation>密封盒已满。请解锁 Reverie 将其清空；之后锁定时的记录会继续。</translation>
    </message>
    <message>
        <source>The sealed value is gone.</source>
        <translation>密封的值已不存在。</translation>
    </message>
    <message>
        <source>The session bus does not answer: Reverie may not notice that the screen is locked. Start it inside a desktop session, or lock it yourself.</source>
        <translation>会话总线没有回应：Reverie 可能察觉不到屏幕已锁定。请在桌面会话里启动它，或自己锁定。</translation>
    </message>
    <message>
        <source>The system bus does not answer: Reverie cannot lock before sleep or when another user takes over. Lock it yourself.</source>
        <translation>系统总线没有回应：Reverie 无法在睡眠前或其他用户接管时锁定。请自己锁定。</translation>
    </message>
    <message>
        <source>The system&apos;s keyring refused. Unlock with the passphrase instead.</source>
        <translation>系统钥匙串拒绝了请求。请改用口令解锁。</translation>
    </message>
    <message>
        <source>The vault opens with the passphrase or the recovery phrase only.</source>
        <translation>密匣只能用密码短语或恢复短语打开。</translation>
    </message>
    <message>
        <source>The work took too long, and another has taken it over. Nothing was changed.</source>
        <translation>这项工作用时过长，已被另一方接手。没有更改任何内容。</translation>
    </message>
    <message>
        <source>The {0} did not answer and was ended. It will be tried again later.</source>
        <translation>{0} 没有响应，已被结束，稍后会重试。</translation>
    </message>
    <message>
        <source>The {0} is being shut down.</source>
        <translation>{0} 正在关闭。</translation>
    </message>
    <message>
        <source>The {0} keeps stopping. Run: reverie doctor</source>
        <translation>{0} 反复停止。请运行：reverie doctor</translation>
    </message>
    <message>
        <source>The {0} stopped twice. It will be tried again later.</source>
        <translation>{0} 停止了两次，稍后会重试。</translation>
    </message>
    <message>
        <source>There are {0} patterns; {1} at most are looked for.</source>
        <translation>有 {0} 个模式；最多查找 {1} 个。</translation>
    </message>
    <message>
        <source>There is a safe already</source>
        <translation>已经有保险库</translation>
    </message>
    <message>
        <source>There is a safe here already, and it is open.</source>
        <translation>这里已经有一个保险箱，并且是打开的。</translation>
    </message>
    <message>
        <source>There is a safe in {0} already. Unlock it, or choose another folder.</source>
        <translation>{0} 中已有保险库。请将其解锁，或选择另一个文件夹。</translation>
    </message>
    <message>
        <source>There is no Wayland compositor to look at. Start Reverie inside a desktop session, or set WAYLAND_DISPLAY.</source>
        <translation>没有可看的 Wayland 合成器。请在桌面会话里启动 Reverie，或设置 WAYLAND_DISPLAY。</translation>
    </message>
    <message>
        <source>There is no X11 display to ask about windows. Start Reverie inside a desktop session, or set DISPLAY.</source>
        <translation>没有可询问窗口的 X11 显示。请在桌面会话里启动 Reverie，或设置 DISPLAY。</translation>
    </message>
    <message>
        <source>There is no X11 display to ask for a shortcut.</source>
        <translation>没有可请求快捷键的 X11 显示。</translation>
    </message>
    <message>
        <source>There is no answer yet that could be wrong. Name the memory by its id.</source>
        <translation>还没有可能出错的回答。请用编号指出那条记忆。</translation>
    </message>
    <message>
        <source>There is no computer called “{0}”. Look at the setting model.server.</source>
        <translation>没有名为“{0}”的电脑。请检查设置 model.server。</translation>
    </message>
    <message>
        <source>There is no display to look at. Start Reverie inside a desktop session, or set DISPLAY.</source>
        <translation>没有可看的显示器。请在桌面会话里启动 Reverie，或设置 DISPLAY。</translation>
    </message>
    <message>
        <source>There is no dream to take back.</source>
        <translation>没有可以撤回的梦境整理。</translation>
    </message>
    <message>
        <source>There is no field “{0}” here. The fields are: {1}.</source>
        <translation>这里没有字段“{0}”。字段有：{1}。</translation>
    </message>
    <message>
        <source>There is no field “{0}” to write. The fields are: {1}.</source>
        <translation>没有可写的字段“{0}”。字段有：{1}。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>没有文件 {0}。</translation>
    </message>
    <message>
        <source>There is no folder {0}. Make it first, or choose another file.</source>
        <translation>没有文件夹 {0}。请先创建它，或选择另一个文件。</translation>
    </message>
    <message>
        <source>There is no kind of memory called “{0}”. The kinds are: {1}.</source>
        <translation>没有名为“{0}”的记忆种类。种类有：{1}。</translation>
    </message>
    <message>
        <source>There is no language “{0}”. Write them like: eng chi_sim deu</source>
        <translation>没有语言“{0}”。请这样写：eng chi_sim deu</translation>
    </message>
    <message>
        <source>There is no model called {0}. Known are: {1}.</source>
        <translation>没有名为 {0} 的模型。已知的有：{1}。</translation>
    </message>
    <message>
        <source>There is no picture of this moment.</source>
        <translation>这个瞬间没有画面。</translation>
    </message>
    <message>
        <source>There is no reader called {0}; choose one of {1}.</source>
        <translation>没有名为 {0} 的文字识别器；请从 {1} 中选择。</translation>
    </message>
    <message>
        <source>There is no room left to write {0}. Free some, or choose another disk.</source>
        <translation>没有空间写入 {0}。请腾出空间，或换一个磁盘。</translation>
    </message>
    <message>
        <source>There is no rule {0}. `reverie rules list` shows them.</source>
        <translation>没有规则 {0}。`reverie rules list` 会列出所有规则。</translation>
    </message>
    <message>
        <source>There is no safe in {0} to save anything from.</source>
        <translation>{0} 中没有可供抢救的保险库。</translation>
    </message>
    <message>
        <source>There is no safe in {0}. Make one with `reverie init`, or name its folder with --home if it was moved.</source>
        <translation>{0} 中没有保险库。请用 `reverie init` 创建一个；如果它被移动过，请用 --home 指定其文件夹。</translation>
    </message>
    <message>
        <source>There is no safe in {0}. Make one with `reverie init`.</source>
        <translation>{0} 中没有保险库。请用 `reverie init` 创建一个。</translation>
    </message>
    <message>
        <source>There is no such job; it may be done.</source>
        <translation>没有这项工作；它可能已经完成。</translation>
    </message>
    <message>
        <source>There is no such memory; it may have been forgotten.</source>
        <translation>没有这条记忆；它可能已被遗忘。</translation>
    </message>
    <message>
        <source>There is no such observation; it may have been forgotten.</source>
        <translation>没有这条记录；它可能已被遗忘。</translation>
    </message>
    <message>
        <source>There is no such task of a dream.</source>
        <translation>没有这样的梦境任务。</translation>
    </message>
    <message>
        <source>There is no task “{0}”. The tasks are: {1}.</source>
        <translation>没有名为“{0}”的任务。任务有：{1}。</translation>
    </message>
    <message>
        <source>There is no text in it.</source>
        <translation>里面没有文字。</translation>
    </message>
    <message>
        <source>There is no text in the file.</source>
        <translation>文件里没有文字。</translation>
    </message>
    <message>
        <source>There is no time zone “{0}”. Write it like Europe/Rome.</source>
        <translation>没有时区“{0}”。请这样写：Europe/Rome。</translation>
    </message>
    <message>
        <source>There is not enough free memory: the passphrase needs {0} MiB for a moment. Close other programs and try again.</source>
        <translation>可用内存不足：处理密码短语需要短暂占用 {0} MiB。请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>There is not enough room: {0} GB are needed, {1} GB free.</source>
        <translation>空间不足：需要 {0} GB，可用 {1} GB。</translation>
    </message>
    <message>
        <source>There is nothing of that to take back; it was taken back before, or forgotten.</source>
        <translation>其中没有可以撤回的内容；它之前已被撤回，或已被遗忘。</translation>
    </message>
    <message>
        <source>There is nothing to read in this PDF.</source>
        <translation>这个 PDF 里没有可读的内容。</translation>
    </message>
    <message>
        <source>There is nothing to undo: this memory has no history.</source>
        <translation>没有可撤销的：这条记忆没有历史。</translation>
    </message>
    <message>
        <source>There is nothing to undo: this memory has not been changed.</source>
        <translation>没有可撤销的：这条记忆没有改动过。</translation>
    </message>
    <message>
        <source>These are not recovery words: {0}. Look at the paper again.</source>
        <translation>这些不是恢复单词：{0}。请再看看纸上的内容。</translation>
    </message>
    <message>
        <source>Things were forgotten again and again while the export was written. Nothing was written; try again later.</source>
        <translation>写导出文件时一再有内容被遗忘。没有写出任何内容；请稍后再试。</translation>
    </message>
    <message>
        <source>This PDF could not be read: it takes too much time or memory.</source>
        <translation>这个 PDF 无法读取：需要的时间或内存太多。</translation>
    </message>
    <message>
        <source>This PDF has a password. Save it without one and attach that.</source>
        <translation>这个 PDF 有密码。请另存为没有密码的文件再附上。</translation>
    </message>
    <message>
        <source>This PDF is damaged.</source>
        <translation>这个 PDF 已损坏。</translation>
    </message>
    <message>
        <source>This Wayland compositor does not let screens be copied (wlr-screencopy).</source>
        <translation>这个 Wayland 合成器不允许复制屏幕（wlr-screencopy）。</translation>
    </message>
    <message>
        <source>This Word file is damaged, or has a password.</source>
        <translation>这个 Word 文档已损坏，或设有密码。</translation>
    </message>
    <message>
        <source>This computer has no keyring that keeps secrets encrypted. Unlock with the passphrase instead.</source>
        <translation>本机没有能加密保存机密的钥匙串。请改用口令解锁。</translation>
    </message>
    <message>
        <source>This desktop does not say how long nobody used the computer: lock.on_idle_minutes cannot work here. Let the screen lock itself instead; Reverie locks with it.</source>
        <translation>这个桌面不告知多久没有人使用电脑：lock.on_idle_minutes 在这里不起作用。请让屏幕自己锁定；Reverie 会随之锁定。</translation>
    </message>
    <message>
        <source>This desktop is not Microsoft Windows.</source>
        <translation>这个桌面不是 Microsoft Windows。</translation>
    </message>
    <message>
        <source>This desktop offers no portal for that ({0}).</source>
        <translation>这个桌面没有提供相应的门户（{0}）。</translation>
    </message>
    <message>
        <source>This dream was taken back before.</source>
        <translation>这次梦境之前已被撤回。</translation>
    </message>
    <message>
        <source>This export was written by a newer Reverie. Update the program to read it.</source>
        <translation>这个导出文件由更新版本的 Reverie 写成。请更新程序后再读取。</translation>
    </message>
    <message>
        <source>This holds what looks like a password, a card or another secret. Secrets are kept sealed: say it in the chat, and it goes to the vault.</source>
        <translation>这里有看起来像密码、卡号或其他机密的内容。机密要封存：请在聊天里说出，它会进入保险库。</translation>
    </message>
    <message>
        <source>This is a number, not “{0}”.</source>
        <translation>这里应是数字，不能是“{0}”。</translation>
    </message>
    <message>
        <source>This is no longer so, and stays as history. Change what took its place.</source>
        <translation>这已不再成立，作为历史保留。请修改取代它的那一条。</translation>
    </message>
    <message>
        <source>This is not a sealed export of Reverie.</source>
        <translation>这不是 Reverie 的密封导出文件。</translation>
    </message>
    <message>
        <source>This is on or off, not “{0}”.</source>
        <translation>只能是 on 或 off，不能是“{0}”。</translation>
    </message>
    <message>
        <source>This is one of: {0}; not “{1}”.</source>
        <translation>可选值为：{0}；不能是“{1}”。</translation>
    </message>
    <message>
        <source>This is over, or was given up. Begin it again.</source>
        <translation>这已结束或已放弃。请重新开始。</translation>
    </message>
    <message>
        <source>This keyboard has no key for {0}. Choose others in Reverie&apos;s settings.</source>
        <translation>这个键盘没有 {0} 所需的键。请在 Reverie 的设置里选择别的。</translation>
    </message>
    <message>
        <source>This kind of file is not read. Attach a picture (PNG, JPEG, WebP), a text, a web page (HTML), a Word file (DOCX) or a PDF.</source>
        <translation>不支持这种文件。请附上图片（PNG、JPEG、WebP）、文本、网页（HTML）、Word 文档（DOCX）或 PDF。</translation>
    </message>
    <message>
        <source>This lies between {0} and {1}.</source>
        <translation>取值应在 {0} 和 {1} 之间。</translation>
    </message>
    <message>
        <source>This memory holds no sealed value.</source>
        <translation>这条记忆没有密封的值。</translation>
    </message>
    <message>
        <source>This names {0}; the other is what is known of {1}.</source>
        <translation>这一条提到 {0}；另一条是关于 {1} 的已知内容。</translation>
    </message>
    <message>
        <source>This no longer waits; it was answered before, forgotten, has expired, or what it would change holds no longer.</source>
        <translation>这一项不再等待；它之前已被回答、已被遗忘、已过期，或它要更改的内容已不再成立。</translation>
    </message>
    <message>
        <source>This no longer waits; it was answered before, forgotten, or is older than a week.</source>
        <translation>它已不再等待：可能已答复、已遗忘，或已超过一周。</translation>
    </message>
    <message>
        <source>This reader hands pictures over as files, and there is no memory-backed folder for them here. Install the tesserocr package, which needs none.</source>
        <translation>这个识别器以文件传递图片，而这里没有位于内存中的文件夹。请安装不需要它的 tesserocr 软件包。</translation>
    </message>
    <message>
        <source>This safe has no keyring entry to open it with.</source>
        <translation>这个保险库没有可用来打开它的钥匙串条目。</translation>
    </message>
    <message>
        <source>This safe has no recovery phrase to open it with.</source>
        <translation>这个保险库没有可用来打开它的恢复短语。</translation>
    </message>
    <message>
        <source>This safe has no {0} to open it with.</source>
        <translation>这个保险库没有可用来打开它的 {0}。</translation>
    </message>
    <message>
        <source>This safe was being erased: its keys are gone. `reverie erase` removes the rest.</source>
        <translation>这个保险库曾在抹除中：它的密钥已不存在。`reverie erase` 会清除其余部分。</translation>
    </message>
    <message>
        <source>This safe was made by a newer Reverie. Update the program to open it.</source>
        <translation>这个保险库由更新版本的 Reverie 创建。请更新程序后再打开。</translation>
    </message>
    <message>
        <source>This safe was written by a newer Reverie. Update the program to open it.</source>
        <translation>这个保险库由更新版本的 Reverie 写成。请更新程序后再打开。</translation>
    </message>
    <message>
        <source>This safe was written by an older Reverie and has to be brought up to date first, for which its folder must be writable. Copy it to one that is, and open it there.</source>
        <translation>这个保险库由旧版本的 Reverie 写成，需要先更新，为此其文件夹必须可写。请将它复制到可写的位置并在那里打开。</translation>
    </message>
    <message>
        <source>This says that something holds no longer: there is nothing to write. Accept or reject it.</source>
        <translation>这一项说明某事不再成立：没有可写的内容。请接受或拒绝。</translation>
    </message>
    <message>
        <source>Those are not the 24 words of a recovery phrase: each is a known word, but they do not fit together. Look for one that was mistaken for another, and at their order.</source>
        <translation>这不是一组正确的 24 个恢复单词：每个单词都存在，但合在一起不对。请检查是否有抄错的单词，以及顺序。</translation>
    </message>
    <message>
        <source>Those are {0} words; a recovery phrase has 24 words.</source>
        <translation>这里有 {0} 个单词；恢复短语共有 24 个单词。</translation>
    </message>
    <message>
        <source>Tidying memories up</source>
        <translation>整理记忆</translation>
    </message>
    <message>
        <source>Too many programs are connected to Reverie: some could not be let in. Close some of them.</source>
        <translation>连接到 Reverie 的程序太多：有些未能接入。请关闭其中一些。</translation>
    </message>
    <message>
        <source>Too many wrong passphrases. Try again in {0}.</source>
        <translation>口令错误次数过多。请在 {0} 后再试。</translation>
    </message>
    <message>
        <source>Values of secrets are not in it.</source>
        <translation>其中没有机密的值。</translation>
    </message>
    <message>
        <source>What is sealed is kept word for word: it cannot be put together with anything.</source>
        <translation>封存的内容逐字保留：不能与任何内容合并。</translation>
    </message>
    <message>
        <source>What was made of it was not fit to be kept.</source>
        <translation>由此得出的内容不适合保存。</translation>
    </message>
    <message>
        <source>What was recorded while locked could not be taken in; the log says where it failed.</source>
        <translation>锁定期间记录的内容无法收入；日志里写有失败之处。</translation>
    </message>
    <message>
        <source>Windows does not tell Reverie when the screen is locked. Lock Reverie yourself when you leave.</source>
        <translation>Windows 不告知 Reverie 屏幕何时锁定。离开时请自己锁定 Reverie。</translation>
    </message>
    <message>
        <source>Windows does not tell which windows there are. It is tried again by itself.</source>
        <translation>Windows 不告知有哪些窗口。会自动重试。</translation>
    </message>
    <message>
        <source>Windows refused it. Your organisation may have forbidden such programs.</source>
        <translation>Windows 拒绝了。你的组织可能禁止了此类程序。</translation>
    </message>
    <message>
        <source>Wrong passphrase</source>
        <translation>口令错误</translation>
    </message>
    <message>
        <source>You, or your desktop&apos;s settings, did not allow it.</source>
        <translation>你或你桌面的设置没有允许。</translation>
    </message>
    <message>
        <source>Your desktop allows pictures of the screen. Recording goes on.</source>
        <translation>你的桌面允许拍摄屏幕。继续记录。</translation>
    </message>
    <message>
        <source>Your desktop asks whether Reverie may take pictures of the screen. Answer it, and recording goes on.</source>
        <translation>你的桌面在问 Reverie 是否可以拍摄屏幕。请回答，之后会继续记录。</translation>
    </message>
    <message>
        <source>Your desktop gives Reverie no pictures of the screen. {0} It is not asked again until you press Resume or start Reverie anew.</source>
        <translation>你的桌面不给 Reverie 屏幕画面。{0} 在你按下“继续”或重新启动 Reverie 之前不会再问。</translation>
    </message>
    <message>
        <source>a document worth keeping</source>
        <translation>值得保留的文档</translation>
    </message>
    <message>
        <source>a dream found the line twice in a full block</source>
        <translation>梦境在写满的块中发现这一行重复</translation>
    </message>
    <message>
        <source>a dream found the same kept twice</source>
        <translation>梦境发现同样的内容保存了两次</translation>
    </message>
    <message>
        <source>a dream made the summary anew from all that was seen by now</source>
        <translation>梦境根据目前所见重新写了摘要</translation>
    </message>
    <message>
        <source>a dream moved it out of a block that was nearly full</source>
        <translation>梦境把它移出了将满的块</translation>
    </message>
    <message>
        <source>a dream saw it happen again and again</source>
        <translation>梦境发现它一再发生</translation>
    </message>
    <message>
        <source>a dream summed up the day</source>
        <translation>梦境总结了这一天</translation>
    </message>
    <message>
        <source>a dream summed up the month</source>
        <translation>梦境总结了这个月</translation>
    </message>
    <message>
        <source>a dream summed up the week</source>
        <translation>梦境总结了这一周</translation>
    </message>
    <message>
        <source>a game fills the screen</source>
        <translation>有全屏游戏</translation>
    </message>
    <message>
        <source>a mail says who somebody is to its reader</source>
        <translation>一封邮件说明了某人与读信人的关系</translation>
    </message>
    <message>
        <source>a mail worth keeping</source>
        <translation>值得保留的邮件</translation>
    </message>
    <message>
        <source>a message says that it changed</source>
        <translation>一条消息说它变了</translation>
    </message>
    <message>
        <source>a page says so, and the user takes it up</source>
        <translation>有页面这样写，用户也接着这样说</translation>
    </message>
    <message>
        <source>a page worth keeping</source>
        <translation>值得保留的网页</translation>
    </message>
    <message>
        <source>a presentation fills the screen</source>
        <translation>有全屏演示</translation>
    </message>
    <message>
        <source>a screen defines it</source>
        <translation>屏幕上有它的定义</translation>
    </message>
    <message>
        <source>a {0} worth keeping</source>
        <translation>值得保留的 {0}</translation>
    </message>
    <message>
        <source>accepted by you: {0}</source>
        <translation>由你接受：{0}</translation>
    </message>
    <message>
        <source>addresses</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>always accepted by you: {0}</source>
        <translation>按你的约定总是接受：{0}</translation>
    </message>
    <message>
        <source>an appointment with its time or place</source>
        <translation>带有时间或地点的约定</translation>
    </message>
    <message>
        <source>brought back from a log that was set aside</source>
        <translation>从搁置的日志中找回</translation>
    </message>
    <message>
        <source>commands in a row</source>
        <translation>一连串命令</translation>
    </message>
    <message>
        <source>corrected by you</source>
        <translation>由你更正</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>由你编辑</translation>
    </message>
    <message>
        <source>found while reading</source>
        <translation>在阅读时发现</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>hidden by {0}</source>
        <translation>因规则隐藏：{0}</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>无人使用</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>语义搜索</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>newer memories say so</source>
        <translation>较新的记忆这样说</translation>
    </message>
    <message>
        <source>nobody uses the computer</source>
        <translation>无人使用电脑</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>numbered steps on a screen</source>
        <translation>屏幕上编号的步骤</translation>
    </message>
    <message>
        <source>others say so of the user ({0})</source>
        <translation>别人这样说用户（{0}）</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>paused by you</source>
        <translation>由你暂停</translation>
    </message>
    <message>
        <source>place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>put together by you</source>
        <translation>由你合并</translation>
    </message>
    <message>
        <source>read late: something newer was already known</source>
        <translation>读得较晚：已知道更新的内容</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>文字识别</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>回忆</translation>
    </message>
    <message>
        <source>refusals</source>
        <translation>未采纳内容</translation>
    </message>
    <message>
        <source>rewritten by you</source>
        <translation>由你改写</translation>
    </message>
    <message>
        <source>safe</source>
        <translation>保险库</translation>
    </message>
    <message>
        <source>said of a named person or thing</source>
        <translation>关于一个有名称的人或事物</translation>
    </message>
    <message>
        <source>said of someone the user knows</source>
        <translation>关于用户认识的人</translation>
    </message>
    <message>
        <source>screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>steps in an order</source>
        <translation>按顺序的步骤</translation>
    </message>
    <message>
        <source>the computer is very busy</source>
        <translation>电脑非常繁忙</translation>
    </message>
    <message>
        <source>the computer runs on its battery</source>
        <translation>电脑正在使用电池</translation>
    </message>
    <message>
        <source>the disk is nearly full</source>
        <translation>磁盘快满了</translation>
    </message>
    <message>
        <source>the language model found it</source>
        <translation>由语言模型找到</translation>
    </message>
    <message>
        <source>the newer of two that contradicted each other was kept, as you said</source>
        <translation>按你所说，两条互相矛盾的记忆中保留了较新的一条</translation>
    </message>
    <message>
        <source>the screen is locked</source>
        <translation>屏幕已锁定</translation>
    </message>
    <message>
        <source>the user accepted a proposal</source>
        <translation>用户接受了一项提议</translation>
    </message>
    <message>
        <source>the user asked to file it</source>
        <translation>用户要求归档</translation>
    </message>
    <message>
        <source>the user asked to keep it</source>
        <translation>用户要求保留</translation>
    </message>
    <message>
        <source>the user says how they want to be answered</source>
        <translation>用户说明希望怎样得到回答</translation>
    </message>
    <message>
        <source>the user says it is off</source>
        <translation>用户说已取消</translation>
    </message>
    <message>
        <source>the user says so of themselves (age)</source>
        <translation>用户这样说自己（年龄）</translation>
    </message>
    <message>
        <source>the user says so of themselves (allergy)</source>
        <translation>用户这样说自己（过敏）</translation>
    </message>
    <message>
        <source>the user says so of themselves (birthday)</source>
        <translation>用户这样说自己（生日）</translation>
    </message>
    <message>
        <source>the user says so of themselves (diet)</source>
        <translation>用户这样说自己（饮食）</translation>
    </message>
    <message>
        <source>the user says so of themselves (email)</source>
        <translation>用户这样说自己（邮箱）</translation>
    </message>
    <message>
        <source>the user says so of themselves (emergency contact)</source>
        <translation>用户这样说自己（紧急联系人）</translation>
    </message>
    <message>
        <source>the user says so of themselves (health)</source>
        <translation>用户这样说自己（健康）</translation>
    </message>
    <message>
        <source>the user says so of themselves (home)</source>
        <translation>用户这样说自己（住处）</translation>
    </message>
    <message>
        <source>the user says so of themselves (job)</source>
        <translation>用户这样说自己（工作）</translation>
    </message>
    <message>
        <source>the user says so of themselves (language)</source>
        <translation>用户这样说自己（语言）</translation>
    </message>
    <message>
        <source>the user says so of themselves (marital)</source>
        <translation>用户这样说自己（婚姻状况）</translation>
    </message>
    <message>
        <source>the user says so of themselves (name)</source>
        <translation>用户这样说自己（姓名）</translation>
    </message>
    <message>
        <source>the user says so of themselves (phone)</source>
        <translation>用户这样说自己（电话）</translation>
    </message>
    <message>
        <source>the user says so of themselves (study)</source>
        <translation>用户这样说自己（学业）</translation>
    </message>
    <message>
        <source>the user says so of themselves ({0})</source>
        <translation>用户这样说自己（{0}）</translation>
    </message>
    <message>
        <source>the user says so too</source>
        <translation>用户也这样说</translation>
    </message>
    <message>
        <source>the user says that a page is right but for this</source>
        <translation>用户说某个页面除这一处外都对</translation>
    </message>
    <message>
        <source>the user says that a page is wrong</source>
        <translation>用户说某个页面不对</translation>
    </message>
    <message>
        <source>the user says that it changed</source>
        <translation>用户说它变了</translation>
    </message>
    <message>
        <source>the user says that it is no longer so</source>
        <translation>用户说已不再如此</translation>
    </message>
    <message>
        <source>the user says that it is over</source>
        <translation>用户说已经结束</translation>
    </message>
    <message>
        <source>the user says that it is put off or brought forward</source>
        <translation>用户说它推迟或提前了</translation>
    </message>
    <message>
        <source>the user says that it is somebody else&apos;s now</source>
        <translation>用户说现在是别人的了</translation>
    </message>
    <message>
        <source>the user says that it never was so</source>
        <translation>用户说从来不是如此</translation>
    </message>
    <message>
        <source>the user says that the dose changed</source>
        <translation>用户说剂量变了</translation>
    </message>
    <message>
        <source>the user says that the hours changed</source>
        <translation>用户说时间变了</translation>
    </message>
    <message>
        <source>the user says that the price changed</source>
        <translation>用户说价格变了</translation>
    </message>
    <message>
        <source>the user says that they have parted</source>
        <translation>用户说他们已经分手</translation>
    </message>
    <message>
        <source>the user says what is to come</source>
        <translation>用户说了将要发生的事</translation>
    </message>
    <message>
        <source>the user says what they are called</source>
        <translation>用户说明自己的称呼</translation>
    </message>
    <message>
        <source>the user stated it (fact)</source>
        <translation>用户陈述过（事实）</translation>
    </message>
    <message>
        <source>the user stated it (habit)</source>
        <translation>用户陈述过（习惯）</translation>
    </message>
    <message>
        <source>the user stated it (happening)</source>
        <translation>用户陈述过（发生的事）</translation>
    </message>
    <message>
        <source>the user stated it (opinion)</source>
        <translation>用户陈述过（看法）</translation>
    </message>
    <message>
        <source>the user stated it ({0})</source>
        <translation>用户陈述过（{0}）</translation>
    </message>
    <message>
        <source>the user tells of another job</source>
        <translation>用户说换了工作</translation>
    </message>
    <message>
        <source>the user tells that it is otherwise now</source>
        <translation>用户说现在不同了</translation>
    </message>
    <message>
        <source>the user wants answers in another language</source>
        <translation>用户想要用另一种语言回答</translation>
    </message>
    <message>
        <source>the user wants it otherwise</source>
        <translation>用户希望换种方式</translation>
    </message>
    <message>
        <source>told with a date, or as something done</source>
        <translation>带日期讲述，或作为做过的事讲述</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>what was on the screen</source>
        <translation>屏幕上的内容</translation>
    </message>
    <message>
        <source>windows were moving</source>
        <translation>窗口正在移动</translation>
    </message>
    <message>
        <source>work</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>written by you</source>
        <translation>由你写下</translation>
    </message>
    <message>
        <source>you said that it is wrong</source>
        <translation>你说过它是错的</translation>
    </message>
    <message>
        <source>you wanted a card of who is named often</source>
        <translation>你想要为常提到的人建一张卡片</translation>
    </message>
    <message>
        <source>your own words of a conversation</source>
        <translation>你自己在对话中的话</translation>
    </message>
    <message>
        <source>{0} How long that lasts is told after a day.</source>
        <translation>{0}能用多久一天后可知。</translation>
    </message>
    <message>
        <source>{0} Try again in {1}.</source>
        <translation>{0}请在 {1}后重试。</translation>
    </message>
    <message>
        <source>{0} Until then its commands can read it: reverie search, ask, timeline.</source>
        <translation>{0} 在那之前，命令行可以读取它：reverie search、ask、timeline。</translation>
    </message>
    <message>
        <source>{0} cannot be put in the order of “{1}”.</source>
        <translation>{0} 无法按“{1}”排序。</translation>
    </message>
    <message>
        <source>{0} cannot be read or written ({1}). Check its folder and permissions.</source>
        <translation>{0} 无法读取或写入（{1}）。请检查其文件夹和权限。</translation>
    </message>
    <message>
        <source>{0} cannot be written to. Look at whom that folder belongs to.</source>
        <translation>无法写入 {0}。请查看该文件夹属于谁。</translation>
    </message>
    <message>
        <source>{0} cannot be written: the drive is read-only.</source>
        <translation>无法写入 {0}：驱动器是只读的。</translation>
    </message>
    <message>
        <source>{0} could not be fetched. Try again.</source>
        <translation>无法获取 {0}。请再试一次。</translation>
    </message>
    <message>
        <source>{0} could not be read or written ({1}). Check its folder and permissions.</source>
        <translation>无法读取或写入 {0}（{1}）。请检查其文件夹和权限。</translation>
    </message>
    <message>
        <source>{0} failed and is tried again in ten minutes; the log says where.</source>
        <translation>{0} 失败了，十分钟后重试；日志里写有失败之处。</translation>
    </message>
    <message>
        <source>{0} hang in no tree.</source>
        <translation>{0} 不在任何树中。</translation>
    </message>
    <message>
        <source>{0} is a file. Name a folder for the snapshots.</source>
        <translation>{0} 是一个文件。请为快照指定一个文件夹。</translation>
    </message>
    <message>
        <source>{0} is a folder. Name a file in it, or ask for the folder form of a backup.</source>
        <translation>{0} 是一个文件夹。请指定其中的一个文件，或选择文件夹形式的备份。</translation>
    </message>
    <message>
        <source>{0} is a folder. Name a file in it.</source>
        <translation>{0} 是一个文件夹。请指定其中的一个文件。</translation>
    </message>
    <message>
        <source>{0} is never changed unseen by what others say or screens show. Answer each one, or let all of them be turned down.</source>
        <translation>{0} 绝不会因他人所说或屏幕所示而在你看不见时被更改。请逐条回答，或全部拒绝。</translation>
    </message>
    <message>
        <source>{0} is not a file that can be replaced. Choose another name.</source>
        <translation>{0} 不是可以替换的文件。请选择另一个名称。</translation>
    </message>
    <message>
        <source>{0} is not a file.</source>
        <translation>{0} 不是文件。</translation>
    </message>
    <message>
        <source>{0} is not a recovery word. Look at the paper again.</source>
        <translation>{0} 不是恢复单词。请再看看纸上的内容。</translation>
    </message>
    <message>
        <source>{0} is not an https address.</source>
        <translation>{0} 不是 https 地址。</translation>
    </message>
    <message>
        <source>{0} is not the file it should be (wrong checksum); it was thrown away.</source>
        <translation>{0} 不是应有的文件（校验和不符）；已丢弃。</translation>
    </message>
    <message>
        <source>{0} is on a drive that is read-only. Make the drive writable, or copy the folder to another one.</source>
        <translation>{0} 位于只读驱动器上。请使驱动器可写，或将文件夹复制到另一个驱动器。</translation>
    </message>
    <message>
        <source>{0} is read-only for you. Give yourself permission to write (chmod -R u+rwX on the folder), or copy the folder to a place of your own.</source>
        <translation>你对 {0} 只有只读权限。请给自己写入权限（对该文件夹执行 chmod -R u+rwX），或将文件夹复制到你自己的位置。</translation>
    </message>
    <message>
        <source>{0} is sealed. Give its passphrase with --export-passphrase-file FILE.</source>
        <translation>{0} 已密封。请用 --export-passphrase-file FILE 给出它的密码短语。</translation>
    </message>
    <message>
        <source>{0} is there already. Choose another name, or replace it with --force.</source>
        <translation>{0} 已存在。请换个名称，或用 --force 替换。</translation>
    </message>
    <message>
        <source>{0} is there already: another export is being written, or one was cut off. Remove it, or replace it with --force.</source>
        <translation>{0} 已经存在：另一次导出正在写入，或者曾被中断。请将其删除，或用 --force 替换。</translation>
    </message>
    <message>
        <source>{0} missing, {1}until {2}: the end of the database&apos;s log was damaged or cut off, or an older database was put in its place. A backup may hold them; `reverie verify --noted` takes note.</source>
        <translation>缺少 {0}，{1}直到 {2}：数据库日志的末尾损坏或被截断，或被换成了较旧的数据库。备份中可能还有；`reverie verify --noted` 会记下此事。</translation>
    </message>
    <message>
        <source>{0} missing. `reverie verify` names them; a backup may still have them. Texts are not concerned.</source>
        <translation>缺少 {0}。`reverie verify` 会列出它们；备份里可能还有。文字不受影响。</translation>
    </message>
    <message>
        <source>{0} of work to do.</source>
        <translation>还有 {0} 的工作要做。</translation>
    </message>
    <message>
        <source>{0} of {1} texts have a vector of {2}; {3} answers until all have.</source>
        <translation>{1} 段文字中有 {0} 段有 {2} 的向量；全部完成之前由 {3} 回答。</translation>
    </message>
    <message>
        <source>{0} recorded while locked cannot be found: their files were removed. All others are in the safe.</source>
        <translation>锁定期间记录的 {0} 找不到了：其文件已被删除。其余都已在保险库中。</translation>
    </message>
    <message>
        <source>{0} recorded while locked could not be read (the file was changed) and lie in {1}/{2}. All others are in the safe.</source>
        <translation>锁定期间记录的 {0} 无法读取（文件被改动过），位于 {1}/{2}。其余都已在保险库中。</translation>
    </message>
    <message>
        <source>{0} {1} is used for meaning.</source>
        <translation>含义搜索使用 {0} {1}。</translation>
    </message>
    <message>
        <source>{0}, {1} vectors; Chroma answers for: {2}.</source>
        <translation>{0}，{1} 个向量；由 Chroma 回答的有：{2}。</translation>
    </message>
    <message>
        <source>{0}: it was made with another adapter. Run `make setup` to make it anew.</source>
        <translation>{0}：它是用另一个适配器制作的。请运行 `make setup` 重新制作。</translation>
    </message>
    <message>
        <source>{0}: {1} is missing. Run `make setup` to fetch it.</source>
        <translation>{0}：缺少 {1}。请运行 `make setup` 获取。</translation>
    </message>
    <message>
        <source>{0}; windows are known through {1}.</source>
        <translation>{0}；窗口通过 {1} 得知。</translation>
    </message>
    <message>
        <source>{0}{1} A backup brings back what is damaged.</source>
        <translation>{0}{1} 备份可以恢复损坏的内容。</translation>
    </message>
    <message>
        <source>“has:{0}” is not known, so nothing was limited by it. There are: {1}.</source>
        <translation>不认识“has:{0}”，因此未按它筛选。可用的有：{1}。</translation>
    </message>
    <message>
        <source>“{0}” cannot call Reverie. Take a letter, a digit, an arrow or an F key, with Ctrl, Alt or Meta.</source>
        <translation>“{0}”不能呼出 Reverie。请用 Ctrl、Alt 或 Meta 加一个字母、数字、方向键或 F 键。</translation>
    </message>
    <message>
        <source>“{0}” is no kind, so nothing was limited by it. There are: {1}.</source>
        <translation>“{0}”不是种类，因此未按它筛选。种类有：{1}。</translation>
    </message>
    <message>
        <source>“{0}” is no time that is understood. Write it like 2026-03-04, friday or &quot;last week&quot;.</source>
        <translation>“{0}”不是能理解的时间。请这样写：2026-03-04、friday 或 &quot;last week&quot;。</translation>
    </message>
    <message>
        <source>“{0}” is not a language model in GGUF form. Fetch it again with “make setup”.</source>
        <translation>“{0}”不是 GGUF 格式的语言模型。请用“make setup”重新获取。</translation>
    </message>
    <message>
        <source>“{0}” is not this computer, and nothing is sent elsewhere. To allow it, see: reverie models use --help</source>
        <translation>“{0}”不是本机，而内容不会发往别处。如要允许，参见：reverie models use --help</translation>
    </message>
    <message>
        <source>“{0}” is typed in every program. Take it with Ctrl, Alt or Meta.</source>
        <translation>“{0}”在每个程序里都会用到。请与 Ctrl、Alt 或 Meta 一起使用。</translation>
    </message>
</context>
<context>
    <name>kept</name>
    <message>
        <source>A picture of the screen every few seconds, when something changed, and the words on it.</source>
        <translation>每隔几秒，屏幕有变化时保存一幅画面及其中的文字。</translation>
    </message>
    <message>
        <source>Password managers, wallets, banking and private windows, and Reverie itself.</source>
        <translation>密码管理器、钱包、银行和隐私窗口，以及 Reverie 自身。</translation>
    </message>
    <message>
        <source>Passwords, card numbers and keys: they are masked before anything is written.</source>
        <translation>密码、卡号和密钥：写入之前就会被遮盖。</translation>
    </message>
    <message>
        <source>Reverie remembers what you see on this computer, and answers questions about it. Everything stays on this computer, encrypted with a passphrase that only you know.</source>
        <translation>Reverie 会记住你在这台电脑上看到的内容，并回答你的相关问题。一切都留在这台电脑上，用只有你知道的口令加密。</translation>
    </message>
    <message>
        <source>Sound. And nothing is ever sent to another computer, unless you allow its address.</source>
        <translation>声音。而且绝不会向其他电脑发送任何内容，除非你允许其地址。</translation>
    </message>
    <message>
        <source>Welcome to Reverie</source>
        <translation>欢迎使用 Reverie</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>会保存什么</translation>
    </message>
    <message>
        <source>What it concludes from these: events, facts, how things are done. Each says from where.</source>
        <translation>它由此得出的结论：事件、事实、做法。每一条都注明出处。</translation>
    </message>
    <message>
        <source>What never is</source>
        <translation>绝不保存什么</translation>
    </message>
    <message>
        <source>What you tell it, ask it, or bring in from elsewhere.</source>
        <translation>你告诉它、问它，或从别处导入的内容。</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>From anywhere</source>
        <translation>随处呼出</translation>
    </message>
    <message>
        <source>These keys bring recall over whatever you are doing. Begin to type what you remember; Esc sends it away.</source>
        <translation>无论你在做什么，这组快捷键都能呼出回忆。输入你记得的内容即可；按 Esc 收起。</translation>
    </message>
</context>
<context>
    <name>kinds</name>
    <message>
        <source>Actor</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Documents, pages, mails and files the user reads or writes: title, what it is about, the text seen so far.</source>
        <translation>用户阅读或撰写的文档、网页、邮件和文件：标题、主题、目前见过的文字。</translation>
    </message>
    <message>
        <source>Ended at</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Entry type</source>
        <translation>条目类型</translation>
    </message>
    <message>
        <source>Episodes</source>
        <translation>经历</translation>
    </message>
    <message>
        <source>Event type</source>
        <translation>事件类型</translation>
    </message>
    <message>
        <source>Events of the user&apos;s days in the past tense, one entry an event, with its date. Not facts that outlive the day.</source>
        <translation>用户日常发生过的事，每件一条，附日期。不含当天之后仍成立的事实。</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>事实</translation>
    </message>
    <message>
        <source>How the user does something: ordered steps, commands, recipes, checklists. Needs at least two steps.</source>
        <translation>用户如何做某事：有序的步骤、命令、菜谱、清单。至少两步。</translation>
    </message>
    <message>
        <source>How-to</source>
        <translation>做法</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Last success</source>
        <translation>上次成功</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Occurred at</source>
        <translation>发生时间</translation>
    </message>
    <message>
        <source>People, places, projects and things the user has to do with, and what is particular about them. No common knowledge.</source>
        <translation>与用户有关的人、地点、项目和事物，以及它们的特别之处。不含常识。</translation>
    </message>
    <message>
        <source>Resource type</source>
        <translation>资料类型</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>所说</translation>
    </message>
    <message>
        <source>Secret value</source>
        <translation>秘密的值</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>敏感度</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Times seen</source>
        <translation>出现次数</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>话题</translation>
    </message>
    <message>
        <source>Tree path</source>
        <translation>所在分支</translation>
    </message>
    <message>
        <source>Triggers</source>
        <translation>触发条件</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Values to be kept word for word: passwords, keys, card and account numbers. Never described elsewhere.</source>
        <translation>须逐字保存的值：密码、密钥、卡号和账号。绝不在别处描述。</translation>
    </message>
    <message>
        <source>Vault</source>
        <translation>密匣</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Who the user is: name, home, work, family, languages, health facts, lasting preferences, long projects. One short sentence a fact, in the third person. Not events, not what someone else is or likes.</source>
        <translation>用户是谁：姓名、住处、工作、家人、语言、健康情况、长期偏好、长期项目。每个事实一句话，用第三人称。不含事件，也不含他人的情况或喜好。</translation>
    </message>
</context>
<context>
    <name>locks</name>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Locked because Reverie was ended</source>
        <translation>因 Reverie 退出而锁定</translation>
    </message>
    <message>
        <source>Locked because another user took over the screen</source>
        <translation>因其他用户使用屏幕而锁定</translation>
    </message>
    <message>
        <source>Locked because nobody used the computer</source>
        <translation>因无人使用电脑而锁定</translation>
    </message>
    <message>
        <source>Locked because the computer went to sleep</source>
        <translation>因电脑休眠而锁定</translation>
    </message>
    <message>
        <source>Locked because the folder of the safe was moved</source>
        <translation>因保险库文件夹被移动而锁定</translation>
    </message>
    <message>
        <source>Locked because the screen was locked</source>
        <translation>因屏幕锁定而锁定</translation>
    </message>
    <message>
        <source>Locked because you logged out</source>
        <translation>因你注销而锁定</translation>
    </message>
    <message>
        <source>Locked by you</source>
        <translation>由你锁定</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>Answers are taken from what was seen, word for word. A language model can put them into sentences; it runs on this computer, and whatever it says is checked.</source>
        <translation>回答逐字取自看到过的内容。语言模型可以把它们组织成句子；它在本机运行，所说的一切都会核对。</translation>
    </message>
    <message>
        <source>Which model answers</source>
        <translation>由哪个模型回答</translation>
    </message>
</context>
<context>
    <name>moment</name>
    <message>
        <source>Reverie remembers from now on. Open any window with words in it, a page or a mail, and come back; or put one beside this window and let Reverie look.</source>
        <translation>Reverie 从现在开始记录。打开任意有文字的窗口，比如网页或邮件，再回到这里；或把它放在这个窗口旁边，让 Reverie 看一眼。</translation>
    </message>
    <message>
        <source>Your first moment</source>
        <translation>你的第一个瞬间</translation>
    </message>
</context>
<context>
    <name>opening</name>
    <message>
        <source>Not opened</source>
        <translation>未打开</translation>
    </message>
    <message>
        <source>This cannot be opened again: it is not there any more, or it is a program, which Reverie never starts.</source>
        <translation>无法再次打开：它已不存在，或者是程序，而 Reverie 从不启动程序。</translation>
    </message>
</context>
<context>
    <name>pausing</name>
    <message>
        <source>Hidden right now</source>
        <translation>当前已隐藏</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>需要你处理</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>未在记录</translation>
    </message>
    <message>
        <source>Not remembering: the disk is nearly full</source>
        <translation>未在记录：磁盘快满了</translation>
    </message>
    <message>
        <source>Not remembering: the sealed box is full</source>
        <translation>未在记录：密封箱已满</translation>
    </message>
    <message>
        <source>Not remembering: {0}</source>
        <translation>未在记录：{0}</translation>
    </message>
    <message>
        <source>Not set up yet</source>
        <translation>尚未设置</translation>
    </message>
    <message numerus="yes">
        <source>Pause for %n minute(s)</source>
        <translation>
            <numerusform>暂停 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause until tomorrow</source>
        <translation>暂停到明天</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Paused for {0} more</source>
        <translation>已暂停，还有 {0}</translation>
    </message>
    <message>
        <source>Remember again</source>
        <translation>继续记录</translation>
    </message>
    <message>
        <source>Remembering</source>
        <translation>正在记录</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Stop remembering while locked</source>
        <translation>停止锁定期间的记录</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>close in meaning</source>
        <translation>意思相近</translation>
    </message>
    <message>
        <source>in that app</source>
        <translation>在该应用中</translation>
    </message>
    <message>
        <source>of that time</source>
        <translation>当时</translation>
    </message>
    <message>
        <source>some of the words</source>
        <translation>部分文字</translation>
    </message>
    <message>
        <source>whom you name</source>
        <translation>你提到的人</translation>
    </message>
</context>
<context>
    <name>recovery</name>
    <message>
        <source>Open with your recovery words</source>
        <translation>用恢复单词打开</translation>
    </message>
    <message>
        <source>These words open your safe if you forget your passphrase. Write them on paper and keep it somewhere safe: they are shown only now.</source>
        <translation>忘记口令时，这些单词可以打开你的保险库。请抄在纸上并妥善保管：它们只显示这一次。</translation>
    </message>
    <message>
        <source>Three of your words</source>
        <translation>核对三个单词</translation>
    </message>
    <message>
        <source>To be sure that they are on paper: please look there, and type these three.</source>
        <translation>为确认你已抄下：请看着那张纸，输入这三个单词。</translation>
    </message>
    <message>
        <source>Type the 24 words from your paper, in their order, and choose a new passphrase.</source>
        <translation>请按顺序输入纸上的 24 个单词，并设置新口令。</translation>
    </message>
    <message>
        <source>Your recovery words</source>
        <translation>你的恢复单词</translation>
    </message>
</context>
<context>
    <name>rules</name>
    <message>
        <source>banking</source>
        <translation>银行</translation>
    </message>
    <message>
        <source>one-time codes</source>
        <translation>一次性验证码</translation>
    </message>
    <message>
        <source>password managers</source>
        <translation>密码管理器</translation>
    </message>
    <message>
        <source>private windows</source>
        <translation>隐私窗口</translation>
    </message>
    <message>
        <source>wallets</source>
        <translation>钱包</translation>
    </message>
</context>
<context>
    <name>sealed_box</name>
    <message numerus="yes">
        <source> (%Ln moment(s) waiting)</source>
        <translation>
            <numerusform>（%Ln 个瞬间等待收入）</numerusform>
        </translation>
    </message>
    <message>
        <source>Locked, not remembering</source>
        <translation>已锁定，未在记录</translation>
    </message>
    <message>
        <source>Locked, not remembering just now</source>
        <translation>已锁定，暂未记录</translation>
    </message>
    <message>
        <source>Locked, not remembering: the disk is nearly full</source>
        <translation>已锁定，未在记录：磁盘快满了</translation>
    </message>
    <message>
        <source>Locked, not remembering: the screen cannot be seen</source>
        <translation>已锁定，未在记录：无法看到屏幕</translation>
    </message>
    <message>
        <source>Locked, not remembering: the sealed box is full</source>
        <translation>已锁定，未在记录：密封箱已满</translation>
    </message>
    <message>
        <source>Locked, remembering into a sealed box</source>
        <translation>已锁定，正在记录到密封箱</translation>
    </message>
    <message>
        <source>Locked, remembering into a sealed box; hidden right now</source>
        <translation>已锁定，正在记录到密封箱；当前已隐藏</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Address of a model server on ANOTHER computer that may be asked: your questions, what you said and the passages found for them are sent there. Empty, as it is unless you say so: nothing leaves this computer.</source>
        <translation>可以询问的另一台电脑上的模型服务器地址：你的问题、你说过的话和为其找到的段落会发送到那里。默认留空：任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Address of a model server on this computer (llama-server, Ollama, LM Studio, vLLM), as in http://127.0.0.1:11434/v1; it answers once model.language is “server”.</source>
        <translation>本机模型服务器的地址（llama-server、Ollama、LM Studio、vLLM），如 http://127.0.0.1:11434/v1；将 model.language 设为“server”后由它回答。</translation>
    </message>
    <message>
        <source>Before sleep</source>
        <translation>休眠前</translation>
    </message>
    <message>
        <source>Changes about one thing</source>
        <translation>同一事物的更改</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Days after which a picture is made smaller.</source>
        <translation>多少天后把画面变小。</translation>
    </message>
    <message>
        <source>Days after which its text alone is kept.</source>
        <translation>多少天后只留文字。</translation>
    </message>
    <message>
        <source>Days after which its thumbnail alone is kept.</source>
        <translation>多少天后只留缩略图。</translation>
    </message>
    <message>
        <source>Days that a change of what is remembered waits for your word in the inbox.</source>
        <translation>对记忆的更改在收件箱中等你决定的天数。</translation>
    </message>
    <message>
        <source>Full size for</source>
        <translation>保留原尺寸</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>Games</source>
        <translation>游戏</translation>
    </message>
    <message>
        <source>Go on recording while the safe is locked, into a sealed box that only unlocking opens.</source>
        <translation>保险库锁定时继续记录到密封箱，只有解锁才能打开。</translation>
    </message>
    <message>
        <source>Go on while locked</source>
        <translation>锁定时继续</translation>
    </message>
    <message>
        <source>Hide what looks like this</source>
        <translation>隐藏符合模式的内容</translation>
    </message>
    <message>
        <source>How a language model words answers: as you wrote it under “persona” in core memory (own), plainly, or as one of these. Without a model it changes nothing, and never a fact.</source>
        <translation>语言模型怎样措辞：按你在核心记忆“persona”下所写（自己的），平实，或选其中一种。没有模型时不起作用，也绝不改变事实。</translation>
    </message>
    <message>
        <source>How a search weighs</source>
        <translation>搜索权重</translation>
    </message>
    <message>
        <source>How the signs of an answer are weighed in a search: as learnt from dialogues (shipped), or as set by hand (untrained).</source>
        <translation>搜索时如何权衡各种线索：从对话中学到的（预训练），或人工设定的（未训练）。</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>它的密钥</translation>
    </message>
    <message>
        <source>Its model</source>
        <translation>它的模型</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>Languages on the screen</source>
        <translation>屏幕上的语言</translation>
    </message>
    <message>
        <source>Languages read on the screen, by their names in Tesseract (eng deu jpn), the main one first, each with its data installed; empty for English, and Chinese where its data is here.</source>
        <translation>要识别的屏幕语言，用 Tesseract 中的名称（eng deu jpn），主要语言在前，各自须已安装数据；留空则识别英语，以及已装数据的中文。</translation>
    </message>
    <message>
        <source>Leave free on the disk</source>
        <translation>磁盘预留空间</translation>
    </message>
    <message>
        <source>Let old pictures fade by themselves: on, off, or ask (not until you agreed).</source>
        <translation>让旧画面自动淡去：开启、关闭或询问（你同意后才开始）。</translation>
    </message>
    <message>
        <source>Let the language model add to what the rules find, in the background.</source>
        <translation>让语言模型在后台补充规则找到的内容。</translation>
    </message>
    <message>
        <source>Listen to the microphone. Nothing in this version does, switched on or not.</source>
        <translation>聆听麦克风。无论是否开启，当前版本都不会使用它。</translation>
    </message>
    <message>
        <source>Lock before the computer goes to sleep.</source>
        <translation>电脑休眠前锁定。</translation>
    </message>
    <message>
        <source>Lock when another user takes over the screen, or you log out.</source>
        <translation>其他用户使用屏幕或你注销时锁定。</translation>
    </message>
    <message>
        <source>Lock when nobody used the computer for so many minutes; 0 for never.</source>
        <translation>电脑无人使用达到这么多分钟后锁定；0 表示从不。</translation>
    </message>
    <message>
        <source>Lock when the screen is locked.</source>
        <translation>屏幕锁定时一同锁定。</translation>
    </message>
    <message>
        <source>Locking</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Look at the screen every</source>
        <translation>查看屏幕的间隔</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Manner of answers</source>
        <translation>回答的口吻</translation>
    </message>
    <message>
        <source>Memories and time</source>
        <translation>记忆与时间</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Minutes of processor time a day that the language model may take in the background; the rules work on.</source>
        <translation>语言模型每天在后台可占用的处理器分钟数；规则照常工作。</translation>
    </message>
    <message>
        <source>Minutes without input after which memories are put in order.</source>
        <translation>无操作多少分钟后开始整理记忆。</translation>
    </message>
    <message>
        <source>Model for meaning</source>
        <translation>语义模型</translation>
    </message>
    <message>
        <source>Model servers</source>
        <translation>模型服务器</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Most changes about one and the same thing that may come into the inbox on one day.</source>
        <translation>关于同一事物的更改每天最多进入收件箱的次数。</translation>
    </message>
    <message>
        <source>Most gigabytes of pictures; beyond, the oldest and least important fade sooner. 0 for no limit.</source>
        <translation>画面最多占用的吉字节数；超出时，最旧、最不重要的会提前淡去。0 表示不限。</translation>
    </message>
    <message>
        <source>Most megabytes the sealed box of a locked safe may take.</source>
        <translation>保险库锁定时密封箱最多占用的兆字节数。</translation>
    </message>
    <message>
        <source>Most minutes of processor time a day for putting memories in order by itself.</source>
        <translation>每天自动整理记忆最多占用的处理器分钟数。</translation>
    </message>
    <message>
        <source>Offer card and account numbers and keys seen on the screen for the vault.</source>
        <translation>屏幕上出现卡号、账号和密钥时，提示存入密匣。</translation>
    </message>
    <message>
        <source>Offer cards, accounts and keys</source>
        <translation>提示卡号、账号和密钥</translation>
    </message>
    <message>
        <source>Offer one-time codes</source>
        <translation>提示一次性验证码</translation>
    </message>
    <message>
        <source>Offer one-time codes seen on the screen, too.</source>
        <translation>屏幕上出现的一次性验证码也提示。</translation>
    </message>
    <message>
        <source>Offer passwords</source>
        <translation>提示密码</translation>
    </message>
    <message>
        <source>Offer passwords and PINs seen on the screen, too.</source>
        <translation>屏幕上出现的密码和 PIN 也提示。</translation>
    </message>
    <message>
        <source>Old pictures fade</source>
        <translation>旧画面淡去</translation>
    </message>
    <message>
        <source>On a Wayland desktop that gives no pictures otherwise, let its portal take screenshots: files in clear, which are deleted at once.</source>
        <translation>在无法以其他方式取得画面的 Wayland 桌面上，让其门户截屏：会产生未加密的文件，随即删除。</translation>
    </message>
    <message>
        <source>On battery</source>
        <translation>使用电池时</translation>
    </message>
    <message>
        <source>Pictures and disk</source>
        <translation>画面与磁盘</translation>
    </message>
    <message>
        <source>Presentations</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Put in order after</source>
        <translation>开始整理的时间</translation>
    </message>
    <message>
        <source>Put memories in order</source>
        <translation>整理记忆</translation>
    </message>
    <message>
        <source>Put memories in order while nobody uses the computer, on mains.</source>
        <translation>接通电源且无人使用电脑时整理记忆。</translation>
    </message>
    <message>
        <source>Reading the screen</source>
        <translation>文字识别</translation>
    </message>
    <message>
        <source>Record as soon as the safe is unlocked.</source>
        <translation>保险库一解锁就开始记录。</translation>
    </message>
    <message>
        <source>Record from the start</source>
        <translation>解锁后即开始记录</translation>
    </message>
    <message>
        <source>Record games that fill the screen.</source>
        <translation>记录全屏游戏。</translation>
    </message>
    <message>
        <source>Record while other programs wait for processors or memory: as ever, sparingly or not at all.</source>
        <translation>其他程序在等待处理器或内存时的记录方式：照常、少记录或不记录。</translation>
    </message>
    <message>
        <source>Record while slides fill the screen.</source>
        <translation>全屏放映幻灯片时也记录。</translation>
    </message>
    <message>
        <source>Record while the computer runs on its battery: as ever, sparingly (a third as often) or not at all.</source>
        <translation>电脑使用电池时的记录方式：照常、少记录（频率为三分之一）或不记录。</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Recording pauses while less than so many gigabytes of disk are free.</source>
        <translation>磁盘可用空间少于这么多吉字节时暂停记录。</translation>
    </message>
    <message>
        <source>Recording rests when nobody used the computer for so many minutes; 0 for never.</source>
        <translation>电脑无人使用达到这么多分钟后暂停记录；0 表示从不。</translation>
    </message>
    <message>
        <source>Rest when nobody is there</source>
        <translation>无人时暂歇</translation>
    </message>
    <message>
        <source>Room for pictures</source>
        <translation>画面空间</translation>
    </message>
    <message>
        <source>Screenshots by the portal</source>
        <translation>通过门户截屏</translation>
    </message>
    <message>
        <source>Seconds between two looks at the screen.</source>
        <translation>两次查看屏幕之间的秒数。</translation>
    </message>
    <message>
        <source>Secrets and the vault</source>
        <translation>机密与密匣</translation>
    </message>
    <message>
        <source>Server on another computer</source>
        <translation>其他电脑上的服务器</translation>
    </message>
    <message>
        <source>Server on this computer</source>
        <translation>本机的服务器</translation>
    </message>
    <message>
        <source>Size of the sealed box</source>
        <translation>密封箱大小</translation>
    </message>
    <message>
        <source>Smaller until</source>
        <translation>保留小尺寸</translation>
    </message>
    <message>
        <source>The answering model by name; empty for the best one here, “none” for none.</source>
        <translation>回答所用模型的名称；留空则用本机最好的，“none”表示不用。</translation>
    </message>
    <message>
        <source>The key that server wants, if any; it is not shown again.</source>
        <translation>该服务器要求的密钥（如有）；不会再次显示。</translation>
    </message>
    <message>
        <source>The model for meaning by name; empty for the best one here. A new one is filled behind.</source>
        <translation>语义模型的名称；留空则用本机最好的。换用新模型后会在后台填充。</translation>
    </message>
    <message>
        <source>The name of the model at that server.</source>
        <translation>该服务器上模型的名称。</translation>
    </message>
    <message>
        <source>The zone of times without an offset (Europe/Rome); empty for the computer&apos;s.</source>
        <translation>未注明偏移的时间所用的时区（Europe/Rome）；留空则用电脑的时区。</translation>
    </message>
    <message>
        <source>Thumbnail until</source>
        <translation>保留缩略图</translation>
    </message>
    <message>
        <source>Time for putting in order</source>
        <translation>整理用时</translation>
    </message>
    <message>
        <source>Time in the background</source>
        <translation>后台用时</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Wait in the inbox for</source>
        <translation>收件箱等待时间</translation>
    </message>
    <message>
        <source>What else is hidden wherever it is seen or said: regular expressions, one a line or with ;; between.</source>
        <translation>在任何地方看到或说到都要隐藏的内容：正则表达式，每行一个，或用 ;; 隔开。</translation>
    </message>
    <message>
        <source>When nobody is there</source>
        <translation>无人时</translation>
    </message>
    <message>
        <source>When the computer is busy</source>
        <translation>电脑繁忙时</translation>
    </message>
    <message>
        <source>When users switch</source>
        <translation>切换用户时</translation>
    </message>
    <message>
        <source>With the screen</source>
        <translation>随屏幕锁定</translation>
    </message>
    <message>
        <source>Work in the background</source>
        <translation>后台工作</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>次/天</translation>
    </message>
    <message>
        <source>as ever</source>
        <translation>照常</translation>
    </message>
    <message>
        <source>ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>coach</source>
        <translation>教练</translation>
    </message>
    <message>
        <source>concise</source>
        <translation>简洁</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>不记录</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>own</source>
        <translation>自己写的</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>平实</translation>
    </message>
    <message>
        <source>playful</source>
        <translation>俏皮</translation>
    </message>
    <message>
        <source>scholar</source>
        <translation>学者</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>预训练</translation>
    </message>
    <message>
        <source>sparingly</source>
        <translation>少记录</translation>
    </message>
    <message>
        <source>untrained</source>
        <translation>未训练</translation>
    </message>
    <message>
        <source>warm</source>
        <translation>亲切</translation>
    </message>
</context>
<context>
    <name>standup</name>
    <message>
        <source>By project: {0}</source>
        <translation>按项目：{0}</translation>
    </message>
    <message>
        <source>{0}: {1} on screen</source>
        <translation>{0}：屏幕时间 {1}</translation>
    </message>
</context>
<context>
    <name>steps</name>
    <message numerus="yes">
        <source>%Ln weighed</source>
        <translation>
            <numerusform>权衡了 %Ln 条</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Looking through your memory</source>
        <translation>正在翻查你的记忆</translation>
    </message>
    <message>
        <source>Looking up {0}</source>
        <translation>查找{0}</translation>
    </message>
    <message>
        <source>Reading what was found</source>
        <translation>阅读找到的内容</translation>
    </message>
    <message>
        <source>Reading what you attached</source>
        <translation>正在读你附上的内容</translation>
    </message>
    <message>
        <source>Reckoning from what was seen</source>
        <translation>根据看到过的内容计算</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Searching again, with {0}</source>
        <translation>以{0}再次搜索</translation>
    </message>
    <message>
        <source>Searching again, without the words of the event</source>
        <translation>去掉事件的词再次搜索</translation>
    </message>
    <message>
        <source>The language model judges whether it answers</source>
        <translation>语言模型判断这是否回答了问题</translation>
    </message>
    <message>
        <source>The language model reads the value out</source>
        <translation>语言模型读出答案</translation>
    </message>
    <message>
        <source>The language model words the answer</source>
        <translation>语言模型组织回答</translation>
    </message>
    <message>
        <source>Understanding the question</source>
        <translation>理解问题</translation>
    </message>
    <message>
        <source>before {0}</source>
        <translation>{0} 之前</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>everything but {0}</source>
        <translation>除{0}外的全部</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>从 {0} 起</translation>
    </message>
    <message>
        <source>moments</source>
        <translation>看到过的瞬间</translation>
    </message>
    <message>
        <source>{0:.1f} s</source>
        <translation>{0:.1f} 秒</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} 毫秒</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>unlock</name>
    <message>
        <source>It encrypts everything that is kept, and is asked for after each lock. Nobody can look it up for you: without it, or the recovery words, what was kept stays closed.</source>
        <translation>它加密所有保存的内容，每次锁定后都会询问。没有人能替你找回：没有它或恢复单词，保存的内容就无法打开。</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <translation>欢迎回来</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>你的口令</translation>
    </message>
    <message>
        <source>Your safe is locked, and nothing in it can be read. Your passphrase opens it on this computer only.</source>
        <translation>你的保险库已锁定，其中内容无法读取。你的口令只能在这台电脑上打开它。</translation>
    </message>
</context>
<context>
    <name>when</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>yyyy年M月d日 ddd</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 小时</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分钟</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
</context>
<context>
    <name>why</name>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>A memory rests on it.</source>
        <translation>有一条记忆以它为依据。</translation>
    </message>
    <message>
        <source>Against it: it is a question itself.</source>
        <translation>不利之处：它本身是个问题。</translation>
    </message>
    <message>
        <source>Against it: it is no longer so.</source>
        <translation>不利之处：现在已不是这样。</translation>
    </message>
    <message>
        <source>It answers the question.</source>
        <translation>它回答了问题。</translation>
    </message>
    <message>
        <source>It came nearest to the question, and does not answer it.</source>
        <translation>它与问题最接近，但没有回答它。</translation>
    </message>
    <message>
        <source>It holds all the words asked for</source>
        <translation>它包含要找的所有词</translation>
    </message>
    <message>
        <source>It holds most of the words asked for</source>
        <translation>它包含要找的大部分词</translation>
    </message>
    <message>
        <source>It holds some of the words asked for</source>
        <translation>它包含要找的一些词</translation>
    </message>
    <message>
        <source>It holds what you ask for: a number, a place, a name or a reason.</source>
        <translation>它含有你要问的内容：数字、地点、名字或原因。</translation>
    </message>
    <message>
        <source>It is among the newest of what was found.</source>
        <translation>它属于找到的内容中最新的。</translation>
    </message>
    <message>
        <source>It is among the oldest of what was found.</source>
        <translation>它属于找到的内容中最早的。</translation>
    </message>
    <message>
        <source>It is close to the question in meaning ({0:.2f} of 1).</source>
        <translation>它与问题意思相近（{0:.2f}，最高 1）。</translation>
    </message>
    <message>
        <source>It is from or about the person you mean.</source>
        <translation>它出自你所指的人，或与此人有关。</translation>
    </message>
    <message>
        <source>It is loosely tied to the question in meaning ({0:.2f} of 1).</source>
        <translation>它与问题在意思上略有关联（{0:.2f}，最高 1）。</translation>
    </message>
    <message>
        <source>It is of the time you name.</source>
        <translation>它属于你说的时间。</translation>
    </message>
    <message>
        <source>It is one of the moments that the answer was reckoned from.</source>
        <translation>它是用来计算答案的瞬间之一。</translation>
    </message>
    <message>
        <source>It is very close to the question in meaning ({0:.2f} of 1).</source>
        <translation>它与问题意思非常相近（{0:.2f}，最高 1）。</translation>
    </message>
    <message>
        <source>It names the person you mean.</source>
        <translation>它提到了你所指的人。</translation>
    </message>
    <message>
        <source>It says more about it.</source>
        <translation>它补充了更多内容。</translation>
    </message>
    <message>
        <source>It says when something was, as you ask.</source>
        <translation>它说出了你要问的时间。</translation>
    </message>
    <message>
        <source>It says whom or what the question describes.</source>
        <translation>它说明了问题所描述的是谁或是什么。</translation>
    </message>
    <message>
        <source>It tells when that was.</source>
        <translation>它说明了那是什么时候。</translation>
    </message>
    <message>
        <source>It was said in reply to a question with the same words.</source>
        <translation>它是对含有同样词语的问题的答复。</translation>
    </message>
    <message>
        <source>The lines around it hold more of the words.</source>
        <translation>它前后的几行含有更多要找的词。</translation>
    </message>
    <message>
        <source>It was seen in the app you name.</source>
        <translation>它出现在你说的应用里。</translation>
    </message>
    <message>
        <source>Searched: {0}.</source>
        <translation>搜索了：{0}。</translation>
    </message>
    <message>
        <source>Taken from your question: {0}.</source>
        <translation>从你的问题中读出：{0}。</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}：{1}。</translation>
    </message>
</context>
</TS>
