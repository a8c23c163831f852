"""What lexbor wrote, cut into comments, and BeautifulSoup's tree of it, without parsing it a second time.

lexbor has applied the rules of HTML already: it writes every tag whole, every attribute quoted, every `<` in text as
an entity. So one pattern tells tags from text; html.parser takes more than twice as long for the same tree.
"""

import re
from html import escape

from bs4.element import AttributeValueList, NavigableString, PreformattedString, Tag

from scraper.comments.find.regions import MARK
from scraper.text import unescape

_NO_END = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
"""Elements that are written without an end tag (HTML Standard, "Serializing HTML fragments")."""

# White space is spelled out: names may hold quotes, and other characters that \s stands for.
_TAG = r'<(/?)([a-zA-Z][^ \t\n\f\r/>]*)((?: [^ \t\n\f\r/>][^ \t\n\f\r/>=]*="[^"]*")*)>'
"""A tag as lexbor writes it: a slash if it is an end tag, the name, the attributes."""

_UNSEEN = r"<!--.*?-->|<\?[^>]*>"  # a comment or a processing instruction
_TAGS = re.compile(rf"{_TAG}|{_UNSEEN}", re.DOTALL)
_MARK = re.compile(rf' {MARK}="(\d+)"')
_TOKEN = re.compile(rf"{_TAG}|([^<]+)|{_UNSEEN}", re.DOTALL)
_ATTRIBUTE = re.compile(r' ([^ \t\n\f\r/>][^ \t\n\f\r/>=]*)="([^"]*)"')
_SPACES = " \t\n\f\r\v"


def own_parts(html: str) -> dict[int, str]:
    """A region's HTML cut into that of its comments, by their place, each without the comments nested in it.

    BeautifulSoup costs more the deeper a document is; a comment's own part is small however many there are and however
    deep they stand.
    """
    pieces: dict[int, list[str]] = {}
    open_elements: list[int | None] = []  # for each open element the comment that it is, if any
    owners: list[int] = []
    done = 0

    def give(until: int) -> None:
        nonlocal done
        if owners:
            pieces.setdefault(owners[-1], []).append(html[done:until])
        done = until

    for tag in _TAGS.finditer(html):
        if tag[2] is None or tag[2] in _NO_END:
            continue
        if not tag[1]:
            found = _MARK.search(tag[3])
            comment = int(found[1]) if found else None
            open_elements.append(comment)
            if comment is not None:
                give(tag.start())
                owners.append(comment)
        elif open_elements and open_elements.pop() is not None:
            give(tag.end())
            owners.pop()
    return {comment: "".join(parts) for comment, parts in pieces.items()}


def element_of(html: str) -> Tag | None:
    """The first element of a fragment that lexbor wrote, without its HTML comments; None when there is none.

    As in every soup, `class` and a link's `rel` are lists, and white space alone is one space or line break outside
    pre. Text that is no markup although it looks so (xmp, plaintext) must be gone from the fragment.
    """
    root: Tag | None = None
    parent: Tag | None = None
    last: Tag | NavigableString | None = None
    preformatted = 0
    for token in _TOKEN.finditer(html):
        name = token[2]
        if name is None:
            if parent is not None and (shown := token[4]):
                if not (preformatted or shown.strip(_SPACES)):
                    shown = "\n" if "\n" in shown else " "
                string = NavigableString(unescape(shown) if "&" in shown else shown)
                string.setup(parent, last)
                parent.contents.append(string)
                last = string
        elif not token[1]:
            preformatted += name == "pre"
            ends = name in _NO_END
            last = Tag(
                name=name,
                parent=parent,
                previous=last,
                is_xml=False,
                can_be_empty_element=ends,
                interesting_string_types=Tag.MAIN_CONTENT_STRING_TYPES,
            )
            if written := token[3]:
                last.attrs.update(_attributes(name, written))  # given to Tag, each would be copied once more
            if parent is not None:
                parent.contents.append(last)
            root = root or last
            parent = parent if ends else last
        else:
            preformatted -= name == "pre"
            parent = parent.parent if parent is not None else None
            if parent is None:
                break
    return root


def markup_in(tag: Tag) -> str:
    """The HTML of what is in an element, for another parser: BeautifulSoup's own writing takes three times as long."""
    pieces: list[str] = []
    waiting: list[object] = list(reversed(tag.contents))  # bare text among them are the end tags
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            pieces.append(f"<{node.name}")
            for name, value in sorted(node.attrs.items()):  # as BeautifulSoup does: what archives hold stays the same
                pieces.append(f' {name}="{escape(" ".join(value) if isinstance(value, list) else value or "")}"')
            pieces.append(">")
            if node.name not in _NO_END:
                waiting.append(f"</{node.name}>")
                waiting.extend(reversed(node.contents))
        elif not isinstance(node, NavigableString):
            pieces.append(str(node))
        elif not isinstance(node, PreformattedString):
            pieces.append(escape(node, quote=False))
    return "".join(pieces)


def _attributes(tag: str, written: str) -> dict[str, str | AttributeValueList]:
    found: dict[str, str | AttributeValueList] = {}
    for name, value in _ATTRIBUTE.findall(written):
        value = unescape(value) if "&" in value else value
        found[name] = AttributeValueList(value.split()) if name == "class" or (name == "rel" and tag == "a") else value
    return found
