"""A thread as one HTML file that needs nothing else: no script, no picture or font from elsewhere; for a phone, a
screen in the dark and paper alike."""

import re
from collections.abc import Iterator
from html import escape

from archive.display import clean, one_line
from archive.export import facts
from scraper.html import SAFE_TAGS, safe_html
from scraper.text import unescape
from scraper.thread import Thread

DEEPEST = 30

STYLE = """
:root { color-scheme: light dark; --line: #bbb; --faint: #666; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --line: #555; --faint: #aaa; --link: #8ab8f0; } }
body { font: 1rem/1.55 Georgia, "Times New Roman", serif; max-width: 42rem; margin: 0 auto; padding: 1rem;
  overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.1rem; margin-top: 2.5rem; }
a { color: var(--link); } pre, table { overflow-x: auto; display: block; }
.facts, .who { font: .85rem/1.4 system-ui, sans-serif; color: var(--faint); }
.who { margin: 0; } .who b { color: CanvasText; }
ol.thread, ol.thread ol { list-style: none; margin: 0; padding: 0; }
ol.thread li { margin-top: 1.4rem; } ol.thread ol { border-left: 2px solid var(--line); padding-left: .8rem; }
.level-9 ol { border-left: 0; padding-left: 0; }
.gone > div { opacity: .65; }
blockquote { margin: .5rem 0 .5rem 1rem; font-style: italic; }
@media print { body { max-width: none; font-size: 10.5pt; padding: 0; } a { color: inherit; }
  .who { break-after: avoid; } }
"""

_IMAGE = re.compile(r"""<img((?:[^>"]|"[^"]*")*)>""")
_ATTRIBUTE = re.compile(r"""(\w+)="([^"]*)\"""")


def html(thread: Thread) -> Iterator[str]:
    """The pieces of the file, UTF-8. All HTML of the page goes through the sanitiser once more; all else is escaped."""
    title = escape(facts.title(thread))
    language = thread.article.language or ""
    lang = f' lang="{escape(language)}"' if re.fullmatch(r"[A-Za-z0-9-]{1,35}", language) else ""
    yield f"""<!DOCTYPE html>
<html{lang}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Afterword">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<article>
<h1>{title}</h1>
<p class="facts">{" · ".join(map(escape, facts.head(thread)))}<br>{_link(thread.url, one_line(thread.url))}</p>
{_body(thread.article.html, thread.article.text, thread.url)}
</article>
<section>
<h2>{escape(facts.figures(thread))}</h2>
<p class="facts">{escape(" · ".join(facts.origin(thread)))}</p>
"""
    yield from _comments(thread)
    yield "</section>\n</body>\n</html>\n"


def _comments(thread: Thread) -> Iterator[str]:
    level = -1
    for place, comment in enumerate(thread.comments):
        at = min(comment.depth, DEEPEST)
        if at > level:
            yield '<ol class="thread">\n' if level < 0 else "<ol>\n"
        else:
            yield "</li>\n" + "</ol>\n</li>\n" * (level - at)
        level = at
        classes = [*(["level-9"] if at == 9 else []), *(["gone"] if comment.gone_since else [])]
        name = f"<b>{_link(comment.author.url, facts.name(comment))}</b>"
        marks = map(escape, facts.facts(thread, place, DEEPEST))
        yield f"""<li{f' class="{" ".join(classes)}"' if classes else ""}>
<p class="who">{" · ".join((name, *marks))}</p>
<div>{_body(comment.html, comment.text, thread.url)}</div>
"""
    if thread.comments:
        yield "</li>\n" + "</ol>\n</li>\n" * level + "</ol>\n"


def _link(url: str | None, text: str) -> str:
    if not facts.is_web(url):
        return escape(text)
    return f'<a href="{escape(url or "")}" rel="nofollow noopener noreferrer">{escape(text)}</a>'


def _body(stored: str, text: str, base: str) -> str:
    """The words with their formatting; pictures, which lie elsewhere, become links to them."""
    import nh3

    if not stored.strip():
        return facts.as_html(text)
    without = _IMAGE.sub(_as_link, safe_html(stored, base))
    # Twice: what was made of the pictures is HTML from the page again.
    safe = nh3.clean(safe_html(without, base), tags=set(SAFE_TAGS) - {"img"}, url_schemes={"http", "https", "mailto"})
    return clean(safe)


def _as_link(found: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(found[1]))
    text = f"[picture: {unescape(attributes['alt'])}]" if attributes.get("alt") else "[picture]"
    source = attributes.get("src")
    return f'<a href="{source}">{escape(text)}</a>' if source else escape(text)
