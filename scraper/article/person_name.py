"""A person's name, out of the words that stand around it: "By", roles, dates, handles; or None where it is no name."""

from __future__ import annotations

import re

from scraper.article.site_name import SiteName
from scraper.dates import month_number
from scraper.text import squeeze, unescape

LONGEST_NAME = 100

MOST_WORDS = 12

_BY = r"by|von|par|por|door|av|af|przez"

_LABEL = (
    r"autor(?:in|en|innen|es|as|a)?|authors?|auteurs?|auteure|autore|autrice|verfasser(?:in)?|redaktör|skribent|автор"
)

_LOOSE_LABEL = r"redaktion|tekst|texte?|testo|texto|words|story|herausgeber|текст"

_LEAD_WORDS = (
    r"posted|post|posts|published|created|submitted|added|article|articles|stories|column|a|an|the|about|view|see|all"
    r"|more|read|ein|eine|alle|alles|mehr|artikel|beitrag|beiträge|blog|blogbeitrag|gastbeitrag|kolumne|kommentar"
    r"|interview|analyse|essay|bericht|reportage|rezension|pressemitteilung|erstellt|veröffentlicht|geschrieben|written"
    r"|verfasst|eingestellt|gepostet|zeige|publié|publiée|écrit|rédigé|posté|un|une|billet|tribune|chronique|escrito"
    r"|publicado|scritto|pubblicato|geschreven|geplaatst|skrevet|skriven|napisał|dodał|und|and|et|y|e|&|photos?|fotos?"
)

BYLINE = re.compile(
    rf"^[\W\d]*(?:Uhr\s+)?(?:(?:(?:{_LEAD_WORDS}|{_LABEL}|{_LOOSE_LABEL})\s+){{0,6}}(?:{_BY})\s*:?"
    rf"|(?:(?:{_LEAD_WORDS}|{_LABEL}|{_LOOSE_LABEL})\s+){{0,4}}(?:{_LABEL}|{_LOOSE_LABEL}"
    rf"|(?:{_LABEL}|{_LOOSE_LABEL})\s(?:und|and|et|y|&)\s(?:fotos?|photos?))\s*[:–-])(?:\s+|$)",
    re.IGNORECASE,
)
"""How a line begins that says who wrote the article."""

LABEL = re.compile(rf"^\W*(?:{_LABEL})\s*(?:\(s\))?\s*:(?:\s+|$)", re.IGNORECASE)
"""How a line begins that names the author wherever it stands."""

BARE_LABEL = re.compile(rf"^(?:{_LABEL})\s+(?=[^\W\d_])", re.IGNORECASE)
"""The same without its colon."""

HEADING = re.compile(
    r"(?:(?:the|der|die|l[’'])\s?)?(?:autor(?:in|a|e)?|author|auteure?|autrice|verfasser(?:in)?)", re.IGNORECASE
)
"""The same as a heading over one name."""

_PREFIX = re.compile(
    rf"^\W*(?:(?:{_LEAD_WORDS}|{_LABEL}|{_LOOSE_LABEL})\s+){{0,6}}(?:(?:{_BY})\s*:?\s+|(?:{_LABEL}|{_LOOSE_LABEL}"
    rf"|(?:{_LABEL}|{_LOOSE_LABEL})\s(?:und|and|et|y|&)\s(?:fotos?|photos?))\s*[:–-]\s*|(?:{_LABEL})\s+)",
    re.IGNORECASE,
)

_TAIL = re.compile(
    r"\s*(?:[|·•→›»]|/[A-Z][A-Z-]+$|\s/\s|\s[–—-]\s|\s-$|,\s*(?=\d)|\(|\[|@\w|\s(?=\d)"
    r"|\s(?:am|on|vor|hace|um|in)\s(?=[\d(A-Z])|\s(?:am|on|um|le|el|il|op)$|\s(?:le|el|il|at)\s(?=\d)"
    r"|\s(?i:published|posted|updated|follow|folgen|veröffentlicht|aktualisiert"
    r"|im gespräch|lesezeit)\b).*$"
)

_NO_NAMES = frozenset(
    "name names datum date follow human no admin administrator autor author authors autoren anonymous unknown e-mail "
    "email website editor staff guest gast none null editorial webmaster root user username team von by "
    "folgen contributors share print".split()
)

_NO_NAME = re.compile(
    r"https?:|www\.|@|\[at\]|\*|[{}<>=]|\b(?:required|erforderlich|obligatoire|no author|not available|autor(?:in|en)?"
    r"|kommentar\w*|comments?|pflichtfeld|copyright|newsletter|minuten|min\.|quelle|kontakt|geändert)\b"
    r"|^(?:view|read|see|all|more)\s(?:all|more|full|my|his|her|their|other|blog|bio\w*|profile|posts?|articles?|stories)\b"
    r"|^(?:posted|published|publiziert|publié|veröffentlicht|zuletzt|updated|tags?|in)\b",
    re.IGNORECASE,
)

_ADDRESS = re.compile(r"https?:|\w@\w|\[at\]")

_ORGANISATION = re.compile(
    r"\b(?:GmbH|AG|SE|e\. ?V|Inc|Ltd|LLC|Corp|S\.A|KG)\b|redaktion|verlag|verband|zeitung|magazin|stiftung|institut"
    r"|anstalt|ministeri|universit|agentur|agencia|agence|agency|agencies|presse|news|press\b|online|media|medien|editor"
    r"|team\b|staff|bund\b|museum|verein|society|foundation|company|group\b|welle\b|\.(?:de|com|org|net|at|ch|fr)\b",
    re.IGNORECASE,
)

_LOGIN = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")

_ROLE = re.compile(r"\S+\s(?:der|des|of|für|bei|at|for|du|dell[ao])\b")
"""How an office begins that is written as names are: "Keeper of the Light"."""

_ABBREVIATION = re.compile(r"[A-Z]{2,4}")

_PARTICLES = frozenset(
    "von van vom de del der den des di da do dos du la le el al bin ibn zu zum zur y e und and et i og och ten ter "
    "auf af av d' mc".split()
)

_JOINTS = frozenset("und and et y e i og och & u.".split())


def clean_name(text: str) -> str | None:
    """The name in a byline, a `<meta>` or JSON-LD, without what stands around it. None where nothing is left."""
    name = squeeze(unescape(text))[: LONGEST_NAME * 3]
    if _ADDRESS.search(name):
        return None
    for _ in range(3):
        name = _PREFIX.sub("", name)
    name = _without_role(_TAIL.sub("", name).strip(" ,;:|·-–—"))
    if not name or len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS:
        return None
    if name.casefold() in _NO_NAMES or _NO_NAME.search(name) or month_number(name) is not None:
        return None
    if any(character.isdigit() for character in name) and " " in name:
        return None
    return name if any(character.isalpha() for character in name) else None


def _without_role(name: str) -> str:
    """Cut what follows a comma and is no further person: an agency (", dpa"), a role, an academic degree."""
    parts = re.split(r"\s*,\s*", name)
    kept = parts[:1]
    for part in parts[1:]:
        if _ROLE.match(part) or not looks_like_person(part):
            break
        kept.append(part)
    return ", ".join(kept)


def looks_like_person(name: str) -> bool:
    """Two words or more, each with a capital or a particle, and no word of an organisation."""
    words = [word for word in re.split(r"[\s,]+", name) if word]
    if not 2 <= len(words) <= MOST_WORDS or is_organisation(name):
        return False
    capitals = [word[:1].isupper() or (not word[:1].isalpha() and word not in _JOINTS) for word in words]
    return capitals[-1] and all(
        capital or word.casefold().strip(".") in _PARTICLES or word in _JOINTS
        for capital, word in zip(capitals, words, strict=True)
    )


def is_organisation(name: str) -> bool:
    """Whether the words name a company, an office or a paper rather than a person."""
    return bool(_ORGANISATION.search(name))


def is_login(name: str) -> bool:
    """Whether a name is written as accounts are: one word in small letters, or some joined by dots."""
    return bool(_LOGIN.fullmatch(name))


def is_abbreviation(name: str) -> bool:
    """Whether a name is written as editors sign: in two to four capitals."""
    return bool(_ABBREVIATION.fullmatch(name))


def is_of_site(name: str, site: SiteName) -> bool:
    """Whether a name is only the site's."""
    return site.is_name(name) or site.is_title(name)
