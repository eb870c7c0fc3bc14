"""How secrets, what they open and people's papers are called in six languages, and what is only called like them.

All patterns are for text without accents, in letters of either case; in Chinese words have no bounds.
"""

from __future__ import annotations


def _any(*words: str, chinese: str = "") -> str:
    """A pattern of any of these names, each a word or several."""
    named = rf"\b(?:{'|'.join(words)})\b"
    return f"(?:{named}|{chinese})" if chinese else f"(?:{named})"


# Codes that are printed, sent or dialled openly, and what tells where a secret is to be found.
OTHER_CODE = _any(
    r"(?:post(?:al)?|zip|area|country|dial(?:l?ing)?|dress|order|discount|promo\w*|voucher|coupon|gift|referral|booking|"
    r"error|exit|status|response|return|product|item|article|source|open|bar|qr|colou?r|class|course|airport|penal|civil|"
    r"building|morse|tax|tracking|sales|team)[ -]?codes?",
    r"code (?:review|base|name|page|block|freeze|style|of conduct|example|snippet|change|quality|path|coverage)",
    r"pass ?word (?:manager|policy|reset|field|page|box|rules?|hint|strength)|product key",
    r"pins? (?:board|pad|up|number \d)",
    r"(?:fehler|produkt|artikel|rabatt|gutschein|strich|quell|farb|lander|post|bar|qr-?|dress)code",
    r"codice (?:postale|sconto|promo\w*|errore|di errore|prodotto|articolo|cliente|a barre|sorgente|civile)",
    r"code (?:postal|promo\w*|erreur|couleur|produit|article|barre|source|civil|penal|de la route)",
    r"codigo (?:postal|de error|promocional|de descuento|de barras|fuente|civil|de producto)",
    r"(?:code|pin|pass ?word|passwort|combination|codice|mot de passe|contrasena) (?:is|are|ist|steht|e|est|esta) "
    r"(?:still |now |noch |jetzt )?(?:on|in|at|under|behind|with|auf|im|unter|bei|sul\w*|nel\w*|sotto|sur|dans|sous|"
    r"chez|en|bajo)",
    chinese="代码|邮编",
)
# What is typed, turned or said to be let in or known, and who asks for it.
CODE = _any(
    r"pin|passcodes?|(?:\w+ )?codes?|pass ?words?|pass ?phrase|pw|pwd|passwd|combination|combo|otp|two[ -]factor|2fa",
    r"credentials|login (?:details|data)|zugangsdaten|anmeldedaten|credenziali|identifiants|datos de acceso",
    r"(?:security|safe|code|memorable|pass) ?word|(?:wi-?fi|wlan|network|wpa2?) (?:key|pw)|(?:three|four|3|4) digits",
    r"authenticator|cvv2?|cvc2?|unlock (?:number|pattern)",
    r"what (?:do|should|must) (?:i|we) (?:type|press|dial|enter)|how (?:do|can) (?:i|we) (?:get in(?:to)?|unlock|open)",
    r"(?:tur|tor|haus|zugangs|zahlen|alarm|tresor|safe|sicherheits|einmal|entsperr|geheim|keller|garagen|freischalt|"
    r"aktivierungs|bestatigungs|pin|tan)-?code",
    r"\w*passwort\w*|\w*kennwort|geheimzahl|geheimnummer|(?:zahlen)?kombination|losungswort|prufziffern?",
    r"(?:einmal-?|m|sms-?|push-?|(?:die|der|eine|welche|meine|ihre|deine) )tan|(?:wlan|netzwerk|wi-?fi)-?schlussel",
    r"(?:drei|vier|sechs) (?:ziffern|stellen)|was (?:muss|soll) ich (?:tippen|eingeben|drucken)",
    r"wie komm\w* (?:ich|wir) (?:\w+ ){0,3}(?:rein|ins?)",
    r"codici?|combinazione|parola (?:d['’]ordine|segreta)|chiave (?:del |di )?(?:wi-?fi|rete)",
    r"(?:tre|quattro|sei) cifre|come (?:entro|apro|si entra)",
    r"mot de passe|mdp|digicode|combinaison|cle (?:du )?wi-?fi|cle (?:de )?securite|cryptogramme",
    r"(?:trois|quatre|six) chiffres|comment (?:j['’]entre|on entre|je rentre|j['’]ouvre)",
    r"contrasenas?|codigos?|clave|combinacion|(?:tres|cuatro|seis) (?:cifras|digitos)|como (?:entro|abro)",
    chinese="密码|密碼|口令|暗号|验证码|门禁码|通行码|校验码|怎么(?:进|开)",
)
# Codes of three digits.
SHORT_CODE = _any(
    r"cvv2?|cvc2?|security code|(?:three|3) digits|back of (?:the|your) card|prufziffern?|drei ziffern",
    r"codice di sicurezza|tre cifre|cryptogramme|trois chiffres|codigo de seguridad|tres (?:cifras|digitos)",
    r"suitcase|luggage|koffer|valigia|valise|maleta",
    chinese="三位",
)
# Keys of many digits, as they stand on a router's label.
LONG_KEY = _any(
    r"(?:wi-?fi|wlan|network|netzwerk|wpa2?)[ -]?(?:key|schlussel|passwor[dt]|kennwort)",
    r"chiave (?:di |del )?(?:wi-?fi|rete)|cle (?:du )?wi-?fi|clave (?:del )?wi-?fi",
)
# What one joins by a word that no language has.
NETWORK = _any(r"wi-?fi|wlan|hotspot|router", chinese="无线网|路由器")
# What a number opens. A card, a phone or an account is told with numbers that are no secret, and is none of these.
LOCKED = _any(
    r"(?:front|back|side|trap|garage)?-?doors?|(?:[\w-]+-)?gates?|(?:pad|bike-?|dead|door|un)?locks?|lock ?box|"
    r"key ?box|key ?safe|(?:burglar )?alarm(?: system)?|keypad|panel|vault|deposit box|safe|strong ?box|garage|locker|"
    r"storage unit|suitcase|luggage|shed|cellar|barrier",
    r"(?:haus|wohnungs|buro|neben|garten|garagen|balkon|eingangs)?tur|(?:hof|garten|garagen|roll|schiebe)?tor|"
    r"(?:fahrrad|rad|tur|vorhange|zahlen|koffer)?schloss|\w*tresor|schlussel(?:kasten|kastchen|box|safe|tresor)|"
    r"alarmanlage|keller\w*|koffer|spind|schlie(?:ss|ß)fach",
    r"cancello|portone|porta|cassaforte|cassetta(?: delle chiavi)?|lucchetto|allarme|antifurto|cantina",
    r"portail|porte(?: d['’]entree)?|cadenas|coffre(?:-fort)?|boite a cle[sf]?|alarme|digicode|immeuble|antivol",
    r"puerta|porton|portal|candado|caja (?:fuerte|de llaves)|alarma|garaje|trastero",
    chinese="门锁|门禁|大门|侧门|车库|保险箱|保险柜|密码锁|自行车锁|报警器|锁",
)
# Numbers of papers, accounts and licences.
PAPER = _any(
    r"passport|ssn|social security|(?:your|my) social|national insurance|driv(?:ing|er['’]?s) licen[cs]e|identity card|"
    r"id card|tax id|iban|account number|licen[cs]e(?: key)?|activation key|api key|recovery (?:code|key)",
    r"reisepass\w*|personalausweis\w*|\w*ausweisnummer|steuer-?id|\w*versicherungsnummer|lizenz\w*|kontonummer",
    r"passaporto|carta d['’]identita|codice fiscale|licenza",
    r"passeport|carte d['’]identite|securite sociale|licence",
    r"pasaporte|dni|nie|licencia",
    chinese="护照|身份证|序列号|激活码",
)
# What somebody does with a thing that gets a new code, or wants one kept.
ANEW = _any(
    r"chang\w+|new|reset|replaced|swapped|got|remember|keep|number|code",
    r"neue?[rsnm]?|geandert|gewechselt|getauscht|merk\w*|nummer",
    r"cambiat\w|nuov\w|ricorda\w*|numero|nouve(?:au|lle)|remplace\w*|nuev\w|cambi\w+",
    chinese="[换改新记]",
)
# Who asks for a time, a price, a name or a number of things asks for no secret.
OTHER_QUESTION = _any(
    r"how (?:many|much|long|old|far|heavy|big|often|late)|what time|when|which (?:bus|train|flight|platform|terminal|"
    r"page|line|room|floor|year|song)",
    r"wie ?viele?|wie (?:lange|oft|alt|weit|spat)|wann|um wie",
    r"quant[oaie]|a che ora|quando|combien|a quelle heure|quand|cuant[oa]s?|a que hora|cuando",
    r"(?:called|heisst|heißt|si chiama|s['’]appelle|se llama)(?=[^?\n]{0,12}\?)",
    chinese="几点|多少钱|几个|什么时候|多久",
)
