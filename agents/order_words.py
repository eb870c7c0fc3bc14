"""What Reverie answers to an order about the memory, in the language it was given in."""

from __future__ import annotations

_REPLIES: dict[str, dict[str, str]] = {
    "en": {
        "remembered": "I'll remember that: {what} To take it back: {undo}",
        "known": "I knew that already: {what}",
        "corrected": "Corrected: {what} To take it back: {undo}",
        "refused": "I did not keep that: {why}.",
        "nothing": "There was nothing in it that I could keep.",
        "what is right": "What is right? Say for example: it's …",
        "preview": "That would delete for good: {what}. It cannot be undone. Say yes to go ahead.",
        "forgotten": "Forgotten for good: {what}.",
        "kept": "Nothing was forgotten.",
        "unknown": "I know nothing about that.",
        "about": "What I know about it:",
        "done": "What I have of that time:",
        "not then": "I have nothing of that time.",
        "counts": "{moments} moments, {memories} memories",
        "undo": "its page in Memories, or reverie memories undo {id}.",
    },
    "de": {
        "remembered": "Gemerkt: {what} Zurücknehmen: {undo}",
        "known": "Das wusste ich schon: {what}",
        "corrected": "Berichtigt: {what} Zurücknehmen: {undo}",
        "refused": "Das habe ich nicht behalten ({why}).",
        "nothing": "Darin war nichts, was ich behalten konnte.",
        "what is right": "Was ist richtig? Sag zum Beispiel: Es ist …",
        "preview": "Das würde endgültig gelöscht: {what}. Es lässt sich nicht zurücknehmen. Sag ja, um es zu tun.",
        "forgotten": "Endgültig vergessen: {what}.",
        "kept": "Es wurde nichts vergessen.",
        "unknown": "Darüber weiß ich nichts.",
        "about": "Was ich darüber weiß:",
        "done": "Was ich von dieser Zeit habe:",
        "not then": "Von dieser Zeit habe ich nichts.",
        "counts": "{moments} Momente, {memories} Erinnerungen",
        "undo": "auf der Seite unter Erinnerungen, oder reverie memories undo {id}.",
    },
    "it": {
        "remembered": "Lo ricorderò: {what} Per annullare: {undo}",
        "known": "Lo sapevo già: {what}",
        "corrected": "Corretto: {what} Per annullare: {undo}",
        "refused": "Non l'ho conservato ({why}).",
        "nothing": "Non c'era nulla che potessi conservare.",
        "what is right": "Che cosa è giusto? Di' per esempio: è …",
        "preview": "Si cancellerebbe per sempre: {what}. Non si può annullare. Di' sì per farlo.",
        "forgotten": "Dimenticato per sempre: {what}.",
        "kept": "Non è stato dimenticato nulla.",
        "unknown": "Non ne so nulla.",
        "about": "Che cosa ne so:",
        "done": "Che cosa ho di quel tempo:",
        "not then": "Non ho nulla di quel tempo.",
        "counts": "{moments} momenti, {memories} ricordi",
        "undo": "la sua pagina in Ricordi, o reverie memories undo {id}.",
    },
    "zh": {
        "remembered": "记住了：{what} 撤销：{undo}",
        "known": "我已经知道：{what}",
        "corrected": "已更正：{what} 撤销：{undo}",
        "refused": "没有保留（{why}）。",
        "nothing": "里面没有可以保留的内容。",
        "what is right": "那什么才对？例如：是……",
        "preview": "这会永久删除：{what}。无法撤销。回答“是”以继续。",
        "forgotten": "已永久忘记：{what}。",
        "kept": "什么也没有忘记。",
        "unknown": "关于这个我什么也不知道。",
        "about": "我所知道的：",
        "done": "那段时间我有：",
        "not then": "那段时间我什么也没有。",
        "counts": "{moments} 个片段，{memories} 条记忆",
        "undo": "在“记忆”里它的页面，或 reverie memories undo {id}。",
    },
}


def say(name: str, language: str, **values: object) -> str:
    """A reply by its name, with its places filled."""
    return _REPLIES.get(language, _REPLIES["en"])[name].format(**values)
