"""What people say around a value and nothing else: "so it's ... now", "tipp einfach ... ein".

A sentence that holds a value and only such words says what the value is no more: its name stood before.
"""

from __future__ import annotations

import re

from agents.patterns import lazy
from agents.secrets import misread
from agents.secrets.found import MARKER

_BEFORE = """
it its it's that that's this is was are be the a an my our your his her their new old code codes pin password passcode
number combination combo key word one so now just simply oh ok okay yes yeah yep sure sorry wait no nope not actually
i i'll i'd think believe guess mean meant should will would again then right only use type enter press dial punch push
tap hit put in set turn to on left take took chose picked got gave settled went with goes go for store save remember
note keep write down please read out here here's there you me us we need have they he she it'll call called say said
says and but from try changed made today currently always still mine ours this time hey well let's hang tell him see
if nobody answers all at moment by them well it you'll reads became found ended up as
es ist der die das den dem mein meine neue neuer neues code nummer pin passwort kombination jetzt nun also ja nein nee
ne doch moment warte einfach merk merke dir euch bitte schreib auf tipp tippe tippst druck drucke druckst du musst man
wahle stell stelle ein hab dann nur lautet heisst heißt war ware sind sondern genau klar hier kommt nimm ich glaube
habe genommen gewahlt und zu nach sie er eingeben
e il lo la mio nuovo codice numero parola ora adesso si anzi scusa aspetta ecco allora quindi gira su poi digita componi
premi metti fai inserisci basta solo ricorda ricordati segnati per favore sono era diventato prova credo penso ho scelto
messo
c'est ce le la les mon ma nouveau nouvelle numero mot de passe maintenant alors donc oui non pardon attends voila
voici il suffit taper composer tape tapez compose tourne sur mets appuie puis note retiens garde s'il te plait j'ai
pris choisi je crois c'etait etait est plutot d'accord
es el mi nuevo nueva codigo clave ahora entonces perdon espera vale claro aqui esta marca teclea pulsa pon gira a
hasta apunta anota recuerda guarda por con he elegido puesto creo son
"""
_AFTER = """
now please then again ok in the anymore any more longer okay is all you need what to paste type works work too opens
it will do thanks cheers from on and wait for the i think if that helps as today usual always instead there until
further notice case this time yesterday worked press star hash pound key
einstellen eingeben drucken tippen wahlen genommen gewahlt gesetzt bitte danke ab jetzt heute dann raute stern und ein
glaube ich auf wie immer
adesso ora per grazie poi cancelletto e da oggi come sempre
maintenant merci alors puis etoile diese pour entrer comme d'habitude
ahora gracias por favor luego para entrar almohadilla como siempre
"""
# What other numbers are called, and what stands before times and sums.
_NUMBERED = frozenset(
    """
room floor page pages line row seat table platform track bus train tram flight terminal stop exit road route street
avenue house flat apartment extension ext phone call tel telephone mobile fax order ticket invoice bill receipt
booking reservation reference ref case parcel tracking version build port channel error issue bug chapter question
exercise lesson level score year since until till around about nearly almost over under between total price cost costs
paid pay spent sold bought earned worth weighs measures model item article section verse meeting appointment arrives
leaves meet see there were came took takes has had counted at in by users people
zimmer stock seite zeile reihe platz bahn zug flug gleis haltestelle strasse hausnummer wohnung durchwahl telefon
bestellung rechnung buchung fehler kapitel frage jahr seit bis preis kostet kostete bezahlt termin um gegen etwa rund
uber waren hatte hat kamen
stanza piano pagina riga posto binario treno volo via interno ordine fattura prenotazione errore capitolo domanda anno
dal fino prezzo costa costato pagato alle circa erano aveva ha
chambre etage ligne place quai vol rue poste commande facture erreur chapitre depuis prix coute paye vers environ
etaient avait
habitacion piso linea asiento anden tren vuelo calle pedido factura reserva pregunta ano desde precio cuesta pagado
las habia
""".split()
)
# What one does to let a number in.
_ACTS = frozenset(
    "press dial punch push tap hit type enter turn set use druck drucke druckst tipp tippe tippst wahle stell stelle "
    "eingeben einstellen gira digita componi premi metti inserisci tape tapez taper compose composer tourne appuie "
    "mets marca teclea pulsa pon".split()
)
LEADING, TRAILING = frozenset(_BEFORE.split()), frozenset(_AFTER.split())
_WORD = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[\u4e00-\u9fff]")
_CHINESE = lazy(
    r"(?:是|就是|现在|改成了?|换成了?|我|帮我|你|记一下|记住|不对|不是|应该|好的?|嗯|哦|按|输入|号码|密码|新|的|，|：|\s)*$"
)
_HAS_CHINESE = lazy(r"[\u4e00-\u9fff]")
# Signs of programs, tables and addresses.
_WRITTEN = lazy(r"[(){}\[\]<>\\_|/@=`]|[\"'],? *[:,]")
# "it's your birth year backwards, 7891": what it is, told once more.
_APPOSED = misread.in_any_case(
    r"\W*(?:(?:oh|ok|yes|sure|ja|si|oui),? )?(?:it['’]?s|it is|that['’]?s|das ist|es ist|c['’]est|e|"
    r"es) [^.!?\d]{1,60}[,:–-]\s*$"
)
_PAUSE = lazy(
    r"[,;.!?)–—，。！？、\n]| - | (?:(?:and|und|e|et|y) )?(?:then|dann|poi|puis|luego)\b"
    r"| (?:followed by|gefolgt von|seguit[oa] da|suivie? d|seguid[oa] de)\b"
)
_MOST = 12


def is_lead(text: str, strange: int = 0) -> bool:
    """Whether `text`, before a value, says nothing of its own: no more than `strange` words, and of no other number."""
    if _HAS_CHINESE.search(text):
        return _CHINESE.match(text) is not None
    text = MARKER.sub("", text)
    if _WRITTEN.search(text):
        return False
    words = _words(text)
    own = [word for word in words if word not in LEADING]
    if own and not _NUMBERED.isdisjoint(words):
        return is_apposed(text)
    return (len(words) <= _MOST and len(own) <= strange) or is_apposed(text)


def is_tail(text: str) -> bool:
    """Whether `text`, behind a value, says nothing of its own, or something apart from it."""
    said = _PAUSE.split(text, maxsplit=1)[0]
    return not text[:1].isdigit() and TRAILING.issuperset(_words(said)) and _WRITTEN.search(said) is None


def is_apposed(text: str) -> bool:
    """Whether `text` says what a value is in other words, and then gives it: "it's our wedding day backwards, ..."."""
    return _APPOSED.match(text) is not None


def acts(text: str) -> bool:
    """Whether somebody is told to press, type or turn something."""
    return not _ACTS.isdisjoint(_words(text)) or re.search("按|输入", text) is not None


def _words(text: str) -> list[str]:
    said = (word.replace("’", "'") for word in _WORD.findall(text.casefold()))
    return [word if word in LEADING else word.removesuffix("'s") for word in said]
