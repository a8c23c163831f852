"""The words that page authors put into ids, classes and links around comments, in the languages of the web.

A class or id is read as words: cut at punctuation, at changes to upper case and at digits, and where a comment word is
glued to another (`commentlist`, `thecomment`, `mtbCommentContainer`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ONE_COMMENT = _set(
    "comment kommentar commentaire comentario comentário commento komentar komentarz reactie reaction kommentti "
    "cmt ugccmt comm commenter pingback trackback"
)

COMMENTS = _set(
    "comments kommentare kommentarer commentaires comentarios comentários commenti komentarze reacties reactions "
    "cmts subcomments pings pingbacks trackbacks discussion disqus commenting"
)

REPLY_LIST = _set("children replies indented antworten answers responses subcomments kids thread nested")

ITEM = _set("item single entry node unit element")
"""Say that an element is one of a list, whatever other words stand beside them."""

CONTAINER = _set(
    "list tree area section wrapper wrap holder container box form respond region stream tab tabs panel module "
    "modul widget count counter number num link links nav navigation pagination pager page pages title heading "
    "headline template open closed off on loading load toggle button btn count more show hide feed rss policy rules "
    "notice note login subscribe icon enabled disabled"
)
"""Say that an element holds comments or stands around them, rather than being one."""

FORM = _set("respond replyform")
"""Say that an element is where one writes, with or without a comment word; so does "form" beside a comment word."""

PING = _set("ping pings pinglist pingback pingbacks trackback trackbacks")

FIELD = _set(
    "author commenter avatar name meta metadata metas info infos content body text texte message msg copy date time "
    "datetime timestamp header head footer foot reply actions action tools toolbar vote votes voting rating score like "
    "likes share report flag permalink edit user username profile gravatar photo picture image img pic says awaiting "
    "moderation ops leader fields filter filters fltr tab sort preview write create excerpt quote bubble arrow badge "
    "details detail context description subject inner control controls "
    "options menu ip email website by posted left right bottom top data"
)
"""Say that an element is a part of a comment."""

AREA = _set("content footer foot body inner bottom top")
"""Beside a word for several comments they say where the comments are, not what part of one this is."""

ELSEWHERE = _set("recent latest related popular newest neueste letzte derniers ultimos últimos featured")
"""Together with a comment word: comments of other pages, or copies of some of this page's."""

AUTHOR = {
    **dict.fromkeys(("fn", "username", "nickname", "nick", "screenname", "name", "pseudo"), 5),
    **dict.fromkeys(("author", "autor", "auteur", "autore", "verfasser", "commenter", "commentator", "reviewer"), 4),
    **dict.fromkeys(("poster", "user", "member", "writer", "utilisateur", "benutzer"), 3),
    **dict.fromkeys(("by", "byline", "profile", "who", "from"), 2),
}
"""In the class of an element: it names a person. The higher the number, the less else it holds."""

NAMES = frozenset(word for word, strength in AUTHOR.items() if strength >= 3)
"""Of these the words that name nothing else."""

NOT_AUTHOR = _set(
    "avatar photo picture image img pic icon badge badges role rank title bio posts count since joined location "
    "signature register registered links info stats level date time reply actions text body content message rating "
    "vote votes fans tools menu status label cell website"
)

DATE = _set(
    "date time datetime timestamp datum fecha data when published posted created ago uhrzeit zeit heure metadata meta "
    "permalink datecreated datepublished age elapsed"
)

EDITED = _set("edited edit edition updated modified lastedit lastedited bearbeitet")
"""In the class of a date: it tells when the comment was changed, not when it was written."""

BODY = _set("text texte content message body copy inhalt contenido contenu bd description entry excerpt msg paragraph")

NOT_BODY = _set(
    "author avatar meta metadata header head footer foot reply actions action tools vote votes rating form respond "
    "date time name user username info share report likes like title context moderation awaiting login out"
)

HEAD = _set(
    "author meta metadata header head info infos details vcard user name profile byline posted top left title "
    "data footer foot bottom toolbar"
)
"""In the class of a block: it holds who wrote and when, and what belongs to that."""

TITLE = _set(
    "title titre titel titulo título titolo titulek subject sujet objet betreff asunto assunto oggetto onderwerp "
    "headline"
)
"""In the class of a short element before the body: the commenter's own title line."""

NOT_TITLE = _set(
    "user author autor auteur member profile role rank poster badge avatar name info infos meta metadata date time "
    "form respond reply page article news job tooltip usertitle"
)

HIDDEN = _set("hidden is-hidden visually-hidden screen-reader-text sr-only d-none hide visuallyhidden")
"""Whole classes, not words of them."""

NOISE = _set(
    "reply respond nav navs vote votes voting rating ratings share sharing report flag likes like dislike actions "
    "action toolbar tools edit says hidden signature badge badges moderation awaiting login notification subscribe "
    "menu controls admin antworten answer repondre répondre responder valoracion karma social toggle abuse cancel "
    "buttons btn screen hide tooltip rank fans bio teaser"
)
"""In the class of a short element: something to press or to read around a comment, not what a person wrote."""

NOT_NOISE = _set("fn info infos meta metadata header head author name content text body message date time")

_COMMENT_GLUED = re.compile(
    r"(comments(?!ect|tream|tatus|ort)|comment(?!ar|at|ed|in)|kommentare?|commentaires?|comentarios?|commenti|commento"
    r"|pingbacks?|trackbacks?)(?=[a-z]|$)"
)

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_HASH = re.compile(r"__(?=\w*\d|[A-Za-z]+[A-Z])[A-Za-z0-9]{2,8}$")
"""What build tools add to the names of classes (`Comment_author__x7Yq2`)."""

_CUT = re.compile(r"[^\w]+|_+|\d+", re.UNICODE)


@lru_cache(maxsize=5_000)
def is_hidden(style: str, classes: str) -> bool:
    """Whether an element's own style or one of its classes keeps a browser from showing it."""
    return "display:none" in style.replace(" ", "").lower() or not HIDDEN.isdisjoint(classes.lower().split())


@lru_cache(maxsize=20_000)
def words_of(token: str) -> tuple[str, ...]:
    """The words of one class or id: `li-comment-96` → (li, comment); `mtbCommentBody` → (mtb, comment, body)."""
    if len(token) > 200:
        return ()
    found: list[str] = []
    for word in filter(None, _CUT.split(_CAMEL.sub(" ", _HASH.sub("", token)).lower())):
        whole = word in ONE_COMMENT or word in COMMENTS
        found.extend([word] if whole else _COMMENT_GLUED.sub(r" \1 ", word).split())
    return tuple(found)


def kind_of_ping(words: Iterable[str]) -> Literal["pingback", "trackback"] | None:
    """What kind of ping the words of a class name, if any."""
    found = PING.intersection(words)
    if not found:
        return None
    return "trackback" if found <= {"trackback", "trackbacks"} else "pingback"
