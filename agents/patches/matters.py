"""What people settle once in their lives: how a kept line speaks of it, and how they say that it is settled anew."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agents import caches
from agents.claims.predicates import PASTIME
from agents.patterns import lazy

_STREET = (
    r"(?-i:[A-ZÄÖÜ])\w*(?:gasse|straße|strasse|str\.|weg|platz|allee|ufer|street|road|lane|avenue) \d+|"
    r"\b(?:via|viale|piazza|corso|rue|calle|plaza) (?-i:[A-ZÀ-Ü])[\w’' -]+,? \d+"
)
_WE_ARE = r"(?:i|we)(?:['’]m|['’]re| am| are)"
_NUMBERED = r"\d+[a-z]? (?-i:[A-ZÀ-Ü])"


@dataclass(frozen=True, slots=True)
class Matter:
    """`known` finds it in a kept line, `settles` in what is said anew; `named`: only where a new name is said, too.

    `ends` are words that end it by themselves, whatever it was.
    """

    name: str
    known: re.Pattern[str]
    settles: re.Pattern[str]
    named: bool = True
    ends: re.Pattern[str] | None = None


def _matter(name: str, known: str, settles: str, *, named: bool = True, ends: str = "") -> Matter:
    over = lazy(ends, re.IGNORECASE) if ends else None
    return Matter(name, lazy(known, re.IGNORECASE), lazy(settles, re.IGNORECASE), named, over)


ROLE = (
    r"(?:head|lead|leader|manager|director|partner|chief|chef|foreman|supervisor|captain|editor|officer|"
    r"coordinator|deputy|"
    r"senior|principal|professor|secretary|treasurer|chair\w*|president)"
)
_SPAN = (
    r"(?:days?|weeks?|months?|years?|tagen?|wochen?|monaten?|jahren?|giorn[oi]|settiman[ae]|mes[ei]|ann[oi])"
)


def _habit(name: str, known: str, thing: str, chinese: str, also: str = "") -> Matter:
    """Something had or done day by day, and how people say that they do without it."""
    over = (
        rf"\b{_SPAN} (?:\w+ )?(?:without|off|ohne|senza)(?: (?:any|a|an|the|einen?|un|il))? {thing}\b|"
        rf"\b(?:given up|gave up|quit|stopped|off|done with|no more|haven['’]?t (?:had|touched))"
        rf"(?: (?:the|my|a|any))? {thing}\b|"
        rf"\bno {thing} (?:any ?more|for me)\b|\bseit (?:\w+ ){{1,3}}(?:kein\w*|ohne) {thing}\b|"
        rf"\bkein\w* {thing} mehr\b|\b(?:smesso|chiuso|basta) (?:con |di )?(?:il |la |le |bere |mangiare )?{thing}\b|"
        rf"\bniente (?:più )?{thing}\b|戒了?{chinese}|[没不](?:再)?(?:喝|抽|吃|碰)(?:过|了)?{chinese}{also}"
    )
    return _matter(name, known, r"(?!)", ends=over)


ALL = (
    _matter(
        "home",
        r"\b(?:lives?|living|resides?|based|home is|wohnt|abita|vive|habite)\b|住",
        r"\b(?:are|['’]re|am|['’]m) (?:now )?(?:officially|finally|all) (?:in|moved)\b|"
        r"\bmov(?:ed|ing)\b[^.!?]{0,80}?(?-i: [A-ZÀ-Þ][\w’'-]+ to [A-ZÀ-Þ])|"
        r"\b(?:moved|moving|relocated|settled) (?:in\b|into|to|back|over)|\b(?:got|have|handed|picked up) (?:me |"
        r"us )?the keys|"
        r"\b(?:unpacked|(?:every|all (?:the|our|my)|the last) box(?:es)? (?:is|are) (?:now )?(?:in|at)|"
        r"last (?:box|crate)|moving (?:van|boxes)|boxes (?:everywhere|up)|new (?:flat|apartment|"
        r"house|address|"
        r"place)|signed the lease|(?:slept|sleep) (?:t?here|in) (?:\w+ )*(?:since|ever)|it is,? then|"
        r"live[sd]? (?:\w+ )?in|"
        r"call \w+ home)\b|"
        rf"\b(?:since|as of) (?:[\w’']+ ){{1,3}}?{_WE_ARE}(?: \w+)? (?:at|in) {_NUMBERED}|"
        rf"\b{_WE_ARE}(?: \w+)? (?:at|in) {_NUMBERED}\w*(?:,? \w+){{0,5}}? (?:now|since|from now on)\b|"
        r"\b(?:umzug|umgezogen|eingezogen|hingezogen|(?:kiste|karton|umzugs)\w* (?:\w+ )*ausgepackt|neue wohnung|"
        r"neue adresse|"
        r"wohnen? (?:\w+ )?(?:jetzt|nun|in)|(?:sind|bin) jetzt (?:offiziell |endlich )?(?:in\b|"
        r"(?-i:[A-Z])\w+er(?:in)?\b))|"
        r"nach (?-i:[A-ZÄÖÜ])\w+ gezogen|"
        r"\b(?:trasferit[oaie]|trasloc\w+|abit(?:o|iamo) (?:\w+ )?a|viv(?:o|iamo) (?:\w+ )?a|nuova casa|"
        r"nuovo indirizzo)\b|"
        r"\b(?:déménag\w+|emménag\w+|habit(?:e|ons) (?:\w+ )?(?:à|en)|nouvel appartement|nouvelle adresse)\b|"
        r"\b(?:me mudé|nos mudamos|mudad[oa]|mudanza|viv(?:o|imos) (?:\w+ )?en|piso nuevo|nueva dirección)\b|"
        rf"搬[到去进来家完]|新(?:地址|家|居)|定居|安顿|住[在到进]|{_STREET}",
        ends=r"\b(?:(?:deposit|bond) (?:\w+ )?(?:back|returned)|(?:returned|got|gave|sent) (?:\w+ ){0,3}deposit|"
        r"(?:landlord|agent|buyers?|owners?) (?:has |have |got )?(?:\w+ )?(?:the |my |our )?keys|"
        r"(?<!his )(?<!her )(?<!their )keys? (?:\w+ ){0,3}?(?:back|returned|in the hands?)|"
        r"keys? (?:were |are |have been )?(?:handed|given) (?:over|in|back)|"
        r"(?:handed|gave|given|dropped|posted) (?:the |my |our |back )*keys? "
        r"(?:\w+ )?(?:back|in|to|over)|(?:lease|tenancy) (?:is up|ended|ran out|run out|is over)|"
        r"schlüssel (?:\w+ ){0,3}?(?:ab|zurück)ge(?:geben|bracht)|kaution (?:\w+ ){0,3}?zurück\w*|wohnung gekündigt|"
        r"(?:riconsegnat|restituit|ridat|dat)\w (?:indietro )?le chiavi|cauzione (?:restituita|indietro|resa)|"
        r"disdetto l['’]affitto)\b|"
        r"钥匙.{0,6}还|还.{0,3}钥匙|押金.{0,6}[退拿]|[退拿].{0,4}押金|退租|租约到期|房子退",
    ),
    _matter(
        "job",
        r"\bworks? (?:\w+ ){0,3}?(?:at|for|as|in|on|from|with|remotely|nights?|days|part|full)\b|"
        rf"\bis (?:[\w-]+ ){{0,3}}?(?:{ROLE}|assistant|clerk|accountant|consultant|nurse|[a-z]{{3,}}(?:eer|ist|ian|ter|"
        r"ner|per|ger|tor|ver)) (?:at|with|for) (?-i:[A-Z])|"
        r"\bist (?!\w*(?:kund|mitglied|patient|gast|gäst|mieter))(?:\w+ ){0,2}?\w+(?:er|erin|ist|istin|eur|eurin|kraft|"
        r"leitung|assistenz) (?:bei|beim) (?-i:[A-Z])|\bè (?:\w+ ){1,3}presso (?-i:[A-Z])|"
        r"\b(?:job (?:is|at|as)|['’]s (?:\w+ )?job\b|employed|is an? [\w -]*(?:at|for|in|with)\b|runs|"
        r"manages|user (?:\w+ )?teaches|arbeitet|lavora|travaille|trabaja)\b|工作|上班|当|"
        r"[在做任].{0,12}(?:师|医生|护士|司机|编辑|会计|程序员|销售|运营|主任|主管|经理|总监|店长|教授|助理|顾问|策划|产品|"
        r"开发|测试|客服|保安|文员|记者|导游|调度|员)(?:$|[，。,；;])",
        r"\b(?:new (?:job|employer|role|position|boss|company)|my new (?:business card|badge|contract|lanyard|e-?mail "
        r"signature) says|day one|first (?:day|week) (?:at|as|in|with)"
        rf"(?! (?:[\w'’-]+ ){{0,3}}?{PASTIME})|"
        rf"(?:start(?:ed|ing)?|began|begin|join(?:ed|ing)?|hired|signed) (?!(?:\w+ ){{0,4}}{PASTIME})(?:\w+ ){{0,3}}"
        r"(?:at|as|with|by)|"
        r"joined (?:the )?(?:(?-i:[A-Z])\w+|(?:\w+ )?(?:team|company|firm|staff|department|board))|"
        r"(?:made|named|appointed) me (?:an? |the )?(?:\w+ )?" + ROLE + r"|promoted (?:me )?to|"
        r"got promoted|am promoted|my promotion|"
        r"work(?:ing)? (?:now )?(?:at|for|as)|"
        r"(?:since|as of|from) (?:\w+ ){1,3}i['’]?(?:m| am| run| work| lead| manage| teach| head| drive| cook)|"
        r"(?:head|lead|manager|director|chief) of \w+|(?:head|lead|chief|senior|junior) (?:\w+ )?(?:\w+er|\w+or|\w+ist|"
        r"\w+ian|\w+ant|nurse|chef|cook)|self[- ]employed|freelanc\w+|retired)\b|"
        r"\b(?:arbeite (?:\w+ )*(?:jetzt|nun|bei|als)|neue[rn]? (?:job|stelle|arbeitgeber|chef\w*)|erster tag|"
        r"freiberuflich|freischaffend|(?<!nicht )selbständig|"
        r"angefangen (?:bei|als)|befördert|in rente|fange? (?:\w+ )*(?:bei|als) \w+ an|selbstständig)\b|"
        r"\b(?:nuovo (?:lavoro|posto|incarico)|lavoro (?:\w+ )?(?:per|come|da|in|a|presso)\b|"
        r"liber[oai] professionist[aei]|partita iva|(?:mi sono mess[oa]|lavoro) in proprio|"
        r"(?:ho )?iniziat[oa] (?:come|a|"
        r"da|in)|assunt[oa]|promoss[oa]|in pensione)|"
        r"\b(?:nouveau (?:poste|travail|boulot)|travaille (?:\w+ )?(?:chez|comme|à|pour)|commencé (?:chez|comme|à)|"
        r"embauchée?|promue?|retraitée?)\b|"
        r"\b(?:nuevo (?:trabajo|puesto)|trabajo (?:\w+ )?(?:en|de|como|para)\b|empecé (?:en|como|a trabajar)|"
        r"ascendid[oa]|"
        r"jubilad[oa])|入职|上班|跳槽|换了?工作|升[职为任]|新工作|开始在|退休|去[^，。,]{1,10}(?:工作|报到|当|做)|转岗|调[到去]",
        named=False,
        ends=r"\b(?:let me go|laid (?:me )?off|(?:was|got|been|am) (?:fired|sacked|made redundant|laid off)|"
        r"lost my job|"
        r"(?:quit|left|resigned from) (?:my|the|that) (?:job|company|firm)|handed in my (?:notice|resignation|badge)|"
        r"(?:hand|giv|gav|turn)\w* (?:\w+ ){0,2}?(?:badge|lanyard|pass|uniform|apron|notice|resignation)|"
        r"(?:badge|lanyard|uniform|apron|company (?:phone|laptop|car)) (?:is |was |went |"
        r"has been )?(?:handed (?:in|back)|"
        r"returned|given back|back)|last (?:day|shift|night) (?:at|with)|last (?:shift|day at work) was|"
        r"(?:dienst)?ausweis (?:\w+ ){0,2}?abgegeben|"
        r"letzte[rn]? (?:arbeits)?(?:tag|schicht) (?:bei|im|in)|ultimo (?:giorno|turno) (?:di lavoro|in|da|al)|"
        r"(?:tesserino|badge) (?:\w+ )?(?:riconsegnato|restituito|consegnato)|"
        r"(?:wurde|bin) (?:\w+ )?(?:entlassen|gekündigt)|(?:hab|habe) (?:\w+ ){0,4}gekündigt|"
        r"mi (?:hanno|sono) licenziat\w|dato le dimissioni|"
        r"contratto (?:con|presso) (?:[\w'’]+ ){1,4}?(?:è )?(?:finito|scaduto|terminato)|"
        r"contract (?:with|at) (?:[\w'’]+ ){1,4}?(?:ended|finished|ran out|is over|is up)|"
        r"vertrag (?:mit|bei|beim) (?:[\w'’]+ ){1,4}?(?:ist )?(?:ausgelaufen|beendet|zu ende)|"
        r"(?:été|suis) (?:viré\w*|licencié\w*)|démissionné|me (?:despidieron|han despedido)|dejé el trabajo)\b|离职|"
        r"辞[职了去]|被裁|裁员|失业|不干了|工[牌卡].{0,3}[交还]|的最后一天",
    ),
    _matter(
        "diet",
        r"\b(?:vegan\w*|vegetari\w+|pescatarian|diet|végétari\w+|ernährt)\b|吃素|素食",
        r"\b(?:(?:eat|eating|have) (?:\w+ ){1,4}again|(?:eat|eating) (?:meat|fish|cheese|eggs|everything)|"
        r"esse (?:\w+ ){0,3}wieder|mangi\w+ (?:di nuovo|ancora)|di nuovo (?:carne|pesce)|remange\w*|vuelvo a comer|"
        r"(?:went|gone|turned|am|become) (?:\w+ )?(?:vegan|vegetarian|pescatarian))\b|又吃|开始吃",
        named=False,
        ends=r"\b(?:vegan|vegetarian\w*|vegetarier\w*)\b[^.]*\b(?:too hard|over|over with|past|vorbei|finita?)\b",
    ),
    _matter(
        "medication",
        r"\b(?:takes?|nimmt|prende|prend|toma)\b.*(?:\d ?(?:mg|µg|ml|g)\b|tablet|pill|tropfen|tablette|pastill|"
        r"compress)|"
        r"\b(?:medication|medicine)\b|[吃服]药",
        r"\b(?:(?:am|['’]m|put me|switched(?: me)?|moved) (?:now )?(?:on|over|to)|take|taking|prescribed|doubled|"
        r"halved|"
        r"nehme|bekomme|verschrieben|umgestellt auf|prendo|prescritto|passat\w a|prends|prescrit|passé\w* à|tomo|"
        r"recetado|"
        r"cambiado)\b|改吃|换成|开了",
    ),
    _matter(
        "car",
        r"\b(?:drives?|car|fährt|auto|guida|macchina|voiture|roule|conduce|coche)\b|开(?:车|一辆)|车",
        r"\b(?:drive|driving|picked up|bought|new car|leas\w+|fahre|gekauft|neues auto|guido|comprat[oa]|"
        r"nuova (?:auto|macchina)|"
        r"roule|acheté|nouvelle voiture|conduzco|comprado|coche nuevo)\b|买了|换了",
    ),
    _matter(
        "car",
        r"\b(?:drives?|car|fährt|auto|guida|macchina|voiture|roule|conduce|coche)\b",
        r"\b(?:drive|driving|fahre|guido|roule|conduzco) (?:an?|the|einen?|eine|den|die|das|una?|il|la|une|el) \w",
        named=False,
    ),
    _habit(
        "coffee",
        r"\b(?:coffees?|espress[oi]s?|cappuccin[oi]s?|lattes?|kaffee|caffè)\b|咖啡",
        r"(?:coffee|caffeine|espresso|kaffee|koffein|caffè|caffeina)",
        "咖啡",
    ),
    _habit(
        "smoking",
        r"\b(?:smok\w+|cigarettes?|vap(?:es?|ing)|raucht?|raucher(?:in)?|zigaretten?|fum\w+|sigarett[ae])\b|抽烟|吸烟|香烟",
        r"(?:smok(?:e|ing)|cigarettes?|nicotine|vaping|rauchen|zigaretten?|nikotin|fumare|sigarett[ae]|nicotina)",
        "[抽吸]?烟",
        r"|\b(?:non fum(?:o|iamo)|nicht geraucht|haven['’]?t smoked)\b",
    ),
    _habit(
        "alcohol",
        r"\b(?:beers?|wine|whisk(?:e)?y|alcohol|gin|bier|wein|schnaps|birr[ae]|vino)\b|[喝饮].{0,6}[酒]",
        r"(?:alcohol|drink(?:ing)?|booze|beer|wine|alkohol|bier|wein|alcol|birr[ae]|vino)",
        "[喝]?酒",
        r"|\b(?:sober|nüchtern|sobri[oa])\b",
    ),
    _habit(
        "sugar",
        r"\b(?:sugar|sweets|chocolate|zucker|süßigkeiten|schokolade|zuccher\w|dolci)\b|糖|甜食",
        r"(?:sugar|sweets|chocolate|zucker|süßes|süßigkeiten|schokolade|zuccher\w|dolci|cioccolat\w)",
        "[吃]?(?:糖|甜食)",
    ),
    _matter(
        "together",
        r"\b(?:married|engaged|single|divorced|partner|boyfriend|girlfriend|wife|husband|dating|verheiratet|"
        r"verlobt|ledig|"
        r"sposat\w|fidanzat\w|single|marié\w*|fiancé\w*|casad[oa])\b|结婚|订婚|单身",
        r"\b(?:got (?:married|engaged)|tied the knot|said yes|are (?:married|engaged)|engaged|married|geheiratet|"
        r"verlobt|"
        r"verheiratet|sposat[oaie]|fidanzat[oaie]|mariés?|fiancés?|nos casamos|casad[oa]s?)\b|结婚|订婚|领证",
    ),
)  # fmt: skip


# What is always in mind is gone through for every sentence.
@caches.of_texts(512)
def of(text: str, topic: str = "") -> tuple[Matter, ...]:
    """The matters that a kept line settles, by its words or by the topic it is kept under."""
    return tuple(matter for matter in ALL if matter.name == topic or matter.known.search(text))
