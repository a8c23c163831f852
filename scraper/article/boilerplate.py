"""What stands around an article and is no part of it: its title above, related posts within, appeals below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.article.body import Block
from scraper.article.site_name import letters_of

TITLE_WITHIN = 3
"""Blocks at the beginning among which the title may stand again."""

LONGEST_CRUMB = 60
"""Characters of a block before the title that is only a category, a place or a date."""

LONGEST_APPEAL = 300
"""Characters of a block that asks readers to subscribe, or names rights and sources."""

EDGE = 5
"""Blocks at the end among which such blocks stand."""

LONGEST_TEASER = 120
"""Characters of a heading that announces other articles, and of a teaser below it, which is no whole sentence."""

ENOUGH = 200
"""Characters of article before a list of other articles may end it."""

_ELSEWHERE = re.compile(
    r"^\W*(?:related(?: (?:articles?|posts?|stories|content|topics|links|coverage|reading))?"
    r"|more (?:stories|articles|news|from|on|like this)\b.{0,40}|read (?:more|also|next)|see (?:also|more)"
    r"|don['’]t miss|also read|trending|most (?:read|popular)|what to read next|further reading"
    r"|(?:mehr|weitere) (?:artikel|beiträge"
    r"|meldungen|nachrichten|themen|links?|informationen|infos)\b.{0,40}|mehr (?:zum thema|zu diesem thema|dazu|lesen"
    r"|aus|von)\b.{0,40}|(?:lesen sie|lies) (?:auch|mehr|dazu)\b.{0,30}|siehe auch|(?:à )?(?:lire|voir) aussi"
    r"|sur le même (?:sujet|thème)|(?:lee|lea|mira) también|más sobre\b.{0,30}|leia (?:também|mais)|veja também"
    r"|leggi anche|lees ook|meer over\b.{0,30}|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)"
    r"|läs (?:också|mer|även)|les også|læs også|lue myös|читайте также)\W*$",
    re.IGNORECASE,
)
"""Headings of a few links within an article, or after it."""

_OTHERS = re.compile(
    r"^\W*(?:you (?:may|might)(?: also)? (?:like|enjoy|be interested in)|recommended(?: for you)?"
    r"|(?:das |dies |thema )*(?:könnte|dürfte)\b.{0,25}\b(?:interessieren|gefallen)|auch interessant"
    r"|ebenfalls interessant|(?:ähnliche|verwandte) (?:artikel|beiträge|themen)"
    r"|passend(?:e artikel)? (?:dazu|zum thema)"
    r"|vous aimerez aussi|articles? (?:liés|similaires|recommandés)|(?:también )?te puede interesar"
    r"|(?:noticias|artículos) relacionad[oa]s|você (?:também )?pode(?: também)? gostar|notícias relacionadas"
    r"|(?:ti )?potrebbe(?:ro)?(?: anche)? interessar\w+|articoli correlati)\W*$",
    re.IGNORECASE,
)
"""Headings of other articles, of which nothing comes back to this one."""

_POINTER = re.compile(
    r"^\W*(?:related|see (?:also|more)|read (?:more|also|next)|also read|don['’]t miss|lesen sie auch|lies auch"
    r"|auch interessant|mehr (?:zum thema|dazu)|siehe auch|passend dazu|(?:à )?(?:lire|voir) aussi|(?:lee|lea) también"
    r"|te puede interesar|leia (?:também|mais)|veja também|leggi anche|lees ook|(?:czytaj|zobacz) (?:też|także|również)"
    r"|läs också|les også|lue myös)\s*:",
    re.IGNORECASE,
)
"""How a line begins that only points to another article."""

_APPEAL = re.compile(
    r"\b(?:subscribe\b|sign up (?:for|to|now|here)|get the latest|follow (?:us|him|her|me|them|@|the \w+ on)"
    r"|like us on|have a tip\b|tell us what you think|hear what you think|want to be informed"
    r"|contributed to this report|abonnier\w+"
    r"|melde[nt]? (?:dich|sie sich)\b.{0,30}\ban\b|folge(?:n sie)? uns|gefällt dir (?:unser|dieser)|abonnez-vous"
    r"|inscrivez-vous|suivez-nous|suscr[íi]b\w+|síguenos|puede (?:seguir|escribir)\w*|assine|inscreva-se|siga-nos"
    r"|iscriviti|seguici|abonneer|all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|copyrighted property|alle angaben ohne gewähr)"
    r"|^\W*(?:tags?|schlagw[öo]rte[r]?|stichworte|etiquetas|mots-clés|filed under|categor(?:y|ies|ías?)|kategorien?"
    r"|(?:image|photo|foto|bild|titelbild|beitragsbild|crédit)s?(?: credits?| photos?)?|last modified|source|quelle"
    r"|fuente|fonte|źródło)\s*[:\n©]"
    r"|^\W*(?:©|copyright\b|\(c\))"
    r"|^\W*(?:comments?|kommentare?|share|teilen|print|drucken|pdf|newsletter)\W*$",
    re.IGNORECASE,
)
"""Appeals to subscribe or to follow, lines of rights, sources and tags, and what is left of buttons."""


def trim(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """The article alone. What would leave nothing is left as it is."""
    rest = list(blocks)
    rest = _without_title(rest, title) or rest
    rest = _without_others(rest) or rest
    return _without_appeals(rest) or rest


def _without_title(blocks: list[Block], title: str | None) -> list[Block]:
    letters = letters_of(title or "")
    for number, block in enumerate(blocks[:TITLE_WITHIN]):
        if letters and letters_of(block.text) == letters:
            before = [crumb for crumb in blocks[:number] if len(crumb.text) > LONGEST_CRUMB]
            return before + blocks[number + 1 :]
    return blocks


def _without_others(blocks: list[Block]) -> list[Block]:
    """Without other articles: the lines that point to them, and what stands below a heading that announces them."""
    kept: list[Block] = []
    below = False
    for block in blocks:
        if len(block.text) < LONGEST_APPEAL and _POINTER.match(block.text):
            continue
        if len(block.text) <= LONGEST_TEASER and _OTHERS.match(block.text):
            if sum(len(other.text) for other in kept) >= ENOUGH:
                break
            continue
        if len(block.text) <= LONGEST_TEASER and _ELSEWHERE.match(block.text):
            below = True
            continue
        below = below and (block.is_links or (len(block.text) <= LONGEST_TEASER and block.text[-1] not in ".!?…"))
        if not below:
            kept.append(block)
    while kept and kept[-1].is_links:
        kept.pop()
    return kept


def _without_appeals(blocks: list[Block]) -> list[Block]:
    last = len(blocks) - EDGE
    return [
        block
        for number, block in enumerate(blocks)
        if not ((number < 2 or number >= last) and len(block.text) <= LONGEST_APPEAL and _APPEAL.search(block.text))
    ]
