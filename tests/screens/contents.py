"""Pages as people have them open, of made-up words; the same seed makes the same page."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape

WIDTH, HEIGHT = 1280, 800

_SUBJECTS = (
    "The northern depot,Our second supplier,A visitor from Trieste,The committee,Every tenant,The night shift,"
    "Her older brother,The harbour office,This year's harvest,An unsigned letter,The translation,The new bridge,"
    "Nobody in the kitchen,The choir,A retired pilot,The insurance,The greenhouse,His landlord,The archive,My dentist"
).split(",")
_VERBS = (
    "postponed,described,delivered,questioned,repaired,photographed,underestimated,borrowed,cancelled,measured,"
    "explained,returned,approved,painted,misplaced,inspected,recommended,translated,forgot,arranged"
).split(",")
_OBJECTS = (
    "the copper pipes,a crate of lemons,the third chapter,four wooden chairs,the quarterly figures,a velvet curtain,"
    "the emergency exit,the wedding invitations,a faulty thermostat,the garden wall,the membership list,a blue bicycle,"
    "the customs papers,an umbrella,the drainage plan,two kilos of flour,the guest room,a signed copy,the old piano,"
    "the parking permit"
).split(",")
_ENDS = (
    "before the meeting on Thursday,without telling anyone,because of the heavy rain,for the second time this month,"
    "near the railway station,until further notice,in exchange for a favour,after a long discussion,at half the price,"
    "during the summer holidays,with great care,as agreed in March,despite the noise,from the upper floor"
).split(",")
_PEOPLE = (
    "Amira Haddad,Tomas Lindqvist,Beatrix Oduya,Paolo Ferri,Yuki Morita,Greta Sandberg,Luca Brandt,Noor Rahman,"
    "Elif Kaya,Owen Pritchard,Marta Zielinska,Diego Fuentes"
).split(",")
_THINGS = (
    "ledger,harvest,terrace,workshop,shipment,estimate,rehearsal,vineyard,lantern,orchard,passage,kettle,voucher,"
    "catalogue,furnace,gallery,notebook,staircase,timber,wharf"
).split(",")
CHINESE_PARTS = (
    ("北京分公司,新来的同事,项目负责人,隔壁的邻居,图书馆管理员,财务部门,我的老师,这家餐厅,快递公司,研究小组").split(","),
    ("昨天提交了,正在准备,已经取消了,重新整理了,下周需要,认真检查了,刚刚收到,决定推迟,详细说明了,顺利完成了").split(","),
    ("季度预算报告,三份合同文件,会议室的预订,旅行计划,新产品的测试结果,客户反馈意见,房屋维修申请,年度审计材料,演讲稿,火车票").split(","),
)  # fmt: skip

Chance = random.Random


def _sentence(chance: Chance) -> str:
    parts = (chance.choice(part) for part in (_SUBJECTS, _VERBS, _OBJECTS, _ENDS))
    return " ".join(parts) + "."


def paragraph(chance: Chance, sentences: int) -> str:
    return " ".join(_sentence(chance) for _ in range(sentences))


def _chinese(chance: Chance) -> str:
    return "".join(chance.choice(part) for part in CHINESE_PARTS) + "。"


def date(chance: Chance) -> str:
    return f"2026-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"


def _clock(chance: Chance) -> str:
    return f"{chance.randint(7, 20):02d}:{chance.randint(0, 59):02d}"


def money(chance: Chance) -> str:
    return f"{chance.randint(10, 9999):,}.{chance.randint(0, 99):02d}"


def page(style: str, body: str) -> str:
    """A whole page."""
    always = "*{box-sizing:border-box}html,body{margin:0;height:100%;overflow:hidden}"
    return f"<!doctype html><meta charset=utf-8><style>{always}{style}</style><body>{body}"


def article(chance: Chance, *, dark: bool = False) -> str:
    """Running text with headings and a column of notes."""
    colours = "background:#1e1e1e;color:#d4d4d4" if dark else "background:#fff;color:#222"
    text = "".join(
        f"<h2>{escape(_sentence(chance)[:-1])}</h2><p>{paragraph(chance, 4)}</p><p>{paragraph(chance, 3)}</p>"
        for _ in range(3)
    )
    notes = "".join(f"<p><b>Note {number}.</b> {_sentence(chance)}</p>" for number in range(1, 10))
    style = (
        f"body{{font:14px/1.55 'Liberation Sans';{colours};display:flex}}main{{width:820px;padding:8px 32px}}"
        "aside{flex:1;padding:16px;font-size:13px}h2{font-size:19px}"
    )
    return page(style, f"<main>{text}</main><aside>{notes}</aside>")


def dark_article(chance: Chance) -> str:
    """The same at night."""
    return article(chance, dark=True)


def mail(chance: Chance) -> str:
    """A mailbox: folders, a list, one letter."""
    folders = "".join(
        f"<div>{name}</div>" for name in "Inbox,Starred,Sent,Drafts,Archive,Receipts,Travel".split(",")
    )
    rows = "".join(
        f"<div class=r><b>{chance.choice(_PEOPLE)}</b><span>{chance.choice(_THINGS).title()} "
        f"{chance.choice(_THINGS)}</span><i>{date(chance)}</i></div>"
        for _ in range(21)
    )
    letter = "".join(f"<p>{paragraph(chance, 2)}</p>" for _ in range(6))
    style = (
        "body{font:13px/1.4 'DejaVu Sans';background:#fff;color:#202124;display:flex}nav{width:130px;padding:12px;"
        "background:#f2f6fc;line-height:2.2}.l{width:480px;border-right:1px solid #ddd}.r{display:flex;height:36px;"
        "padding:8px;border-bottom:1px solid #eee;white-space:nowrap}.r b{width:150px}.r span{flex:1}"
        ".r i{font-style:normal;color:#5f6368;font-size:12px}article{flex:1;padding:14px}"
        ".b{display:inline-block;background:#0b57d0;color:#fff;padding:6px 16px;border-radius:16px}"
    )
    head = f"<h3>{escape(_sentence(chance)[:-1])}</h3><span class=b>Reply</span> <span class=b>Forward</span>"
    return page(style, f"<nav>{folders}</nav><div class=l>{rows}</div><article>{head}{letter}</article>")


def table(chance: Chance, size: int = 12) -> str:
    """Rows of figures under a coloured head."""
    heads = "".join(
        f"<th>{name}</th>" for name in "Number,Date,Customer,Item,Status,Hours,Amount,Remark".split(",")
    )
    rows = "".join(
        f"<tr><td>{chance.randint(10000, 99999)}</td><td>{date(chance)}</td><td>{chance.choice(_PEOPLE)}</td>"
        f"<td>{chance.choice(_THINGS)} {chance.choice(_THINGS)}</td>"
        f"<td>{chance.choice(('Open', 'Closed', 'Pending', 'Blocked'))}</td><td>{chance.randint(1, 80)}.5</td>"
        f"<td>{money(chance)}</td><td>{chance.choice(_OBJECTS)} {chance.choice(_ENDS)}</td></tr>"
        for _ in range(34)
    )
    style = (
        f"body{{font:{size}px/1.3 'Liberation Sans';background:#fff;color:#333;padding:8px}}"
        "table{border-collapse:collapse;width:100%}td,th{border:1px solid #ddd;padding:3px 8px;text-align:left;"
        "white-space:nowrap}tr:nth-child(even){background:#f7f7f7}th{background:#2e7d32;color:#fff}"
    )
    return page(style, f"<table><tr>{heads}</tr>{rows}</table>")


def small_table(chance: Chance) -> str:
    """The same in 10 px."""
    return table(chance, 10)


def code(chance: Chance) -> str:
    """A program in an editor at night."""
    lines = []
    for _ in range(10):
        name, given, made = (chance.choice(_THINGS) for _ in range(3))
        lines += [
            f"<i class=k>def</i> {name}_of({given}: <i class=t>int</i>) -> <i class=t>str</i>:",
            f'    <i class=s>"""{_sentence(chance)}"""</i>',
            f"    {made} = {given} * {chance.randint(2, 99)} + {name}_{made}",
            f"    <i class=k>return</i> str({made})",
        ]
    shown = "".join(
        f"<div><span class=n>{number}</span>{line}</div>" for number, line in enumerate(lines, start=1)
    )
    style = (
        "body{font:13px/19px 'DejaVu Sans Mono';background:#1e1e1e;color:#d4d4d4;white-space:pre}i{font-style:normal}"
        ".k{color:#c586c0}.t{color:#4ec9b0}.s{color:#ce9178}.n{color:#858585;display:inline-block;width:44px;"
        "text-align:right;margin-right:18px}footer{position:absolute;bottom:0;left:0;right:0;height:22px;"
        "background:#007acc;color:#fff;font:12px/22px 'Liberation Sans';padding:0 10px}"
    )
    return page(style, f"{shown}<footer>main Python UTF-8 Spaces: 4 Line 21 Column 7</footer>")


def terminal(chance: Chance) -> str:
    """A listing of files and a log."""
    lines = [
        f"-rw-r--r-- 1 nora staff {chance.randint(1000, 999999)} {date(chance)} {_clock(chance)} "
        f"{chance.choice(_THINGS)}-{chance.choice(_THINGS)}.{chance.choice(('py', 'log', 'md', 'txt'))}"
        for _ in range(20)
    ]
    lines += [f"[{_clock(chance)}] warning: {_sentence(chance)}" for _ in range(18)]
    style = (
        "body{font:13px/18px 'DejaVu Sans Mono';background:#1c1c1c;color:#d0d0d0;white-space:pre;padding:6px}"
    )
    return page(style, "".join(f"<div>{line}</div>" for line in lines))


def chat(chance: Chance) -> str:
    """Bubbles on both sides, under a coloured bar."""
    turns = "".join(
        f"<div class='g {chance.choice(('me', 'you'))}'><b>{chance.choice(_PEOPLE)}</b> <small>{_clock(chance)}</small>"
        f"<div>{paragraph(chance, chance.randint(1, 2))}</div></div>"
        for _ in range(11)
    )
    style = (
        "body{font:14px/1.4 'DejaVu Sans';background:#efeae2;color:#111}header{background:#008069;color:#fff;"
        "padding:12px 20px;font-size:16px}.g{margin:7px 30px;padding:6px 12px;border-radius:8px;max-width:70%;"
        "width:fit-content}"
        ".me{background:#2f6fed;color:#fff;margin-left:auto}.you{background:#fff}small{font-size:11px}"
    )
    return page(style, f"<header>{chance.choice(_PEOPLE)} and {chance.choice(_PEOPLE)}</header>{turns}")


def coloured(chance: Chance) -> str:
    """A light page with buttons, banners and cards of many colours, and text on gradients."""
    colours = "#1976d2,#d32f2f,#388e3c,#f57c00,#7b1fa2,#455a64,#00897b,#c2185b".split(",")
    cards = "".join(
        f"<div class=c style='background:{colour}'><b>{chance.choice(_THINGS).title()} {chance.choice(_THINGS)}</b>"
        f"<p>{_sentence(chance)}</p></div>"
        for colour in colours
    )
    buttons = "".join(
        f"<span class=b style='background:{colour}'>{chance.choice(_VERBS).title()}</span>"
        for colour in colours
    )
    banners = "".join(
        f"<div class=h style='background:linear-gradient(90deg,{one},{two})'>{_sentence(chance)}</div>"
        for one, two in (("#0d47a1", "#42a5f5"), ("#4a148c", "#c2185b"), ("#fff3e0", "#ffb74d"))
    ).replace("#ffb74d)'", "#ffb74d);color:#222'")
    style = (
        "body{font:14px/1.45 'Liberation Sans';background:#fff;color:#222;padding:14px}.h{color:#fff;font-size:18px;"
        "padding:12px;margin:6px 0}.f{display:grid;grid-template-columns:repeat(4,1fr);gap:10px}.c{color:#fff;"
        "padding:12px;border-radius:6px}.b{display:inline-block;color:#fff;padding:6px 14px;margin:8px 6px 8px 0}"
    )
    return page(style, f"{banners}{buttons}<div class=f>{cards}</div><p>{paragraph(chance, 5)}</p>")


def chinese(chance: Chance) -> str:
    """An article in Chinese with some figures."""
    text = "".join(
        f"<h2>{_chinese(chance)[:-1]}</h2><p>{''.join(_chinese(chance) for _ in range(6))}</p>"
        for _ in range(5)
    )
    style = "body{font:15px/1.7 'WenQuanYi Micro Hei';background:#fff;color:#222;padding:10px 40px}h2{font-size:20px}"
    return page(style, f"{text}<p>编号 {chance.randint(1000, 9999)} 金额 {money(chance)}</p>")


def mixed(chance: Chance) -> str:
    """An English page with a box in Chinese."""
    box = "".join(f"<p>{_chinese(chance)}</p>" for _ in range(6))
    style = (
        "body{font:14px/1.55 'Liberation Sans';background:#fff;color:#222;display:flex}main{width:820px;padding:16px}"
        "aside{flex:1;margin:16px;padding:10px;background:#e3f2fd;font:14px/1.6 'WenQuanYi Micro Hei'}"
    )
    text = "".join(f"<p>{paragraph(chance, 4)}</p>" for _ in range(6))
    return page(style, f"<main>{text}</main><aside>{box}</aside>")


ENGLISH: dict[str, Callable[[Chance], str]] = {
    "light": article,
    "dark": dark_article,
    "mail": mail,
    "table": table,
    "code": code,
    "terminal": terminal,
    "chat": chat,
    "colours": coloured,
    "small table": small_table,
}
CHINESE: dict[str, Callable[[Chance], str]] = {"chinese": chinese, "chinese box": mixed}


def text_lines(chance: Chance, count: int) -> list[str]:
    """Lines for a window that shows plain text."""
    return [_sentence(chance) for _ in range(count)]


def rows(chance: Chance, count: int) -> list[list[str]]:
    """Rows for a window that shows a table."""
    return [
        [str(chance.randint(1000, 9999)), chance.choice(_PEOPLE), chance.choice(_OBJECTS), money(chance)]
        for _ in range(count)
    ]
