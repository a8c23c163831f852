"""What is printed around a comment's words, in the languages of the web: buttons, "says:", names with "by", dates.

Here stand the words that a reader of the page sees; those of ids and classes stand in `words`.
"""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


REPLY = _set(
    "reply antworten antwort répondre repondre commenter réagir responder contestar rispondi odpowiedz ответить svara "
    "svar svare vastaa beantwoorden reageer reageren antwoorden responde отговори відповісти odpovědět odpovedať "
    "válasz răspunde cevapla yanıtla 返信 回复 回覆 답글 답장 رد"
) | {"log in to reply", "reply to this comment", "répondre à ce message", "zum antworten anmelden", "reply to this"}
"""Whole texts of what answers a comment when pressed."""

PRESS = (
    REPLY
    | _set(
        "permalink permalien permalänk direktlink link quote zitieren zitat citer citar cita cytuj citeren цитировать "
        "edit bearbeiten editer éditer editar modifica modifier edytuj redigera rediger bewerken report melden "
        "signaler denunciar segnala zgłoś rapporteer anmäl пожаловаться flag like likes liken unlike dislike share "
        "teilen partager compartir compartilhar condividi delen udostępnij поделиться delete löschen supprimer "
        "eliminar borrar excluir elimina usuń verwijderen удалить spam log # ¶ ∞ § flagged profile profil says sagt "
        "website follow folgen suivre recommend recommended empfehlen moderate hide collapse upvote "
        "downvote expand thread copy kopieren print översätt translate übersetzen "
        "↑ ↓ + − 引用 编辑 举报 通報 削除 いいね 신고 추천 赞 顶 踩"
    )
    | frozenset(
        (
            "gefällt mir|gefällt mir nicht|j'aime|j’aime|je n'aime pas|me gusta|no me gusta|mi piace|vind ik leuk|"
            "lubię to|gilla|like this|like this comment|thumbs up|thumbs down|vote up|vote down|daumen hoch|"
            "daumen runter|link to comment|comment link|link to this comment|link to this|link zum kommentar|"
            "share it|share this|"
            "share this comment|add a comment|add comment|leave a comment|improve this answer|report abuse|"
            "report comment|report this comment|flag comment|flag as inappropriate|report as inappropriate|"
            "kommentar melden|beitrag melden|missbrauch melden|signaler un abus|signaler ce commentaire|"
            "reportar abuso|denunciar comentario|denunciar abuso|zgłoś do moderacji|zgłoś nadużycie|click to expand|"
            "click to expand...|read more|show more|show less|see more|view profile|send private message|"
            "mark as spam|show all|show replies|hide replies|view replies|permanent link|direct link|copy link|"
            "link kopieren|en réponse à"
        ).split("|")
    )
)
"""Whole texts of links and labels that stand around what a person wrote."""

_AROUND_BUTTON = "[]()|·»«›‹←→↩↪⤷↓↑.:,-–—•* \u00a0…"


def is_button(text: str, among: frozenset[str] = PRESS) -> bool:
    """Whether a text is a whole label of something that is pressed."""
    return len(text) <= 40 and (text.lower().strip(_AROUND_BUTTON) in among or text.strip() in among)


_SAYS = (
    r"says|said|wrote|writes|commented|replied|responds?|added|asked|sagte?|schrieb|schreibt|meinte?|kommentierte?"
    r"|antwortete|a dit|a écrit|dit|dice|dijo|escribió|comentó|disse|escreveu|ha detto|scrive|ha scritto|zegt|schreef"
    r"|skrev|säger|pisze|napisał|mówi|říká|napsal|пишет|говорит|написал|hat geschrieben|hat gesagt|permalink"
)

_JOINTS = r"le|on|am|at|um|à|a las|@|in|the|uhr|dated|vor|il|el"

_PUNCTUATION = r"""[\s,;:·|–—\-/()\[\]"“”„»«•.…]"""

_NAME_END = re.compile(rf"\s*[,·|–—-]?\s+(?:{_SAYS}){_PUNCTUATION}*$|\s+(?:{_JOINTS})\s*:?$", re.IGNORECASE)

_AROUND_NAME = ' \t"“”„:,;|·•—–-'

_NAME_START = re.compile(
    r"^(?:\d{1,5}[.)]\s+|#\s?\d{1,5}\s+)?(?:(?:comment(?:ed)?|kommentar|antwort|commentaire|comentario|commento|reply|posted"
    r"|written|geschrieben|publié|écrit|enviado|escrito|scritto|pubblicato|dit|gepostet)\s?(?:by|von|par|por|da|de|from)?"
    r"\s?:?\s|(?:soumis par|by|von|par|por|from)\s?:?\s|(?:name|autor|author|auteur)\s?:\s?)",
    re.IGNORECASE,
)

_LABEL_WORDS = (
    r"kommentar|kommentiert|comments?|commented|commentaire|comentario|commento|reply|replied|antwort|posted|written"
    r"|geschrieben|publié|écrit|répondu|enviado|escrito|scritto|pubblicato|gepostet|by|von|par|por|da|de|from|du|den|der"
    r"|pingback|trackback|ping|edited|bearbeitet|author|autor|auteur|guest|gast|admin|anonymous|o'clock|h|min|you|la|el"
)

# Each character begins one alternative at most (a word here begins with a letter): else what is no label is tried in
# exponentially many ways.
_ONLY_LABELS = re.compile(rf"(?:{_PUNCTUATION}|[@#]|\d|\b(?=\w)(?:{_SAYS}|{_JOINTS}|{_LABEL_WORDS})\b)*", re.IGNORECASE)

_UNITS = (
    r"seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|sekunden?|minuten?|stunden?|std"
    r"|tag(?:en?)?|wochen?|monat(?:en?)?|jahr(?:en?)?|secondes?|heures?|jours?|semaines?|mois|ans?|segundos?|minutos?"
    r"|horas?|d[ií]as?|semanas?|mes(?:es)?|mês|años?|anos?|secondi|minut[oi]|or[ea]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]"
    r"|seconden|uur|uren|dagen|dag|weken|week|maand(?:en)?|jaar|minut\w*|godzin\w*|dni|dzień|tygod\w+|miesi\w+|lata?|rok"
    r"|timmar?|timer?|dagar|dage?r?|veck\w+|uger?|uker?|månad\w*|måned\w*|år|секунд\w*|час\w*|дн\w+|день|недел\w+"
    r"|месяц\w*|лет|год\w*|dakika|saat|gün|hafta|ay|yıl|[smhdwy]"
)

_PAST = r"ago|vor|her|il y a|hace|há|atrás|fa|geleden|temu|sedan|siden|назад|önce|sitten|ezelőtt|ennyi ideje|před"

_DAY_WORDS = (
    r"just now|yesterday|today|gestern|heute|vorgestern|hier|aujourd.hui|ayer|hoy|anteayer|ontem|hoje|ieri|oggi"
    r"|gisteren|vandaag|wczoraj|dzisiaj|dziś|igår|i går|idag|i dag|вчера|сегодня|dün|bugün"
)

_RELATIVE = re.compile(
    rf"\b(?:{_PAST}|{_DAY_WORDS})\b|\b\d{{1,3}}\s?(?:{_UNITS})\b|\d\s?(?:秒|分|時間|日|週間|か月|ヶ月|年|小时|天|个月|시간|일)\s?(?:前|전)"
    r"|昨日|今日|昨天|今天|어제|오늘",
    re.IGNORECASE,
)

_COUNTED_FROM_NOW = re.compile(
    rf"^\W*(?:\w{{2,12}}\W\s?)?(?:(?:vor|il y a|hace|há|för|for|před)\s(?:\w{{2,8}}\s)?\w{{1,4}}\s(?:{_UNITS})"
    r"(?:\s\w{1,5})?"
    rf"|\w{{1,4}}\s?(?:{_UNITS})(?:\W{{1,3}}\d{{1,2}}\s?(?:{_UNITS}))?\s(?:{_PAST})|\d\w*\s?\w{{0,3}}前)\W*$",
    re.IGNORECASE,
)

MOST_WORDS = 6
"""Words: what is longer before "says" is a sentence."""

_NAME_LINE = re.compile(rf"^(?P<name>.{{1,80}}?)\s+(?:{_SAYS})\b(?P<rest>[^\n]{{0,80}}?):?$", re.IGNORECASE)

_NO_YEAR = re.compile(
    r"^\W*(?:[^\W\d]{2,12}\.?,?\s)?(?:\d{1,2}(?:st|nd|rd|th|\.)?\s[^\W\d]{3,12}|[^\W\d]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?)\b"
    r"(?:\W{1,3}|\s(?:at|um|à|a las|alle|om|kl)\s)(?:\d{1,2}[:.h]\d{2}|$)",
    re.IGNORECASE,
)

_DATE_AND_NAME = re.compile(
    r"^(?=\D{0,20}\d{1,4}\D+\d).*\d(?:\s?[ap]\.?m\.?)?,?\s+(?:[—–|]|by|par|von|por|da|di|door|av)\s+([^\W\d][^:/|,(]{0,59})$",
    re.IGNORECASE,
)

_NAMED_DATE = re.compile(
    r"^[^\d.!?:;,(]{2,50}(?:,|\s[–—|-]|\s\(|\s(?:am|on|le|il|el|op|den))\s*(\w{0,12}\.?,?\s?\d[^)]{5,50})\)?$"
)

_NAME_AND_DATE = re.compile(r"\s+[—–|·•@-]\s+|\s+(?:am|on|um|le|at|vom|the|il|el)\s+(?=\S{0,12}\s?\d)|,\s|\s\(")


def before_date(line: str) -> str:
    """The part of a line before what parts a name from a date ("Ann — 17.07.2011", "Ann am 3. Mai")."""
    return _NAME_AND_DATE.split(line, maxsplit=1)[0]


def name_after_date(line: str) -> str | None:
    """The name in a line such as "Tue, 03/05/2011 - 10:31 — Ann" or "3 mai 2011, par Ann"."""
    found = _DATE_AND_NAME.match(line) if len(line) <= 140 else None
    return found[1] if found is not None else None


def date_after_name(line: str) -> str | None:
    """What may be a date in a line that holds a name and nothing else beside it: "Ann, 3 May 2011, 10:31"."""
    found = _NAMED_DATE.match(line) if len(line) <= 100 else None
    return found[1] if found is not None else None


def clean_name(text: str) -> str:
    """A name without what themes print around it: "says:", "Kommentar von", commas, numbers in front."""
    line = " ".join(text.split())  # `_NAME_END` takes the third power of a run of spaces
    text = _NAME_START.sub("", line.strip(_AROUND_NAME), count=1).strip(_AROUND_NAME)
    return _NAME_END.sub("", text).strip(_AROUND_NAME)


def is_signature(text: str) -> bool:
    """Whether a line begins as those do that name a person: "Posted by", "von", a dash."""
    return len(text) <= 140 and (text.lstrip()[:1] in {*"—–~"} or _NAME_START.match(text.lstrip()) is not None)


def is_only_labels(text: str) -> bool:
    """Whether a text is nothing but "says:", "on", "|" and the like."""
    return len(text) <= 80 and _ONLY_LABELS.fullmatch(text) is not None


def is_uncertain_date(text: str) -> bool:
    """Whether a short text is a date counted from now ("2 days ago") or without a year ("Jun 20th at 2:41 am")."""
    return 2 < len(text) <= 60 and (_RELATIVE.search(text) or _NO_YEAR.search(text)) is not None


def is_counted_from_now(text: str) -> bool:
    """Whether a whole short text is a date counted from now or without a year, and nothing else ("vor 3 Tagen")."""
    return 2 < len(text) <= 40 and (_COUNTED_FROM_NOW.match(text) or _NO_YEAR.match(text)) is not None


def name_in_line(line: str) -> str | None:
    """The name in a line such as "Ann says:" or "Ann schrieb am 3. Mai"."""
    found = _NAME_LINE.match(line) if len(line) <= 160 else None
    if found is None or found["name"].count(" ") >= MOST_WORDS:
        return None
    rest = found["rest"].strip(" :,.")
    return clean_name(found["name"]) or None if line.endswith(":") or not rest or any(map(str.isdigit, rest)) else None
