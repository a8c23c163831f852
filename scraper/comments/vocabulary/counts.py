"""The words and numbers in which pages count their comments."""

from __future__ import annotations

import re

from scraper.text import squeeze

COMMENT_WORDS = (
    r"comments?|\w{0,15}kommentare?|\w{0,15}kommentarer|commentaires?|comentarios?|comentários?|comentarii|commenti|commento|reacties?"
    r"|komentarz\w*|komentář\w*|komentár\w*|kommenttia?|kommentit|комментари\w*|коментар\w*|σχόλι\w*|yorum\w*|hozzászólás\w*"
    r"|bình luận|コメント|评论|評論|留言|댓글|تعليق\w*"
    r"|responses?|replies|antworten|réponses?|respuestas?|respostas?|risposte"
    r"|thoughts?|gedanken?|réflexions?|gedachten?|pensier[io]|pensamientos?|pensamentos?|tank(?:ar|er|e)|myśl\w*|мысл\w*"
    r"|reactions?|réactions?|reaktionen|discussions?|meinung(?:en)?|opiniones|opinion[ie]|opinii|opiniões|wortmeldungen"
    r"|rückmeldungen|отзыв\w*|messages? de forum|pingbacks?|trackbacks?"
)
"""Words for what is counted, in the headings of the web's threads."""

_NUMBER_WORDS = {
    0: "no|keine?|noch keine|bisher keine|aucun|pas de|ningún|sin|nessun|nenhum|sem|geen|brak|нет|inga|ingen|ei",
    1: "one|a single|eine?|einen|une?|uno|una|um|uma|een|één|jeden|один|ett?|en",
    2: "two|zwei|deux|dos|due|dois|duas|twee|dwa|два|två|to",
    3: "three|drei|trois|tres|tre|três|drie|trzy|три",
    4: "four|vier|quatre|cuatro|quattro|quatro|cztery|четыре|fyra|fire",
    5: "five|fünf|cinq|cinco|cinque|vijf|pięć|пять|fem",
    6: "six|sechs|seis|sei|zes|sześć|шесть|sex|seks",
    7: "seven|sieben|sept|siete|sette|sete|zeven|siedem|семь|sju|syv",
    8: "eight|acht|huit|ocho|otto|oito|osiem|восемь|åtta|otte",
    9: "nine|neun|neuf|nueve|nove|negen|dziewięć|девять|nio|ni",
    10: "ten|zehn|dix|diez|dieci|dez|tien|dziesięć|десять|tio|ti",
    11: "eleven|elf|onze|once|undici|elva|elleve",
    12: "twelve|zwölf|douze|doce|dodici|doze|twaalf|tolv",
}

_COUNT = re.compile(
    rf"(?<![\d.,/:])(\d{{1,3}}(?:[.,\s]\d{{3}})+|\d{{1,6}})\s*(?:\+\s*)?(?:[^\W\d]+\s)?(?:{COMMENT_WORDS})(?!\w)",
    re.IGNORECASE,
)

_COUNT_AFTER = re.compile(
    rf"^\W*(?:[^\W\d]+\s){{0,3}}(?:{COMMENT_WORDS})\s*(?:[:(\[–-]\s*(\d{{1,6}})\s*[)\]]?|(\d{{1,6}}))\s*$",
    re.IGNORECASE,
)

_IN_WORDS = re.compile(
    rf"^\W*(?:{'|'.join(f'(?P<n{n}>{words})' for n, words in _NUMBER_WORDS.items())})"
    rf"\s(?:[^\W\d]+\s)?(?:{COMMENT_WORDS})(?!\w)(?P<rest>.*)$",
    re.IGNORECASE,
)

_NOTHING_MORE = re.compile(
    r"^\W*(?:yet|so far|bisher|vorhanden|bislang|pour l.instant|pour le moment|aún|todavía|ancora|ainda|nog"
    r"|jeszcze)?\W*$",
    re.IGNORECASE,
)

LONGEST_HEADING = 160


def count_in(text: str) -> int | None:
    """The count in a heading such as "74 commentaires", "Comments (3)" or "Ein Kommentar"."""
    text = squeeze(text)
    if len(text) > LONGEST_HEADING:
        return None
    found = _COUNT.search(text) or _COUNT_AFTER.match(text)
    if found is not None:
        return int(re.sub(r"\D", "", next(filter(None, found.groups()))))
    worded = _IN_WORDS.match(text)
    if worded is None:
        return None
    number = next(n for n in _NUMBER_WORDS if worded[f"n{n}"])
    return number if number or _NOTHING_MORE.match(worded["rest"]) else None
