"""Where a text begins to tell what is true of nobody: made up on request, for a story, a play, an exercise."""

from __future__ import annotations

import re

from agents.patterns import lazy

# Who asks for something made up says nothing true in that sentence, nor behind it.
_ASKED = lazy(
    r"\b(?<!\ba )(?<!\bthe )(?<!\bmy )(?<!first )(?<!rough )"
    r"(?:write|draft|compose|continue|schreib\w*|scrivi) (?:me |us |mir |mi )?(?:a |an |the |ein\w* |un\w* |"
    r"this |my )?"
    r"(?:\w+ ){0,2}(?:story|poem|scene|dialogue|novel|chapter|song|haiku|limerick|monologue|script|sketch|geschichte|"
    r"gedicht|storia|poesia)\b|\b(?:role-?play|pretend|act as|imagine (?:that |you|i|we))\b",
    re.IGNORECASE,
)
# "Say I'm a freelancer in Spain, I earn 30k": somebody that the speaker only supposes to be.
_SUPPOSED_SELF = lazy(
    r"^(?:(?:ok(?:ay)?|so|now|and|hm+|well|right|but|also|for example|e\.g\.)[, ]+)*"
    r"(?:let['’]?s (?:say|assume|suppose|pretend|imagine)|say|assume|suppose|picture this)[,:]? (?:that )?"
    r"(?:i|we)(?:['’](?:m|re)| am| are| was| were| have| live| work| own)\b"
    r"|^(?:nehmen wir an|angenommen|sagen wir|stell dir vor)[,:]? (?:dass )?(?:ich|wir)\b"
    r"|^(?:mettiamo|immagina|supponiamo|facciamo finta) (?:che|di)\b|(?:假设|想象|假装|假如)我(?:是|叫|在|住|有)",
    re.IGNORECASE,
)
# Told by somebody who says "I" and is not the writer: nothing from there on is the writer's, colon or not.
_VOICE = lazy(
    r"\b(?:in (?:the )?|told |written |write |als )?first[- ]person\b(?! (?:in|of|from|i|we|you|who|that|to|at|on|"
    r"she|he|shooter|games?)\b)"
    r"|\bin der ich-(?:form|perspektive)\b|\bich-erzähler\w*|\b(?:in|alla) prima persona\b|第一人称"
    r"|\b(?:write|draft|text|letter|speech|diary|blog|post|piece|story|essay|homework|opening|scene|monologue|poem|"
    r"entry|paragraph|something)\b[^.!?\n:]{0,60}\b(?:in the (?:voice|words|persona) of|"
    r"from the (?:point of view|perspective|viewpoint|pov) of|as if (?:i|we) (?:was|were))\b"
    r"|\b(?:schreib\w*|text|brief|rede|tagebuch\w*|aufsatz|anfang|szene)\b[^.!?\n:]{0,60}\baus (?:der )?"
    r"(?:sicht|perspektive) (?:von|des|der|einer?s?)\b"
    r"|\b(?:scriv\w+|testo|lettera|discorso|diario|tema|scena)\b[^.!?\n:]{0,60}\bdal punto di vista (?:di|del\w*)\b",
    re.IGNORECASE,
)
# What is told under these names is made up, where a colon leads in to it.
_GENRES = (
    r"monologues?|lyrics|poems?|vers(?:e|es)|chorus|refrain|limericks?|haikus?|narrator|protagonist|novel|novella|"
    r"screenplay|backstory|fan ?fic\w*|fairy ?tale|(?:short|ghost|love|crime|bedtime|detective) stor(?:y|ies)|"
    r"(?:my|the|our|her|his|main) character|alter ego|my lines?|"
    r"(?:example|sample|practi[cs]e|exercise|dummy|mock|placeholder) "
    r"(?:sentences?|texts?|dialogues?|answers?|bio|profile|cv|letter|paragraph|interview)|"
    r"(?:bio|(?:dating |linkedin )?profile|cv|about me|cover letter|personal statement|application) for (?:my|our) "
    r"(?!(?:new|next|own|first|job|work|website|site|shop|page|band)\b)\w+|"
    r"monolog|liedtext|songtext|gedicht|kurzgeschichte|romananfang|(?:mein\w*|einen?|den|dem) romans?|"
    r"erzähler\w*|hauptfigur|protagonistin?|drehbuch|"
    r"theaterstück|beispiels(?:ätze|atz)|monologo|racconto|romanzo|incipit|copione|personaggio|narratore|narratrice|"
    r"protagonista|frasi di esempio"
)
# These are as often meant in earnest: only where somebody wants one, or shows one.
_ASKED_GENRES = (
    r"openings?|first (?:lines?|paragraph|page|chapter|sentence)|scene|story|chapter|dialogue|script|sketch|song|"
    r"blurb|diary entry|journal entry|testimonial|caption|prologue|epilogue"
)
_WANTED = (
    r"(?:need|want|write|draft|compose|continue|finish|rewrite|improve|here(?:['’]s| is| are)|this is|start of|"
    r"beginning of|end of|for|stuck on|working on)"
)
_LED_IN = lazy(
    rf"(?:(?<!favourite )(?<!favorite )\b(?:{_GENRES})\b|\b{_WANTED} (?:an?|the|my|our|this|some|another|"
    rf"me an?) (?:[\w'’-]+ ){{0,2}}?"
    rf"(?<!funny )(?<!true )(?<!life )(?<!long )(?:{_ASKED_GENRES})\b|"
    r"独白|台词|歌词|小说|剧本|主角|角色|作文|故事开头|例句)[^.!?\n:：。]{0,80}[:：]",
    re.IGNORECASE,
)
_LED_ON = lazy(r"[^.!?\n:：]{0,80}[:：]")


def is_asked(text: str) -> bool:
    """True when a text asks for something made up."""
    return bool(_ASKED.search(text))


def begins(sentence: str) -> int | None:
    """Where in a sentence what is made up begins, from there to the end of the text; None where all is meant.

    What comes before it is the writer's own: "for my course I need an opening in first person:".
    """
    if _ASKED.search(sentence) or _SUPPOSED_SELF.match(sentence):
        return 0
    voice = _VOICE.search(sentence)
    if voice:
        led_on = _LED_ON.match(sentence, voice.end())
        return led_on.end() if led_on else voice.end()
    led_in = _LED_IN.search(sentence)
    return led_in.end() if led_in else None
