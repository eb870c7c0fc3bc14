"""What a secret opens, and whether it is named around a place of a text."""

from __future__ import annotations

from agents.patterns import lazy
from agents.secrets import misread, names

# What is opened, and what one is let into.
THING = (
    rf"(?:{names.LOCKED}|"
    r"\b(?:[\w-]*(?:door|gate|lock|safe|alarm|keypad|garage)s?|lift|locker|siren\w*|padlock|key ?box|barrier|"
    r"(?:bank |debit |credit |cash )?card|visa|mastercard|cash (?:machine|point)|atm|sim|voicemail|messages|i?pad|"
    r"tablet|"
    r"[i]?phone|android|laptop|computer|mac|disk|wi-?fi|wlan|internet|network|online|hotspot|router|modem|fritz\w*|"
    r"nas|synology|"
    r"netflix|disney\w*|spotify|mail|g?mail|gmx|outlook|portal|account|log-?in|zip|pdf|archive?|keepass|printer|zoom|"
    r"\w*(?:tur|tor|schloss|tresor|schrank|kasten|safe|garage|eingang|karte|anlage|archiv)|girokarte|aufzug|"
    r"automat\w*|handy|"
    r"telefon\w*|mailbox|netz|iserv|drucker|rechner|befund|"
    r"portone|cancello|porta|cassaforte|cassetta|scatoletta|lucchetto|allarme|bancomat|carta|telefono|cartella|"
    r"posta|rete|"
    r"porte|portail|coffre|carte|distributeur|puerta|portal|caja|tarjeta|sirena|clave)\b|"
    r"门锁|侧门|开门|大门|(?:楼下|楼道|单元|[院铁楼后前])的?门|门(?=口?[先要得]?[按输])|锁|保险柜|保险箱|无线网|解锁|工行卡|银行卡|取钱|邮箱|压缩包|登录|平板|小区)"
)
_NAMED = misread.in_any_case(THING)
_ENDS_SENTENCE = lazy(r"[.!?;\n。！？]")
# Signs of the sentences around a place in which what it opens may be named.
_FARTHEST = 200


def is_named(text: str, first: int, last: int) -> bool:
    """Whether what is opened is named in the sentence of text[first:last], up to its end, or in the one before."""
    return _NAMED.search(text, sentence_before(text, first), _sentence_end(text, last)) is not None


def sentence_before(text: str, at: int) -> int:
    """Where the sentence before that of a place begins, no farther back than is looked."""
    first = max(0, at - _FARTHEST)
    ends = [match.end() for match in _ENDS_SENTENCE.finditer(text, first, at)]
    return ends[-2] if len(ends) > 1 else first


def _sentence_end(text: str, at: int) -> int:
    end = _ENDS_SENTENCE.search(text, at, at + _FARTHEST)
    return end.start() if end else min(len(text), at + _FARTHEST)
