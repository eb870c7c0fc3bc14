"""The words by which people say that something changed, passed or ended, in the languages that are read here."""

from __future__ import annotations

import re

from agents.patterns import lazy

# Something is otherwise than before.
NOW = lazy(
    r"\b(?:now|nowadays|these days|from (?:today|now|tomorrow|next|the|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|january|february|march|april|june|july|august|september|october|november|december|"
    r"sunday|\w+ on)|as of|since|starting|instead|rather than|not \w+ (?:any ?more|but)|change[sd]?|moved?|moves|"
    r"shift(?:s|ed)|slid(?:es)?|slips?|slipped|"
    r"postponed|pushed|brought forward|rescheduled|new|again|once more|actually|wrong|correction|sorry|after all|"
    r"no longer|any ?more|can['’]?t (?:do|make)|(?:doesn|didn|won)['’]t work|so it['’]s|(?:went|goes|gone|put|"
    r"puts) (?:the \w+ )?(?:up|down)|raised|increased|dropped|costs|up to|"
    r"down to|back to|set (?:\w+ ){0,3}to|switched|swapped|replaced|upgraded|downgraded|officially|"
    r"jetzt|nun|inzwischen|wechselt|rückt|wandert|ab (?:heute|morgen|sofort|jetzt|montag|nächste\w*|dem|der)|"
    r"seit|statt|verschoben|verlegt|"
    r"vorgezogen|getauscht|gewechselt|geändert|doch|neue?[rsmn]?|nicht mehr|klappt nicht|geht nicht|wieder|kostet|"
    r"offiziell|steigt|sinkt|erhöht|hört auf|übernimmt|took over|takes over|has left|retired|ab (?:januar|februar|märz|"
    r"april|mai|juni|juli|august|september|oktober|november|dezember)|smesso|subentra|aumenta|"
    r"in pensione|pass(?:o|a|iamo|ano) (?:a|al|alla|alle|dalla?|dal)|dal(?:la|l['’])? (?:prossim\w|mese|"
    r"settimana|primo|\d)|"
    r"in rente|"
    r"ora|adesso|ormai|da (?:oggi|domani|lunedì|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|"
    r"ottobre|novembre|dicembre)|d['’]ora in poi|invece|spostat\w|anticipat\w|rimandat\w|cambiat\w|nuov\w|non più|"
    r"sale|"
    r"salit\w|passat\w a|"
    r"maintenant|désormais|dorénavant|depuis|déplacé\w*|reporté\w*|avancé\w*|changé\w*|nouve(?:au|l|lle)|plus de|"
    r"passe à|augment\w+|à partir|finalement|"
    r"ahora|ya no|desde|cambiad[oa]|cambió|nuev[oa]s?|en vez|en lugar|a partir|sube|pasa a|movid[oa]|aplazad[oa])\b"
    r"|n['’]est plus|"
    r"改[到成为在]|[换換变變]|现在|現在|从今天|从下|不是|新[的号號]|推迟|提前|"
    r"以后|开始|不再|搬|[定订约排][到在](?=[今明后这本下周星礼\d一二三四五六七八九十早上中晚])|"
    r"[涨降]价?[到至了]|接[任替手]|入职|跳槽|转岗",
    re.IGNORECASE,
)
# It holds for once only.
PASSING = lazy(
    r"\b(?:just (?:this|today|for)|only (?:this|today|for)|this (?:week|time|once) only|for once|exceptionally|"
    r"(?:nur|ausnahmsweise) (?:diese\w?|heute)|ausnahmsweise|solo (?:questa|oggi|per)|eccezionalmente|"
    r"seulement (?:cette|ce|aujourd)|exceptionnellement|sólo (?:est[ae]|hoy)|excepcionalmente)\b|只有?这|就这一次|仅限",
    re.IGNORECASE,
)
# "from today", "since Monday": when a change begins is no part of it.
SINCE = lazy(
    r"\b(?:from|since|as of|starting|ab|seit|dal?|a partire da|depuis|à partir d[ue]|desde|a partir de)\s+$|(?:从|"
    r"自)\s*$",
    re.IGNORECASE,
)
DIED = lazy(
    r"\b(?:died|passed away|put (?:\w+ )?(?:down|to sleep)|had to let \w+ go|euthani[sz]ed|"
    r"(?:i|we) lost (?-i:[A-Z])\w+\b(?!['’]s| (?:at|in|on the|somewhere|again))|"
    r"gestorben|verstorben|eingeschläfert|(?:è|e['’]) mort[oa]|se n['’]è andat[oa]|est mort[es]*|décédé\w*|"
    r"ha muerto|murió|falleci\w+)\b|去世|死了|过世|走了|没了",
    re.IGNORECASE,
)
# What is said not to hold any longer stands in the match or right behind it: "quit smoking".
ENDS = lazy(
    r"\b(?:not|no longer|never)\b[^.!?]*\b(?:any ?more|any longer|now)\b|\bno longer\b|n['’]t [^.!?]*\bany ?more\b|"
    r"\b(?:stopped|quit|gave up|given up|done with|closed|cancell?ed|terminated|ditched|got rid of|sold|handed in|"
    r"handed (?:(?:the|my|our|back) ){0,2}(?:keys? (?:to|for|of) )?(?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+){0,2} back|"
    r"handed (?!in\b|over\b|back\b|out\b|me\b|us\b|my\b|the\b|him\b|her\b)\w+ (?:back )?(?:the|my|"
    r"their) (?:\w+ )?keys?|"
    r"\b(?:dont|doesnt|wont|cant|didnt|isnt|arent) [^.!?]*\bany ?more|"
    r"handed back (?:the |my |our )?(?:keys? (?:to|for|of))?|"
    r"resigned from|let go of|moved (?:away |out )(?:from|of)|said goodbye to|goodbye|bye bye|unsubscribed from)\b|"
    r"\bnicht mehr\b|\bkein\w* (?:\w+ )?mehr\b|\b(?:verkauft|gekündigt|aufgehört mit|aufgegeben|abgemeldet)\b|"
    r"\bnon\b[^.!?]*\bpiù\b|\b(?:basta|addio|smesso di|vendut[oa]|chiuso|disdett[oa]|lasciato)\b|"
    r"\b(?:ne|n['’]) ?[^.!?]*\bplus\b|\b(?:fini|arrêté|vendu|résilié|quitté)\b|"
    r"\bya no\b|\b(?:se acabó|dejé|dejado|vendí|vendido|cancelado)\b"
    r"|不再|已经不|退了|卖[了掉]|戒了|辞[了职]|停了|换掉|离职|取消了?|搬离",
    re.IGNORECASE,
)
# The verb of what ends may stand before these: "ich rauche nicht mehr", "non fumo più".
NOT_ANY_MORE = lazy(
    r"\b(?:nicht mehr|keine?\w* (?:\w+ )?mehr|non (?:\w+ ){1,4}più|(?:ne|n['’]) ?(?:\w+ ){1,3}plus|plus de|ya no|"
    r"any ?more|no longer)\b|不再|已经不",
    re.IGNORECASE,
)
# What is somebody else's from then on.
GIVEN_AWAY = lazy(
    r"\b(?:sold|went to (?:a|the|my|his|her|some\w*|(?-i:[A-Z])\w+)"
    r"(?! (?:garage|workshop|shop|mot|service|dealer))|scrapped|written off|given (?:away|to)|gave away|"
    r"traded in|verkauft|weggegeben|verschenkt|verschrottet|abgegeben|"
    r"vendut[oa]|rottamat[oa]|dat[oa] via|regalat[oa]|vendue?|donnée?|vendid[oa]|regalad[oa])\b|"
    r"卖|送人|送给|报废|过户|处理掉",
    re.IGNORECASE,
)
# What somebody fetched is theirs, if it was not the user who did.
FETCHED = lazy(
    r"\b(?:took|has taken|picked (?:it )?up|collected|drove (?:it )?off|geholt|abgeholt|"
    r"mitgenommen|ritirat[oa]|pres[oa]|repris)\b|开走|拿走",
    re.IGNORECASE,
)
# One thing given for another: "swapped Aarhus for Odense".
SWAPPED = lazy(
    r"\b(?:swapp?ed|traded|exchanged|switched|changed|moved|went|gone) (?:\w+ ){0,3}(?:for|to|from)\b|"
    r"\b(?:tausch\w+|gewechselt|umgestiegen|getauscht)\b|\b(?:scambiat\w|passat\w da)\b|\b(?:échangé\w*|"
    r"passé\w* de)\b|"
    r"\b(?:cambiado|pasado de)\b|换成|改成",
    re.IGNORECASE,
)
# What stood before what ended, where the verb comes last: "das Auto verkauft", "杭州的房子退了".
ENDS_BEFORE = lazy(
    r"\b(?:verkauft|gekündigt|aufgegeben|abgemeldet|is (?:over|history|gone|dead)|are (?:over|history|gone)|"
    r"ist vorbei|"
    r"è finit[oa]|est fini\w*|se acabó)\b|退了|卖[了掉]|戒了|辞[了职]|停了|换掉|离职|取消",
    re.IGNORECASE,
)
# A look back that ends nothing by itself, but tells beside something new what was there before.
LOOKS_BACK = lazy(
    r"\b(?:was|were|been|had|ever|used to|miss(?:ed|ing)?|instead of|rather than|from|left|leaving|goodbye|before|than|"
    r"war|waren|statt|vermiss\w*|verlassen|früher|als|era|erano|invece|mi manca|prima|était|étaient|avant|quitté|"
    r"estaba|fue|antes|en vez)\b|以前|原来|之前|离开|[换換]",
    re.IGNORECASE,
)
PARTED = lazy(
    r"\b(?:broke (?:it off|up)|broken up|split(?:ting)? up(?! (?:the|our|my|into|by)\b)|separated|"
    r"divorced?|called (?:it|the wedding|"
    r"the engagement) "
    r"off|not getting married|getrennt|geschieden|scheidung|ci siamo lasciat\w|divorzi\w*|séparés?|divorc\w+|"
    r"nos separamos)\b|分手|离婚",
    re.IGNORECASE,
)
TOGETHER = lazy(
    r"\b(?:engaged|married|dating|together with|girlfriend|boyfriend|fiancée?|wife|husband|partner|verlobt|"
    r"verheiratet|"
    r"sposat\w|fidanzat\w|fiancé\w*|marié\w*|casad[oa]|prometid[oa])\b|订婚|结婚|女朋友|男朋友",
    re.IGNORECASE,
)
# What two who part do not hold together any more.
WEDDING = lazy(
    r"\b(?:wedding|honeymoon|engagement party|bridal|hochzeit|flitterwochen|matrimonio|nozze|luna di miele|mariage|"
    r"noces|boda|luna de miel)\b|婚礼|蜜月",
    re.IGNORECASE,
)
# It never was so.
NEVER = lazy(
    r"\b(?:i|we) never (?:said|told you|had|owned|was|were|lived|worked)\b|\b(?:ich|"
    r"wir) (?:habe?n? )?(?:das )?nie (?:gesagt|"
    r"gehabt|behauptet)|\bnon ho mai (?:detto|avuto)\b|\bje n['’]ai jamais (?:dit|eu)\b|\bnunca (?:he (?:dicho|"
    r"tenido)|dije|"
    r"tuve)\b|从来?没(?:说|有)",
    re.IGNORECASE,
)
# A part of what is spoken of stays as it was.
STAYS = lazy(
    r"\b(?:stays?|remains?|keeps?|unchanged|same|as before|gleich(?:e[rsn]?|bleib\w*)|"
    r"rest (?:is|as|stays)|bleib\w*|unverändert|wie (?:gehabt|"
    r"bisher)|"
    r"rest[ai] (?:uguale|invariat\w)|stess[oa]|reste|inchangé\w*|sigue|igual)\b|不变|没[换变]|照旧|还是",
    re.IGNORECASE,
)
# It is hoped, dreamt, or in a story.
HOPED = lazy(
    r"\b(?:hoping|hopefully|hoffentlich|ich hoffe|speriamo|spero|dream(?:t|ed)|geträumt|sognato|"
    r"(?:in|im|nel(?:la|l['’])?) (?:the |der |dem |einem |einer |a |"
    r"an )?(?:film|movie|book|novel|series|episode|show|buch|roman|serie|"
    r"folge|libro|romanzo)\b)|梦见|(?:电影|小说|电视剧|书)里",
    re.IGNORECASE,
)
# For one time only, unless it begins then: "today", but not "from today".
ONCE = lazy(
    r"(?<!from )(?<!of )(?<!ab )(?<!da )(?<!seit )\b(?:today|tonight|tomorrow|"
    r"this (?:week|weekend|morning|afternoon|evening|month)|"
    r"next (?:week|time)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|for (?:now|a (?:while|week|month|bit))|"
    r"(?:until|till)\b|heute|morgen|diese woche|dieses mal|nächste woche|erst ?mal|vorerst|bis\b|oggi|domani|"
    r"stasera|questa (?:settimana|volta)|per ora|fino a)\b|(?<!从)(?:今天|明天|今晚|这周|这次|暂时|下周)",
    re.IGNORECASE,
)
# That it is as it was.
STILL = lazy(
    r"\bstill (?:do(?:es)?|ha(?:s|ve)|is|are|take|go|keep|live|work|run|come|use|the same|on\b)|"
    r"(?:\b(?:is|are)|['’]s) still\b|\b(?:as|like) (?:always|usual|ever)\b|\bwie (?:immer|gehabt)\b|"
    r"\bcome sempre\b|照旧|"
    r"\b(?:immer noch|nach wie vor|tuttora)\b|仍|依然|还是(?!改|换)",
    re.IGNORECASE,
)
# What a doctor ends for somebody else.
FOR_OTHERS = lazy(
    r"\b(?:hat|haben) (?:ihr|ihm|ihnen)\b|\ba (?:mi|su|tu)[ao] \w+ (?:ha|hanno)\b|"
    r"\b(?:taken|took|taking) (?:her|him|them) off\b|\b(?:gli|le) (?:ha|hanno) "
    r"(?:tolto|sospeso|levato)\b|^[她他你您](?!.*[我咱])|^我(?:朋友|同事|邻居)",
    re.IGNORECASE,
)
# What the user is about to do on account of a change, and what has not changed by it: "I'll change the standing order".
TO_DO = lazy(
    r"\b(?:(?:i['’]?ll|i will|we['’]?ll|we will|i (?:have|need|ought) to|i must|let me|i['’]m going "
    r"to|i should) (?:\w+ )?"
    r"(?:change|update|fix|correct|adjust|amend|tell|ring|call|write|text|e?mail|ask|note|check|sort|remember|"
    r"look|see|do|get|put)|"
    r"(?:ich (?:werde|muss|sollte|kann)|muss ich|werde ich) (?:[\w’']+ ){0,6}?"
    r"(?:ändern|anpassen|sagen|anrufen|schreiben|fragen|notieren|nachsehen|schauen)|"
    r"(?:devo|dovrò|bisogna) (?:\w+ )?(?:cambiare|aggiornare|dire|chiamare|scrivere|chiedere|segnare|controllare)|"
    r"(?:cambierò|aggiornerò|dirò|chiamerò|scriverò|chiederò))\b|我(?:会|得|要)去?(?:改|说|问|打电话|通知|看)",
    re.IGNORECASE,
)

_POSSIBLE = lazy(
    r"\b(?:might|may (?=be|go|rise|change|move|have|end|get|come|well|not|still|also|soon|start|cost|drop|increase)|"
    r"(?:could|would)(?! (?:you|not|n['’]t))|maybe|perhaps|possibly|probably|likely to|(?:thinking|talk|talking|"
    r"speaking) (?:of|"
    r"about)|considering|rumou?red?|rumou?rs?|supposedly|allegedly|threaten\w*|könnten?|dürften?|möglicherweise|"
    r"womöglich|"
    r"eventuell|vielleicht|wahrscheinlich|vermutlich|angeblich|überleg\w+|gerücht\w*|potrebb\w+|forse|magari|"
    r"probabilmente|pare che|sembra che|si dice che|dovrebbe(?:ro)?|dicono che)\b|"
    r"可能|也许|说不定|或许|听说|据说|打算|考虑|恐怕|没准|好像",
    re.IGNORECASE,
)
_CLAUSES = lazy(r"[,;，；]\s*(?!\d)|\s(?:but|aber|ma|però)\s|(?=但)")


def is_only_possible(sentence: str) -> bool:
    """Whether what a sentence tells is only possible: of what it tells in numbers all, else what it begins with."""
    clauses = [one for one in _CLAUSES.split(sentence) if one.strip()]
    told = [one for one in clauses if any(map(str.isdigit, one))] or clauses[:1]
    return bool(told) and (bool(_ON_CONDITION.search(sentence)) or all(_POSSIBLE.search(one) for one in told))


# Words of one sentence: a point or colon within a number is none that ends it.
_GOES_ON = r"(?:[^.;:]|(?<=\d)[.:](?=\d))"
# What will be so if something else comes about: "if the feed goes up again, a tray will be 11.20".
_ON_CONDITION = lazy(
    r"^(?:and |but |so |though )?(?:only )?if (?!you\b|anyone|anybody|someone|somebody|they ask|need)"
    rf"{_GOES_ON}{{3,80}}?\b(?:will|won['’]t)\b|"
    rf"(?:\bwill|['’]ll)\b(?={_GOES_ON}{{0,60}}(?<!know )(?<!see )(?<!ask )(?<!check )\bif (?!you\b))|"
    rf"^(?:und |aber )?falls (?!du\b|jemand){_GOES_ON}{{3,80}}?\b(?:wird|werden|kostet|kommt)\b|"
    r"^(?:und |aber )?wenn (?!du\b|jemand)[^,.;:]{3,60} (?:wird|werden|steigt|sinkt), |"
    rf"^(?:e |ma )?se (?!chied|qualcuno){_GOES_ON}{{3,80}}?\b\w{{2,}}(?:rà|ranno)\b",
    re.IGNORECASE,
)


# Somebody leaves where they work, told by the sort of place: "has left the creamery".
LEAVES_WORK = lazy(
    r"\b(?:(?:has|have|['’]s) (?:now |just |finally )?left|left|leaves|is leaving|(?:has )?(?:quit|jacked in|packed in|"
    r"chucked in|finished (?:up )?at|stopped (?:work(?:ing)? )?at|given up|gave up))"
    r" (?:working (?:at|for) )?(?:the|that|his|her|their) (?P<place>[^\W\d_]+)(?=[,.;!]|$| (?:for good|now|"
    r"last (?:week|month|year)|after \w+ years|job))|"
    r"\b(?:hat|verlässt) (?:jetzt |nun )?(?:bei|in|an|die|den|das|der|im|am|beim) (?:der |dem )?(?P<ort>[A-ZÄÖÜ]\w+) "
    r"(?:aufgehört|verlassen|gekündigt|hingeschmissen)\b|"
    r"\b(?:ha lasciato|ha mollato|lascia|si è licenziat\w da(?:l|lla|llo)?) (?:il |la |lo |l['’])?(?P<posto>[^\W\d_]+)"
    r"(?=[,.;!]|$| (?:dopo|per sempre|e))",
    re.IGNORECASE,
)
