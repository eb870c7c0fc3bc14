"""What a screen shows beside its buttons: whether there is content, which lines carry it, and what is being done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from agents import placed
from agents.patterns import lazy
from storage.model import Frame

_MAIL_APPS = lazy(
    r"thunderbird|outlook|evolution|geary|kmail|\bmail\b|gmail|mutt|claws|protonmail|"
    r"fastmail|foxmail|mailspring|em client|\bposta\b|邮箱|邮件",
    re.IGNORECASE,
)
_CHAT_APPS = lazy(
    r"slack|signal|telegram|whatsapp|discord|element|mattermost|teams|zulip|messenger|"
    r"chat|微信|钉钉|飞书|\bqq\b|threema|viber|imessage|^(?:messages|nachrichten|messaggi)$|\bsms\b|短信",
    re.IGNORECASE,
)
_TERMINALS = lazy(
    r"terminal|konsole|xterm|alacritty|kitty|iterm|powershell|\btty\b|wezterm|tilix|"
    r"foot",
    re.IGNORECASE,
)
_EDITORS = lazy(
    r"code|vim|emacs|pycharm|intellij|sublime|gedit|kate|notepad|writer|word|obsidian|"
    r"pages|\bcalc\b|\bexcel\b|\bnumbers\b|google (?:docs|sheets)|表格|文档",
    re.IGNORECASE,
)
_NOTES = lazy(
    r"\bnotes?\b|notizen|\bnote\b|obsidian|notion|\bkeep\b|joplin|evernote|\bmemos?\b|\bbear\b|备忘录",
    re.IGNORECASE,
)
_ADVERTISES = lazy(
    r"\balso (?:bought|like|viewed)|recommended|sponsored|you (?:may|might)|kunden kauften|empfohlen|anzeige|"
    r"consigliati|sponsorizzat", re.IGNORECASE,
)  # fmt: skip
_MAIL_LINES = lazy(r"^(?:from|to|date|subject|von|betreff|datum)\s*:", re.IGNORECASE | re.MULTILINE)
_GENERIC_TITLE = lazy(
    r"^(?:new tab|home|inbox|untitled.*|settings|start(?: page)?|blank|about:\w+|desktop|bookmarks|downloads|history|"
    r"google|search|neuer tab|nuova scheda|extensions|library|"
    r"(?:document|dokument|documento|book|mappe|cartel|presentation|präsentation|presentazione|文档|工作簿|"
    r"演示文稿) ?\d+|"
    r"unbenannt.*|ohne titel.*|senza (?:titolo|nome).*|无标题.*|未命名.*|新标签页|新建标签页|"
    r"(?:lock|login) ?screen|sperrbildschirm|schermata di blocco|锁屏|锁定屏幕|task switcher|"
    r"(?:open|save|select|choose|upload)(?: (?:a |the )?(?:files?|folder|as|image|document))?|file upload|save as|"
    r"(?:datei(?:en)?|ordner|bild) (?:öffnen|auswählen|hochladen|speichern)|öffnen|speichern unter|einstellungen|"
    r"apri(?: file)?|salva con nome|打开(?:文件)?|另存为|选择文件|设置|下载)?"
    r"(?:\s*[-–—|]\s*.*)?$", re.IGNORECASE,
)  # fmt: skip
_SMALL = frozenset(
    """the a an of to is are was were in on at for with and or but not this that it by from as be have has "
        "will you we i
    he she they der die das und ist zu den von mit ein eine für auf nicht il la di che è un una per con in del
    """.split()
)
# What a screen claims of its reader is no knowledge: only the user says who they are.
_OF_THE_READER = lazy(
    r"\b(?:your|the user(?:['’]s)?|user['’]s|deine?|ihre?|il tuo|la tua)\b.{0,60}\b(?:is|are|was|were|has|have|"
    r"changed|set|updated|lives|"
    r"works|prefers|wants|ist|wurde)\b|\b(?:password|passwort|credential|contraseña|passphrase)\b|密码", re.IGNORECASE,
)  # fmt: skip
# Titles of what stands before a page: waiting, consent, a sign-in.
_WAITING_TITLE = lazy(
    r"\s*(?:just a (?:moment|second)|one moment|before you continue|please wait|loading|redirecting|"
    r"attention required|"
    r"access denied|checking your browser|are you (?:a )?(?:human|robot)|we value your privacy|privacy settings|"
    r"cookie[ -](?:policy|settings|consent|preferences|einstellungen|richtlinie)|sign[ -]?in|log[ -]?in|"
    r"sign up|(?:nur )?(?:einen|ein) moment|bitte warten|"
    r"bevor sie fortfahren|wird geladen|"
    r"anmelden|anmeldung|einloggen|datenschutz\w*|un (?:momento|attimo)|attendere|prima di (?:continuare|proseguire)|"
    r"caricamento|accedi|accesso|"
    r"请稍候|请稍等|加载中|正在加载|登录|登入|继续之前|新标签页|neuer tab|new tab|nuova scheda)"
    r"[.…! ]*(?:\b(?:to|in|bei|a|su|with)\b.{0,40}|(?:\s[-–—|·].*|[(_].*)?)",
    re.IGNORECASE,
)
# A title may be that of a sign-in, or of something else called so ("login - error rates"): a form says which.
_SIGN_IN_TITLE = lazy(
    r"\s*(?:sign[ -]?in|log[ -]?in|sign up|anmelden|anmeldung|einloggen|accedi|accesso|登录|登入)\b",
    re.IGNORECASE,
)
_FORM = lazy(
    r"pass ?wor[dt]|passwort|kennwort|\bpin\b|user ?name|benutzername|nome utente|e-?mail|\baccount\b|\bkonto\b"
    r"|\bforgot\b|\b(?:sign|log) ?in\b.*\b(?:with|to)\b|\bcontinue\b|\bweiter\b|\bcontinua\b|密码|账号|用户名|手机号",
    re.IGNORECASE,
)
# Bare numbers that make a page of figures.
_FIGURES = 2
# What such a page says itself, line by line.
_WAITING = lazy(
    r"\b(?:our|\d+) (?:\d+ )?(?:third[- ]party )?(?:partners?|vendors)\b|\bunser\w* (?:\d+ )?partner\b|"
    r"\bi nostri (?:\d+ )?partner\b|(?:我们|及其|的)\s?\d*\s?(?:家|个|位)?合作伙伴|"
    r"\b(?:we|this (?:site|website|page)|site|website) (?:and .{0,40})?(?:uses?|stores?) (?:\w+ ){0,4}cookies\b|"
    r"\b(?:wir|diese (?:website|seite)) (?:\w+ ){0,6}(?:verwende[nt]|nutz\w+|setz\w+|"
    r"speicher\w+) (?:\w+ ){0,4}cookies|"
    r"\bverwende[nt] cookies|\b(?:utilizziamo|usiamo|utilizza|usa) (?:\w+ ){0,4}cookie|(?:使用|接受|允许).{0,10}cookie|"
    r"\b(?:accept|reject|allow|refuse|manage|necessary|essential) (?:all )?(?:cookies|options|choices)\b|"
    r"\b(?:accept|reject) all\b|\balle (?:akzeptieren|ablehnen|cookies)\b|\b(?:accetta|rifiuta) tutt[oi]\b|"
    r"全部(?:接受|拒绝)|"
    r"(?:接受|拒绝)(?:全部|所有)|\b(?:change|withdraw|manage) (?:or withdraw )?your (?:choices?|consent|preferences)\b|"
    r"\beinwilligung\b.{0,40}\bwiderruf\w*|\bwiderruf\w*.{0,40}\beinwilligung\b|\bauswahl jederzeit\b|"
    r"\b(?:revocare|modificare) (?:il (?:tuo|suo) consenso|le (?:tue|sue) (?:scelte|preferenze))\b|"
    r"\blegitimate interests?\b|\bberechtigt\w* interesse|\blegittimo interesse\b|隐私(?:设置|偏好|政策)|重视您的隐私|"
    r"\bpersonali[sz](?:ed|ierte|zzati) (?:ads|advertising|content|werbung|inhalte|annunci)\b|"
    r"\binformation(?:en)? on a device\b|\bauf (?:einem|ihrem) gerät\b|\binformazioni su un dispositivo\b|"
    r"\bvalue your privacy\b|\bprivatsphäre ist uns wichtig\b|\btua privacy\b|\bthese cookies\b|\bdiese cookies\b|"
    r"\b(?:checking|verifying|verify) (?:if|that|your|you|the) .{0,40}(?:human|browser|connection|secure)|"
    r"\breview the security of your connection\b|\benable (?:javascript|cookies)\b|\bjavascript (?:und|"
    r"and) cookies\b|"
    r"\bsicherheit ihrer verbindung\b|\bmenschliche[rs]? (?:besucher|nutzer)|\bmensch sind\b|\bessere umano\b|"
    r"正在(?:检查|验证)|验证您是|人机验证|"
    r"\bredirect\w* you\b|\bweitergeleitet\b|\breindirizzat\w|^\s*waiting for \S+|^\s*(?:loading|wird geladen|"
    r"seite lädt|caricamento|加载中|正在加载)|"
    r"\b(?:already|not) a (?:subscriber|member)\b|\bsubscribe (?:from|now|to (?:read|continue))|\bbereits abonnent|"
    r"\bgià abbonat|\bjetzt (?:abonnieren|anmelden)\b|"
    r"\b(?:sign|log) ?in (?:or sign ?up |or register )?to (?:continue|read|your|see|view|access)|"
    r"\bmelden sie sich (?:bitte )?an\b|\banmelden,? um\b|\baccedi (?:per|con|al)\b|\b(?:sign|log) ?in with\b|"
    r"\bforgot(?:ten)? (?:your )?password\b|\bpasswort vergessen\b|\bpassword dimenticata\b|\bcreate an? account\b|"
    r"\bkonto erstellen\b|\bcrea un account\b|请登录|登录(?:后|以)|忘记密码|注册(?:账号|账户)|"
    r"\bstories could not be loaded\b|\bdownload complete\b|\brestore (?:session|pages)\b|"
    r"\bsearch or enter address\b|"
    r"\b(?:diese )?seite kann nicht (?:angezeigt|erreicht)|\bthis (?:site|page) can['’]t be reached\b",
    re.IGNORECASE,
)
# A banner's own lines, wherever it stands.
_CONSENTS = lazy(
    r"\b(?:our|unser\w*|nostri) (?:\d+ )?partners?\b.{0,40}\b(?:stor|access|process|speicher|verarbeit|greif|"
    r"archivi|trat)|"
    r"\bvalue your privacy\b|\binformation on a device\b|\binformationen auf (?:einem|ihrem) gerät\b|"
    r"合作伙伴.{0,10}(?:存储|访问)",
    re.IGNORECASE,
)
_WORD = lazy(r"[^\W\d_]{2,}")
_APART = lazy(r"\s{3,}|\t|\s\|\s|\s[·•]\s")
# Words of a line that no button or empty field has.
_LONG = 9
_HAN = lazy(r"[\u3040-\u30ff\u3400-\u9fff]{6,}")
_ADDRESS = lazy(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w")
# Lines right above one that carries something which may be its headings.
_HEADINGS = 2
_TIMES_AND_NUMBERS = lazy(r"\d")


def is_mail(text: str) -> bool:
    """True for a text with at least two header lines of a mail, or a sender's."""
    return len(_MAIL_LINES.findall(text)) >= 2 or text.lstrip().casefold().startswith("from:")


_SENDER = lazy(
    r"^(?:(?:from|von|da|de)\s*:\s*)?(?P<name>[^\W\d_][^<>@\n]{1,60}?)\s*<[\w.+-]+@[\w.-]+\.\w+>",
    re.MULTILINE | re.IGNORECASE,
)
_CHROME = lazy(
    r"\b(?:inbox|compose|search(?: mail)?|starred|drafts?|sent|spam|trash|archive|posteingang|verfassen|suchen?|"
    r"entwürfe|gesendet|papierkorb|posta in arrivo|scrivi|cerca|bozze|inviata|reply|forward|antworten|"
    r"weiterleiten|rispondi)\b|收件箱|写信|草稿|^to me$|^an mich$|^a me$", re.IGNORECASE,
)  # fmt: skip


def sender(text: str) -> str:
    """Who sent the mail that a text shows, by the address beside the name; empty where it shows none."""
    found = _SENDER.search(text)
    return found["name"].strip().strip("\"'") if found else ""


def is_letter(frame: Frame, text: str) -> bool:
    """True for a mail, in a program of its own or on a page that shows who sent it."""
    return (
        is_mail(text) or bool(_MAIL_APPS.search(frame.app)) or (bool(sender(text)) and not is_chat(frame.app))
    )


def is_own(line: str) -> bool:
    """True for a line that a page tells something in, unlike those of the program around it."""
    return not _CHROME.search(line) and not _APART.search(line.strip()) and len(_WORD.findall(line)) >= 1


def is_mail_program(app: str) -> bool:
    """True for a program for mail."""
    return bool(_MAIL_APPS.search(app))


def is_chat(app: str) -> bool:
    """True for a chat program that is none for mail."""
    return bool(_CHAT_APPS.search(app)) and not _MAIL_APPS.search(app)


def is_notes(app: str) -> bool:
    """True for a program of short notes."""
    return bool(_NOTES.search(app))


def is_message(app: str, text: str) -> bool:
    """True for mail and chat programs, and for texts that look like a mail."""
    return bool(_MAIL_APPS.search(app) or _CHAT_APPS.search(app)) or is_mail(text)


def is_terminal(frame: Frame) -> bool:
    """True for a terminal's window."""
    return bool(_TERMINALS.search(frame.app))


def is_sentence(line: str) -> bool:
    """True for a line that reads as language: five words or more with small words among them, or a run of Han.

    What stands far apart on a line (a menu, the cells of a table) is no sentence together.
    """
    return any(_reads_on(cell) for cell in _APART.split(line))


def _reads_on(cell: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(cell)]
    return (len(words) >= 5 and sum(word in _SMALL for word in words) >= 1) or bool(_HAN.search(cell))


def _is_written(line: str) -> bool:
    """True for a sentence that somebody wrote out, unlike what stands on buttons and in empty fields."""
    return any(
        _reads_on(cell) and (cell.rstrip().endswith((".", "!", "。")) or len(_WORD.findall(cell)) >= _LONG)
        for cell in _APART.split(line)
    )


def has_content(frame: Frame, text: str) -> bool:
    """True when there is more on a screen than an app's own frame: sentences, a mail, code, a named document."""
    lines = [line for line in text.splitlines() if line.strip()]
    waits = is_waiting(frame, text)
    if waits:
        lines = [line for line in lines if not _WAITING.search(line)]
        text = "\n".join(lines)
    named = not (_GENERIC_TITLE.match(frame.window_title) or (waits and _is_waiting_title(frame)))
    if any((is_sentence if named else _is_written)(line) for line in lines) or is_mail(text):
        return True
    worked = bool(_TERMINALS.search(frame.app) or _EDITORS.search(frame.app) or _MAIL_APPS.search(frame.app))
    return named and (worked or (len(_WORD.findall(text)) >= 25 and len(lines) >= 4))


def is_blank(frame: Frame, text: str) -> bool:
    """True for a document without a name in which nothing is written yet: a program's menus alone."""
    return _GENERIC_TITLE.match(frame.window_title) is not None and not has_content(frame, text)


def is_waiting(frame: Frame, text: str) -> bool:
    """True for what stands before a page or beside it: a consent banner, a wait, a sign-in; never for a message."""
    if is_message(frame.app, text) or is_terminal(frame):
        return False
    said = sum(bool(_WAITING.search(line)) for line in text.splitlines())
    return said >= _WAITS or _is_waiting_title(frame)


def _is_waiting_title(frame: Frame) -> bool:
    """Whether a window is called like what stands before a page, and is no page of figures called so."""
    if not _WAITING_TITLE.fullmatch(frame.window_title):
        return False
    if not _SIGN_IN_TITLE.match(frame.window_title) or _FORM.search(frame.text):
        return True
    return sum(map(placed.is_bare, frame.text.splitlines())) < _FIGURES


# Lines that make a page one that waits for consent or a sign-in.
_WAITS = 2


def tells(frame: Frame, text: str) -> bool:
    """True unless a screen only waits: for consent, for a sign-in, for a page."""
    return not is_waiting(frame, text) or has_content(frame, text)


def main_lines(texts: Sequence[str], limit: int) -> str:
    """The lines that carry the content, each once, in order, up to `limit` characters."""
    lines = dict.fromkeys(line.strip() for text in texts for line in _kept(text.splitlines()))
    return _fitted(lines, limit)


def _kept(lines: Sequence[str]) -> Iterator[str]:
    """The lines that carry something, each with the headings right above it."""
    above: list[str] = []
    for line in map(_without_claims, lines):
        if _CONSENTS.search(line):
            above = []
        elif _carries(line):
            yield from (*above, line)
            above = []
        elif not _OF_THE_READER.search(line):
            above = [*above[1 - _HEADINGS :], line] if _is_heading(line) else []


def _without_claims(line: str) -> str:
    """A line without those of its sentences that claim something of whoever reads it."""
    told = re.split(r"(?<=[.!?])\s+", line)
    return " ".join(one for one in told if not _OF_THE_READER.search(one)) if len(told) > 1 else line


def _is_heading(line: str) -> bool:
    words = _WORD.findall(line)
    return (
        not _ADVERTISES.search(line)
        and len(words) >= 2
        and not _APART.search(line.strip())
        and line.strip()[:1].isupper()
    )


# What a viewer or a word processor shows around a document's own lines.
_AROUND = lazy(
    r"\s*(?:(?:page|seite|pagina|página|p\.) ?\d.*|\d{1,3} ?%|\d+ (?:words?|wörter|parole|mots)\b.*|"
    r"(?:(?:file|edit|view|insert|format|tools?|table|window|help|home|layout|references|mailings|review|datei|"
    r"bearbeiten|"
    r"ansicht|einfügen|extras|fenster|hilfe|modifica|visualizza|inserisci|strumenti|finestra|aiuto|fichier|édition|"
    r"affichage|outils|aide|archivo|editar|ver|insertar|herramientas|ayuda|"
    r"styles?|form|data|sheet|slide|history|bookmarks)\b\s*)+|default paragraph style\b.*|.*\s{2}\d{1,2} pt)",
    re.IGNORECASE,
)


# A new page, before anything is on it; and how a word processor counts that nothing is written yet.
_NEW = lazy(
    r"\s*(?:new tab|neuer tab|nuova scheda|start page|desktop|blank|about:\w+)(?:\s*[-–—|].*)?", re.IGNORECASE
)
_NOTHING_WRITTEN = lazy(r"(?<!\d)0 (?:words?|characters|wörter|wort|zeichen|parole|mots)\b", re.IGNORECASE)


def is_bare(frame: Frame, text: str) -> bool:
    """True for a window that shows nothing but a program waiting: a new tab, a banner, an empty document."""
    if _NOTHING_WRITTEN.search(text):
        return True
    new = bool(_NEW.fullmatch(frame.window_title)) or _is_waiting_title(frame)
    return new and not has_content(frame, text)


_ROW = lazy(r"\S(?:\t| {3,})\S")


def document_lines(text: str, limit: int, *, with_rows: bool, whole: bool = False) -> str:
    """All lines of a document but those that the window puts around it, and those that speak of its reader.

    Rows of a table stand only `with_rows`, and where they read as content: a bare cell may be anything. A document is
    `whole` with its headings of rows too.
    """
    told = (
        line
        for line in text.splitlines()
        if not _ROW.search(line.strip()) or (with_rows and (whole or _carries(line)))
    )
    lines = (line.strip() for line in told if not _OF_THE_READER.search(line))
    own = dict.fromkeys(line for line in lines if line and not _AROUND.fullmatch(line))
    return _fitted(own, limit)


def _carries(line: str) -> bool:
    if _OF_THE_READER.search(line):
        return False
    return (
        is_sentence(line)
        or bool(_MAIL_LINES.match(line.strip()))
        or _tells_an_address(line)
        or (len(_WORD.findall(line)) >= 2 and bool(_TIMES_AND_NUMBERS.search(line)))
    )


def _tells_an_address(line: str) -> bool:
    """Whether an address of a mailbox stands behind a word."""
    found = _ADDRESS.search(line)
    before = line[: found.start()].split(" ")[:-1] if found else []
    return any(any(map(str.isalpha, word)) for word in before)


def _fitted(lines: Iterable[str], limit: int) -> str:
    kept, room = [], limit
    for line in lines:
        if len(line) + 1 > room:
            break
        kept.append(line)
        room -= len(line) + 1
    return "\n".join(kept)


def doing(frame: Frame, text: str) -> str:
    """What the user was doing, in a few words: "Read mail: Re: budget (Thunderbird)"."""
    what = frame.window_title.strip() or frame.url or frame.app
    return f"{_verb(frame, text)} {what}{f' ({frame.app})' if frame.app and frame.app not in what else ''}"


def _verb(frame: Frame, text: str) -> str:
    if is_mail(text) or _MAIL_APPS.search(frame.app):
        return "Mail:"
    if _CHAT_APPS.search(frame.app):
        return "Chat:"
    if is_terminal(frame):
        return "Terminal:"
    if _EDITORS.search(frame.app):
        return "Worked on"
    return "Page:" if frame.url else "Looked at"
