"""What a question asks of somebody or something by its name: a colour, a surname, a deposit. A text in which nothing of
the kind stands does not answer, however much else it says of them."""

from __future__ import annotations

import re

from agents.patterns import lazy

_COLOURS = (
    r"red|blue|green|yellow|black|white|gr[ae]y|brown|orange|pink|purple|violet|beige|navy|turquoise|gold(?:en)?|silver"
    r"|maroon|cream|rot\w*|blau\w*|grün\w*|gelb\w*|schwarz\w*|wei(?:ß|ss)\w*|grau\w*|braun\w*|lila|rosa|ross[oaie]"
    r"|blu|verd[ei]"
    r"|giall[oaie]|ner[oaie]|bianc[oa]|bianch[ie]|grigi[oaie]?|marron[ei]|viola|azzurr[oaie]"
)
_SPELT = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici"
)
_CLOCK = (
    r"(?i:\d{1,2}[:.]\d\d|\d\s?(?:am|pm|a\.m|p\.m|uhr|h)\b|\b(?!(?:19|20)\d\d\b)\d{3,4}\b|half (?:past|\w+)|quarter"
    r"|o['’]clock|\bhalb\b|viertel|\bmezz[ao]|noon|midnight|mittag|mitternacht"
    r"|\b(?:at|from|by|to|till|until|before|after|around|about|um|gegen|ab|bis|vor|nach|alle|dalle|verso|le) "
    rf"(?:about |around |circa )?(?:\d|(?:{_SPELT})\b))|点"
)
# Surnames that most Chinese names begin with, and what people of a name are called by.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪"
    "庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房"
    "滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣"
)
HAN_TITLE = (
    r"(?:医生|老师|先生|女士|大夫|师傅|经理|主任|教练|阿姨|叔叔?|姐|哥|总|工|"
    r"教授|律师|护士|太太|同学|校长|院长|书记|队长)"
)
# What is asked for, and what stands where it is told.
_ATTRIBUTES = tuple(
    (lazy(asked, re.IGNORECASE), lazy(told))
    for asked, told in (
        (
            r"\b(?:deposit|kaution|caparra|cauzione|anzahlung)\b|押金|定金",
            r"(?i:\bdeposit|kaution|caparra|cauzione|anzahlung|acconto|押金|定金)",
        ),
        (
            r"\b(?:surname|last name|family name|maiden name|nachname\w*|familienname\w*|cognome)\b|姓什么|贵姓",
            r"(?i:\bnames?\b|\bnamen\b|née|geborene|nome|姓)|[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+"
            rf"|[{SURNAMES}]{HAN_TITLE}|[老小][{SURNAMES}]",
        ),
        (
            r"\b(?:date of birth|when (?:was|were) .{1,40} born|geburtsdatum|data di nascita)\b|出生日期",
            r"(?i:\bborn\b|birth|geb\.|gebor|geburt|\bnat[oa]\b|nascit|complean|生日|出生|\bd\.?o\.?b\b)",
        ),
        (
            r"\b(?:birth weight|geburtsgewicht|peso alla nascita)\b",
            r"(?i:birth|born|geburt|geboren|nascita|\bnat[oa]\b)",
        ),
        (
            r"\b(?:what|which) colou?rs?\b|\bwelche farbe|\bche colore|\bdi che colore|什么颜色",
            rf"(?i:\b(?:{_COLOURS})\b)|[红蓝绿黄黑白灰棕粉紫橙金银]",
        ),
        (
            r"\bhow tall\b|\bwie groß (?:ist|bin|war)\b|\bquanto (?:è )?alt[oa]\b|多高|身高",
            r"(?i:\d\s?(?:cm|m|ft|feet|foot|metres?|meters?)\b|\d['’′]|\btall\b|\bgroß\b|\balt[oa]\b"
            r"|\d[.,]\d\d)|[高米]",
        ),
        (
            r"\bblood pressure (?:reading|value)|\bblutdruckwert",
            r"\b\d{2,3}\s?(?:/|over|zu|su)\s?\d{2,3}\b",
        ),
        (
            r"\bhow many years\b|\b(?:seit )?wie vielen? jahren?\b|\b(?:da )?quanti anni\b(?! (?:ha|hai|ho)\b)"
            r"|多少年|几年",
            r"(?i:\d+\s?(?:years?|yrs|jahren?|anni|年)|\byears?\b|\bsince\b|\bseit\b|\bdal?\b)|[从自]",
        ),
        (
            r"\b(?:phone|telephone|mobile|cell(?:phone)?) number\b|\b(?:telefon|handy)nummer\b"
            r"|\bnumero di (?:telefono|cellulare)\b|电话号码|手机号",
            r"(?:\d[ ()/.+-]{0,3}){6}|(?i:hidden\]|\bext\b|extension|durchwahl)",
        ),
        (
            r"\b(?:salary|wages?|gehalt|stipendio)\b|工资|薪水",
            r"\d",
        ),
        (
            r"\bhow much (?:does|do|did|is|was) .{1,40}\bweigh|\bwie viel wiegt|\bwie schwer (?:ist|war)"
            r"|\bquanto pesa\b|多重",
            r"(?i:\d\s?(?:kg|kilos?|g|grams?|lbs?|pounds?|st|stone|oz|公斤|斤)\b|weigh|wieg|pesa|\d[.,]\d)|重|[公]?斤",
        ),
        (
            r"\b(?:what|which) (?:\w+ )?size\b|\bwelche \w*größe"
            r"|\b(?:che|quale) (?:taglia|numero di scarpe)\b|几码|多大码",
            r"(?i:\bsize|größe|taglia|\d|\b(?:xs|s|m|l|xl|xxl)\b)|码",
        ),
        (
            r"\bblood (?:type|group)\b|\bblutgruppe\b|\bgruppo sanguigno\b|血型",
            r"(?i:blood|blut|sangu)|\b(?:A|B|AB|O|0)\s?[+-]|血型",
        ),
        (
            r"\b(?:number|licen[cs]e) plate\b|\bregistration (?:number|plate)\b"
            r"|\b(?:auto)?kennzeichen\b|\btarga\b|车牌",
            r"(?i:plate|\breg\b|registration|kennzeichen|targa|车牌)|\b[A-ZÄÖÜ]{1,3}[ -]?[A-Z0-9]{1,4}[ -]?\d{1,4}\b",
        ),
        (
            r"\bmiddle name\b|\bzweite[rn]? vorname\b|\bsecondo nome\b",
            r"(?i:middle|zweite|secondo)|[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’.-]* [A-ZÀ-Þ][\w'’-]+",
        ),
        (
            r"\b(?:which|what) (?:\w+['’]s )?(?:knee|leg|arm|hand|eye|ear|foot|ankle|shoulder|hip|elbow|wrist)\b"
            r"|\bleft or right\b"
            r"|\blinks oder rechts\b|\bwelche[srn]? (?:knie|bein|arm|hand|auge|ohr|fuß|schulter|hüfte)\b"
            r"|\b(?:quale|che) (?:ginocchio|gamba|braccio|mano|occhio|orecchio|piede|spalla|anca)\b"
            r"|哪(?:只|条)(?:手|脚|腿"
            r"|眼|耳)",
            r"(?i:\bleft|\bright|\bboth\b|\blink|\brecht|\bbeide|sinistr|destr|entramb)|[左右]",
        ),
        (
            r"\bwhere (?:did|has|have|is|are) .{1,30}\bmov(?:e|ed|ing)\b|\bwohin (?:ist|sind|zieht"
            r"|ziehen) .{1,30}(?:gezogen|um)?\b"
            r"|\bdove si (?:è|sono) trasferit",
            r"\b(?i:to|in|into|at|near|nach|ins?|a|ad|vicino) (?i:the |die |den |der |das )?[A-ZÀ-Þ0-9]|搬到|搬去",
        ),
        (
            r"\b(?:which|what) street\b|\b(?:in )?welche[rn]? stra(?:ß|ss)e\b|\b(?:in )?(?:quale"
            r"|che) via\b|哪条(?:路|街)",
            r"(?i:street|\bst\b|road|\brd\b|lane|avenue|\bway\b|close|place|square|terrace|court|drive|row|mews|hill"
            r"|stra(?:ß|ss)e"
            r"|str\.|weg\b|gasse|platz|allee|ufer|damm|\bvia\b|viale|piazza|corso|[路街巷道])"
            r"|\b[A-ZÄÖÜ][\w'’-]+ \d{1,4}[a-z]?\b",
        ),
        (
            r"\bhoneymoon\b|\bflitterwochen\b|\bluna di miele\b|\bviaggio di nozze\b|蜜月",
            r"(?i:honeymoon|flitterwochen|luna di miele|nozze|蜜月)",
        ),
        (
            r"\b(?:successor|nachfolger\w*|successore)\b|接班人|继任",
            r"(?i:success|replac|tak(?:es?|ing|en) over|nachfolg|übernimm|übernehm|subentr|接替|接班|继任|new )",
        ),
        (
            r"\b(?:which|what) hotel\b|\bwelche[ms]? hotel\b|\b(?:quale|che) (?:hotel|albergo)\b|哪家酒店",
            r"(?i:hotel|\binn\b|guest ?house|b&b|hostel|pension|albergo|nights?\b|room|zimmer|酒店|宾馆)",
        ),
        (
            r"\b(?:which|what) (?:school|college|university|uni)\b|\bwelche[rn]? (?:\w*schule|uni\w*)\b"
            r"|\b(?:quale|che) (?:scuola|università)\b|哪所(?:学校|大学)",
            r"(?i:school|college|\buni\b|universit|academy|campus|schule|scuola|liceo|gymnasium|学校|大学|小学|中学)",
        ),
        (
            r"\b(?:which|what) bank\b|\bwelche[rn]? bank\b|\b(?:quale|che) banca\b|哪家银行",
            r"(?i:bank|sparkasse|banca|building society|credit union|银行)",
        ),
        (
            r"\b(?:which|what) (?:\w+ )?version\b|\bwelche \w*version\b|\bquale versione\b|什么版本",
            r"(?i:version|\d)",
        ),
        (
            r"\b(?:which|what) (?:hospital|clinic)\b|\bwelche[mnrs]? (?:krankenhaus|klinik|spital)"
            r"|\b(?:quale|che) (?:ospedale|clinica)\b|哪(?:家|个)医院",
            r"(?i:hospital|clinic|infirmary|krankenhaus|klinik|spital|ospedale|policlinico|医院)|\bSt\.? [A-Z]",
        ),
        (
            r"\b(?:which|what) (?:make|brand|model)\b|\bwelche[sn]? (?:marke|modell)\b"
            r"|\b(?:che|quale) (?:marca|modello)\b|\bwhich company (?:made|makes|built)\b|(?:什么|哪个)牌子",
            r"(?i:\bmakes?\b|brand|\bmodel\b|marke\b|modell|marca|made by|built by|牌)|(?<=[\w,] )[A-ZÀ-Þ][a-zà-ÿ]+",
        ),
        (r"\b(?:at )?what time\b(?! of (?:the )?day)|\bum wie ?viel uhr\b|\ba che ora\b", _CLOCK),
        (
            r"几点",
            r"(?i:\d{1,2}[:：]\d\d|[\d一两二三四五六七八九十][点點时時](?!间)|正午|o['’]clock|\d ?[ap]m)",
        ),
        (
            r"几楼|[哪几]一?层(?!楼梯)",
            r"[\d一二三四五六七八九十][楼层]|(?i:floor|stock|etage|piano|\dF\b)",
        ),
        (r"几班|哪个班(?!级群)", r"[\d一二三四五六七八九十)）]班|(?i:class)"),
        (r"几年级|哪个年级", r"年级|[初高大小][一二三四五六]|(?i:grade|year|class)"),
        (
            r"哪一?[趟班](?:车|高铁|火车|航班|飞机|地铁)|哪一趟|车次|航班号|哪个航班",
            r"\b[A-Z]{1,2}\s?\d{1,4}\b|\d+\s?次",
        ),
        (
            r"从哪(?:里|儿|个城市|座城市|个站)?.{0,4}(?:起飞|出发|过?来)",
            r"从|由|起飞|出发|来自|(?i:\bfrom\b|\bvon\b|\baus\b|\bdal?\b)",
        ),
        (
            r"(?:多少|几)[个名位](?:人|学生|同学|员工|会员|孩子|同事)|多少人",
            r"[\d一二两三四五六七八九十百]\s?[个名位人口]|(?i:\d+ (?:people|students|members))|[(（]\d+[)）]",
        ),
        (
            r"多少钱|什么价|价格是?多少|[费租]金?是?多少",
            r"(?:\d|[一二两三四五六七八九十百千万])\s?(?:元|块|万|千|百|(?i:yuan|rmb|eur|dollar|€|£))|[¥￥$€£]\s?\d|免费"
            r"|(?:[涨降调到费价租收要付花]|每\S)\D{0,6}[\d一二两三四五六七八九十百千万]",
        ),
        (
            r"多大(?:年纪|年龄|岁数|了|\W*$)|几岁|年龄",
            r"岁|\d0后|生日|出生|(?i:\bage\b|years? old|\bborn)",
        ),
        (r"哪一?年(?!级)", r"\d{4}|[去今前明后]年|年前|[〇零一二三四五六七八九]{4}年"),
        (
            r"\b(?:number of (?:our|my|the|their|her|his) room|room number|zimmernummer)\b"
            r"|\bnumero (?:di|della) (?:camera|stanza)\b|房间号|几号房",
            r"(?i:\b(?:room|zimmer|camera|stanza|suite)\.?\s?(?:no\.?|number|nr\.?|nummer|n\.)?\s?[A-Z]?\d|房)",
        ),
        *(
            (rf"\b(?:which|what) {asked}\b", rf"(?i:\b(?:{told}))")
            for asked, told in (
                ("belt", "belt|dan\\b|kyu"),
                ("breed", "breed|\\w*hound|\\w*terrier|spaniel|poodle|collie|retriever|labrador|cross|mix"),
                ("treatment", "treat|therap|surgery|operation|op\\b|filling|crown|brace|physio|injection|tablet|cream"),
                ("insurer|insurance(?: company)?", "insur|cover"),
                ("airline", "airline|airways|air\\b|fly|flight"),
                ("airport", "airport|terminal"),
                ("variety", "variet|cultivar|sort\\b|kind\\b|strain"),
                ("platform", "platform|track|gleis|binario"),
                ("floor", "floor|stor(?:e?y|ies)|stock|etage|geschoss|basement|attic|upstairs|downstairs|piano"),
            )
        ),
        (
            r"\bwhat(?:['’]s| is| are| was| were) .{2,40} for\s*\?\s*$|\bwofür (?:ist|sind|war)\b|\bper cosa "
            r"(?:è|sono)\b",
            r"(?i:\b(?:for|against|because|due to|to \w+|für|gegen|wegen|weil|um|per|contro|perché)\b)",
        ),
        (
            r"\bhow long (?:will|does|do|is|are|did|was)\b|\bwie lange (?:dauert|geht|ist|bleib\w+)\b"
            r"|\bquanto dura\b|多长时间|多久",
            r"(?i:\d|\b(?:hours?|minutes?|days?|weeks?|months?|years?|half|until|till|long|stunde\w*|minute\w*"
            r"|tage?n?|woche\w*"
            r"|monat\w*|jahr\w*|bis|or[ae]|minut[oi]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|fino)\b)|[时分天周月年]",
        ),
    )
)  # fmt: skip


def lacking(question: str, whole: str) -> bool:
    """Whether a question asks by its name for something of which a text tells nothing."""
    if _HAN.search(question):
        whole = _ADDED_DATE.sub("", whole)
        if _is_unnamed(question, whole):
            return True
    return any(asked.search(question) and not told.search(whole) for asked, told in _ATTRIBUTES)


_HAN = lazy(r"[\u3400-\u9fff]")
# The date that was added to a relative one.
_ADDED_DATE = lazy(r"\([^()]*[A-Z][a-z]+ \d{4}[^()]*\)")
_NAME_ASKED = lazy(r"(?P<who>[\u3400-\u9fff]{2,8}?)的?(?:全名|名字|大名)?(?:叫什么|是什么名字)")
# Signs of whom a question names that stand beside the name.
_WHO = 2


def _is_unnamed(question: str, whole: str) -> bool:
    """Whether a question asks in Chinese what somebody is called, and a text gives whom it names no name."""
    asked = _NAME_ASKED.search(question)
    if asked is None:
        return False
    who = re.escape(asked["who"].removesuffix("的")[-_WHO:])
    named = rf"[{SURNAMES}小老阿][\u3400-\u9fff]"
    behind = rf"{who}(?:们|的|[（(：:“\"也又就]|，|,)?(?:名?叫|名字|是|姓|{named}|[A-Z])"
    before = rf"{named}?(?:是|[（(])?[^，。,]{{0,3}}{who}|[A-Z][a-z]+\s?{who}"
    return not re.search(f"{behind}|{before}", whole)
