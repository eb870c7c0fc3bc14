"""The words for people (and animals) by what they are to someone, in four languages."""

from __future__ import annotations

# What a relation is called in each language, by its English word.
RELATIONS = {
    "sister": "sister|twin sister|schwester|sorella|姐姐|妹妹",
    "brother": "brother|twin brother|bruder|fratello|哥哥|弟弟",
    "mother": "mother|mom|mum|mam|mama|mutter|madre|mamma|妈妈|母亲",
    "father": "father|dad|papa|vater|padre|papà|爸爸|父亲",
    "wife": "wife|frau|moglie|妻子|老婆",
    "husband": "husband|mann|marito|丈夫|老公",
    "partner": "partner|spouse|fiancée?|freundin|girlfriend|boyfriend|fidanzat[ao]|compagn[ao]|女朋友|男朋友",
    "daughter": "daughter|tochter|figlia|女儿",
    "son": "son|sohn|figlio|儿子",
    "aunt": "aunt|auntie|tante|zia",
    "uncle": "uncle|onkel|zio",
    "cousin": "cousine?|cugin[ao]",
    "niece": "niece|nichte",
    "nephew": "nephew|neffe",
    "grandmother": "grandmother|grandma|granny|gran|nan|oma|nonna|奶奶|外婆",
    "grandfather": "grandfather|grandpa|granddad|opa|nonno|爷爷|外公",
    "mother-in-law": "mother[- ]in[- ]law|schwiegermutter|suocera",
    "father-in-law": "father[- ]in[- ]law|schwiegervater|suocero",
    "sister-in-law": "sister[- ]in[- ]law|schwägerin|cognata",
    "brother-in-law": "brother[- ]in[- ]law|schwager|cognato",
    "friend": "friend|mate|buddy|pal|freund|amic[oa]|朋友",
    "flatmate": "flatmate|roommate|housemate|mitbewohner(?:in)?|coinquilin[oa]|室友",
    "neighbour": "neighbou?r|nachbar(?:in)?|vicin[oa]|邻居",
    "colleague": "colleague|co-?worker|teammate|kollege|kollegin|collega|同事",
    "manager": "(?:line |project )?manager|boss|supervisor|team lead|chef(?:in)?|vorgesetzte[rn]?|capo|老板|经理",
    "mentor": "mentor|supervisor|advisor|adviser",
    "landlord": "landlord|landlady|vermieter(?:in)?|房东",
    "doctor": "doctor|gp|physician|hausarzt|hausärztin|medico|医生",
    "dentist": "dentist|zahnarzt|zahnärztin|dentista|牙医",
    "therapist": "therapist|physio(?:therapist)?",
    "teacher": "teacher|tutor|coach|trainer|lehrer(?:in)?|maestr[ao]|insegnante|professoressa|老师",
    "accountant": "accountant|tax adviser|steuerberater(?:in)?",
    "lawyer": "lawyer|solicitor|anwalt|anwältin|avvocat[oa]",
    "assistant": "assistant|secretary|pa",
    "client": "client|customer",
    "vet": "vet|tierarzt|tierärztin",
    "dog": "dog|puppy|hund|cane|狗",
    "cat": "cat|kitten|katze|kater|gatt[oa]|猫",
    "granddaughter": "granddaughter|enkelin|孙女|外孙女",
    "grandson": "grandson|enkel|孙子|外孙",
    "stepson": "step-?son|stiefsohn|figliastro",
    "stepdaughter": "step-?daughter|stieftochter|figliastra",
    "stepmother": "step-?mother|stiefmutter|matrigna",
    "stepfather": "step-?father|stiefvater|patrigno",
    "godson": "godson|patenkind|patensohn|figlioccio",
    "goddaughter": "goddaughter|patentochter|figlioccia",
    "babysitter": "baby-?sitter|nanny|childminder|tagesmutter|tata",
    "horse": "horse|pony|mare|pferd|cavallo|马",
    "rabbit": "rabbit|bunny|kaninchen|coniglio|兔子",
    "ex": "ex|ex-wife|ex-husband",
}  # fmt: skip


RELATION = "|".join(f"(?:{words})" for words in RELATIONS.values())
MY = r"(?:my|our|mein(?:e|er|em|en)?|unser(?:e|er|em|en)?|(?:l[ao] )?mi[ao]|我的?)"
# What may stand between "my" and "sister".
ADJECTIVES = (
    r"(?:(?:new|little|big|older|elder|younger|youngest|oldest|best|old|good|late|other|current|former|"
    r"neuer?|neue[rnm]?|kleine[rn]?|große[rn]?|ältere[rn]?|jüngere[rn]?|beste[rn]?)\s+){0,2}"
)

# The same as Chinese names people by, the shorter of which are no words by themselves.
HAN = (
    r"(?:爸妈|父母|妈妈?|母亲|爸爸?|父亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|岳父|岳母|老丈人|丈母娘|老公|老婆|媳妇|"
    r"太太|先生|爱人|男朋友|女朋友|男友|女友|对象|儿子|女儿|闺女|孩子|宝宝|(?:[大二三小表堂])?(?:哥哥?|弟弟?|姐姐?|妹妹?)|"
    r"姐夫|妹夫|嫂子|弟媳|叔叔?|舅舅?|姑[姑妈]?|姨妈?|伯[父母]|侄[子女]|外甥女?|孙[子女]|同事|朋友|闺蜜|哥们|邻居|室友|"
    r"舍友|同学|师[兄弟姐妹]|徒弟|老板|领导|上司|房东|客户|隔壁|对门|亲家)"
)
