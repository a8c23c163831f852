"""Whether a comment is shown, waits for a moderator, is folded away, or was deleted: what its place says instead of it.

Systems keep the place of a deleted comment, since others answered it, and print a sentence there. That sentence is no
person's words: the text of such a comment is empty.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.comments.fields.dom import Own, text
from scraper.comments.vocabulary.class_names import words_of
from scraper.html import attribute
from scraper.text import squeeze

if TYPE_CHECKING:
    from bs4 import Tag

    from scraper.comments.fields.parts import Parts
    from scraper.thread import State

LONGEST_NOTE = 200
"""Characters: what is longer was written by a person."""

_COMMENT = (
    r"(?:(?:this|the|your|dieser|diese|dieses|der|dein|ihr|euer|ce|cet|cette|le|votre|ton|este|esta|esse|essa|el|la|tu|su"
    r"|seu|o|a|questo|il|tuo|dit|deze|het|je|uw|ten|to|twój|этот|данный|ваш|denne|din|den här|det här)\s(?:\w+\s)?)?"
    r"(?:comment|post|posting|message|reply|answer|kommentar|beitrag|antwort|nachricht|commentaire|réponse"
    r"|comentario|respuesta|mensaje|comentário|mensagem|resposta|commento|messaggio|risposta|reactie|bericht|komentarz"
    r"|wpis|комментарий|коммент|сообщение|kommentti|inlägg|innlegg|indlæg|yorum|hozzászólás|komentář)\w{0,2}"
)

_IS = (
    r"(?:has been|was|is|have been|wurde|ist|a été|est|ha sido|fue|está|foi|è stato|è|is|werd|został|jest|был"
    r"|har blivit|er blevet|ble|on|muss|wird|n.est pas|byl|er)"
)

_BY = r"(?:by|von|vom|durch|par|por|pelo|pela|da|dal|dall.|door|przez|av|af|från)\s?(?:\S+\s?){1,4}?"

_DELETED = (
    r"(?:deleted|removed|erased|withdrawn|gelöscht|entfernt|supprimée?|effacée?|retirée?|eliminad[oa]|borrad[oa]"
    r"|retirad[oa]|suprimid[oa]|removid[oa]|excluíd[oa]|apagad[oa]|eliminato|rimosso|cancellato|verwijderd|gewist"
    r"|usunięty|skasowany|удал[её]но?|poistettu|borttagen|raderad|slettet|fjernet|silindi|törölve|smazán)"
)

_HIDDEN = (
    r"(?:hidden|collapsed|folded|ausgeblendet|verborgen|versteckt|eingeklappt|masquée?|cachée?|ocult(?:ad)?[oa]|escondid[oa]"
    r"|nascosto|ukryty|скрыто?|piilotettu|dold|skjult|gizlendi)"
)

_WHY = (
    r"(?:\s?[(:,;–-].{0,90}|\s(?:by|due|for|because|as|since|von|vom|durch|wegen|da|weil|par|pour|por|pelo|pela|per|dal|dall"
    r"|door|przez|av|af|автором|модератором|администратором)\b.{0,90})?"
)


def _sentence(state: str) -> re.Pattern[str]:
    """A whole text that says of a comment that it is so: "This comment was removed by its author."."""
    return re.compile(
        rf"^[\W_]*(?:{_COMMENT}\s(?:{_IS}\s)?(?:{_BY}\s)?{state}{_WHY}|{state}\s(?:comment|post|message)"
        rf"|{state}(?:\sdue to.{{0,60}})?)[\W_]*$",
        re.IGNORECASE,
    )


_SAYS_DELETED = _sentence(_DELETED)

_SAYS_HIDDEN = _sentence(_HIDDEN)

_SAYS_DELETED_EAST = re.compile(
    r"^[\W_]*(?:この)?(?:コメント|投稿)は.{0,20}削除され(?:ました|ています)|^[\W_]*(?:该|此|這則|此則)?(?:评论|評論|留言|回复|回覆)已.{0,6}(?:删除|刪除)"
    r"|^[\W_]*삭제된 (?:댓글|의견)|^[\W_]*(?:댓글|의견)이 삭제"
)

_PENDING = re.compile(
    r"await(?:s|ing) (?:moderation|approval)|pending (?:moderation|approval)|held for moderation"
    r"|(?:wartet|muss) (?:noch )?(?:auf|erst) .{0,30}(?:moderation|freischaltung|freigabe|freigeschaltet|freigegeben)"
    r"|muss noch (?:freigegeben|freigeschaltet|geprüft)|in moderation befindet"
    r"|en attente de (?:modération|validation)|pendiente de (?:moderación|aprobación)|esper(?:a|ando) moderación"
    r"|in attesa di (?:moderazione|approvazione)|aguard(?:a|ando) (?:moderação|aprovação)"
    r"|wacht op (?:moderatie|goedkeuring)"
    r"|(?:czeka|oczekuje) na (?:moderację|akceptację|zatwierdzenie)"
    r"|(?:ожидает|ждет|ждёт) (?:модерации|проверки|одобрения)"
    r"|vent(?:er|ar) på (?:godkend|godkjen|moder)|väntar på (?:granskning|moderering)|承認待ち|等待审核|等待審核",
    re.IGNORECASE,
)

_OF_COMMENTS = re.compile(rf"\b{_COMMENT}\b|moder|модер", re.IGNORECASE)
"""People wait for approval of other things, too, and say so in comments."""

_STEMS = (
    "await pending moder freig freisch attente pendiente attesa aguard wacht czeka oczek ожид ждет ждёт "
    "vent vänt 承認 等待 hidden collapsed folded ausgebl verborgen versteckt eingeklappt masqu cach ocult "
    "escond nascost ukryt скрыт dold skjult".split()
)
"""One of these stands in every such note: looking for them costs next to nothing."""

_DELETED_CLASSES = frozenset("deleted removed".split())


def note_state(own: Own, parts: Parts) -> None:
    """Take out the notes that a comment is pending or hidden, and remember what they say."""
    if any("awaiting" in words_of(token) for token in own.classes):
        parts.state = "pending"
    if not any(stem in own.shown for stem in _STEMS):
        return
    for tag in [tag for tag in own.tags if tag.name in ("p", "em", "i", "span", "div", "small", "strong", "a", "b")]:
        state = _said_in(tag)
        if state is not None:
            parts.state = state
            own.take(tag)


def _said_in(tag: Tag) -> State | None:
    shown = text(tag)
    if not shown or len(shown) > LONGEST_NOTE:
        return None
    if len(shown) <= LONGEST_NOTE / 2 and _PENDING.search(shown) and _OF_COMMENTS.search(shown):
        return "pending"
    return "hidden" if _SAYS_HIDDEN.match(shown) and " " in shown else None


def clear_deleted(own: Own, parts: Parts) -> None:
    """Where a sentence stands in a deleted comment's place, there are no words of a person's, only the state."""
    shown = squeeze(parts.text)
    if len(shown) > LONGEST_NOTE or parts.kind != "comment":
        return
    if _SAYS_DELETED.match(shown) or _SAYS_DELETED_EAST.search(shown) or _is_named_deleted(own, shown):
        parts.state, parts.text, parts.html = "deleted", "", ""
    elif _SAYS_HIDDEN.match(shown):
        parts.state, parts.text, parts.html = "hidden", "", ""


def _is_named_deleted(own: Own, shown: str) -> bool:
    """Whether a class calls the whole of what is shown deleted (`span.deleted-comment`)."""
    return any(
        not _DELETED_CLASSES.isdisjoint(words_of(token)) and (tag is own.tag or text(tag) == shown)
        for tag in [own.tag, *own.tags]
        for token in attribute(tag, "class").split()[:30]
    )
