"""Challenges, login walls and error pages that say 200 are told from pages."""

from __future__ import annotations

import pytest

from scraper import parse
from scraper.visit import block_pages

URL = "http://quayside.example/tide/"
WORDS = "High water is late today, and nobody in the harbour minds. " * 20


def page(title: str, body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


CHALLENGES = {
    "a managed challenge": page(
        "Just a moment...",
        '<div class="main-content"><noscript>Enable JavaScript and cookies to continue</noscript></div>'
        "<script>(function(){window._cf_chl_opt = {cvId: '3', cType: 'managed'};}());</script>",
    ),
    "an older challenge": page(
        "Please Wait...", '<form id="challenge-form" action="/?x" method="POST"></form><p>Checking your browser</p>'
    ),
    "a captcha in a frame": page(
        "quayside.example",
        "<p id='cmsg'>Please enable JS and disable any ad blocker</p>"
        "<script>var dd={'rt':'c'}</script><script src='https://ct.captcha-delivery.com/c.js'></script>",
    ),
    "press and hold": page("Access denied", '<div id="px-captcha"></div>', "<script>window._pxAppId='PX1'</script>"),
    "a frame for everything": page(
        "", '<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=9" frameborder=0></iframe>'
    ),
    "a proof of work": page("Making sure you're not a bot!", '<script id="anubis_challenge">{}</script>'),
    "a cookie to be computed": page(
        "", "<script>function toNumbers(d){var e=[]}var a=toNumbers('f655')</script><noscript>Enable it</noscript>"
    ),
    "a cookie script of a firewall": page("Loading", "<script>var s={},sucuri_cloudproxy_js='';</script>"),
    "a captcha before the page": page("Are you human?", '<form><div class="g-recaptcha" ></div></form>'),
}
PASSWORD = '<form action="/in"><input name="user"><input type="password" name="word"><button>Go</button></form>'
LOGINS = {
    "a form under its name": page("Log in | Quayside", PASSWORD),
    "a blog's own form": page("Anmelden ‹ Quayside — WordPress", f"<h1>Quayside</h1>{PASSWORD}"),
    "another language": page("Connexion", PASSWORD),
}
ERRORS = {
    "a number": page("404", "<h1>404</h1><p>Sorry.</p>"),
    "a sentence": page("Page not found – Quayside Notes", "<h1>Nothing here</h1><p>Try the search.</p>"),
    "in German": page("Seite nicht gefunden", "<p>Leider.</p>"),
    "in French": page("Page introuvable | Quayside", "<p>Désolé.</p>"),
    "in Spanish": page("Página no encontrada", "<p>Lo sentimos.</p>"),
    "in Russian": page("Страница не найдена", "<p>404</p>"),
    "in Japanese": page("ページが見つかりません", "<p>404</p>"),
    "an error with a number": page("Error 404 (Not Found)!!1", "<p>That’s an error.</p>"),
}
ARTICLE = f"<article><h1>Tide tables</h1><p>{WORDS}</p></article>"
DATE = '<meta property="article:published_time" content="2024-03-04T08:00:00+00:00">'
TRUE_PAGES = {
    "an article": page("Tide tables", ARTICLE),
    "an article with a login form beside it": page("Tide tables", f"{ARTICLE}<aside>{PASSWORD}</aside>"),
    "an article about logging in": page("How to log in to the harbour", f"{ARTICLE}{PASSWORD}"),
    "an article about what was not found": page("The page not found in the logbook", ARTICLE),
    "a short note with a date": page("404 steps to the light", "<article><p>Count them.</p></article>", DATE),
    "a short note that begins with a number": page("404 steps to the light", "<p>Count them.</p>"),
    "a short note": page("Tide tables", "<article><p>High water is late.</p></article>"),
    "a short note with a form for comments": page(
        "Tide tables", '<p>Late.</p><form><textarea name="comment"></textarea><div class="g-recaptcha"></div></form>'
    ),
    "a note for those with the password": page(
        "Protected: Tide tables", '<form class="post-password-form"><input type="password" name="post_password"></form>'
    ),
    "a page behind a network that watches": page(
        "Tide tables", "<p>Late.</p><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    ),
    "a page behind a firewall that watches": page(
        "Tide tables", "<p>Late.</p><script src='/_Incapsula_Resource?SWJIYLWA=7'></script>"
    ),
    "a page with a menu": page("Tide tables", '<nav><a href="/login">Log in</a></nav><p>Late.</p>'),
    "a page without a title": page("", "<p>Late.</p>"),
}


def doubt(text: str, *, asked: str = URL, url: str = URL, **headers: str) -> str | None:
    data = text.encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    came_from = (asked,) if asked != url else ()
    return block_pages.doubt(data, named, parse(data, url), asked=asked, came_from=came_from)


@pytest.mark.parametrize("name", CHALLENGES)
def test_challenges_are_known(name: str) -> None:
    assert doubt(CHALLENGES[name]) == block_pages.CHALLENGE


@pytest.mark.parametrize("name", LOGINS)
def test_login_pages_are_known(name: str) -> None:
    assert doubt(LOGINS[name]) == block_pages.LOGIN


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_are_known(name: str) -> None:
    assert doubt(ERRORS[name]) == block_pages.ERROR


@pytest.mark.parametrize("name", TRUE_PAGES)
def test_pages_are_not_doubted(name: str) -> None:
    assert doubt(TRUE_PAGES[name]) is None


def test_a_page_that_led_to_a_login_is_one_whatever_it_is_called() -> None:
    nameless = page("Quayside", PASSWORD)
    assert doubt(nameless, url="http://quayside.example/login?next=/tide/") == block_pages.LOGIN
    assert doubt(nameless) is None
    assert doubt(nameless, asked="http://quayside.example/login", url="http://quayside.example/login/") is None


def test_a_challenge_may_say_so_in_its_header() -> None:
    assert doubt(page("Quayside", "<p>Wait."), cf_mitigated="challenge") == block_pages.CHALLENGE
    assert doubt(TRUE_PAGES["an article"], cf_mitigated="challenge") is None  # what is there counts more


def test_a_page_with_comments_is_never_doubted() -> None:
    """Whatever its title says: a thread is what was asked for."""
    said = '<ol class="comment-list"><li id="comment-7" class="comment"><b class="fn">Tove</b><p>Late!</p></li></ol>'
    thread = parse(page("404", said).encode(), URL)
    assert thread.comments
    assert block_pages.doubt(page("404", said).encode(), {}, thread, asked=URL) is None
