"""Pages that answer 200 and are not what was asked for: challenges for browsers, login walls, error pages.

They are known by what makes them what they are (the form that asks for a password, the script that sets the task),
and only where there is little else: a page with comments or with an article is never taken for one. The names below
are those of protection systems and of what they print, as found on pages of theirs.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from scraper.text import squeeze
from scraper.thread import Thread

CHALLENGE = "a challenge for browsers stands in its place; save the page from a browser and scrape the file"
LOGIN = "a login page stands in its place; save the page from a browser and scrape the file"
ERROR = "an error page stands in its place, though the server answers 200; check the address"

LITTLE = 600
"""Letters of article text that such a page has at most."""

_LOOK = 256 * 1024  # bytes: these pages are small

_CHALLENGE_HEADERS = {"cf-mitigated": "challenge", "x-amzn-waf-action": "challenge"}

_CHALLENGE_MARKS = re.compile(
    rb"_cf_chl_opt|cf-browser-verification|id=[\"']?challenge-(?:form|error-text|running)|captcha-delivery\.com"
    rb"|id=[\"']?px-captcha|/\.well-known/sgcaptcha|ddos-guard/js-challenge|id=[\"']?anubis_challenge"
    rb"|sucuri_cloudproxy_js|main-iframe[^>]{0,200}_Incapsula_Resource|window\.gokuProps|/_guard/(?:html|auto)\.js"
    rb"|toNumbers\(d\)",
    re.IGNORECASE,
)

# Any site's own comment form may have one of these: there they do not count.
_CAPTCHA = re.compile(rb"class=[\"']?(?:g-recaptcha|h-captcha|cf-turnstile)\b", re.IGNORECASE)
_WRITING = re.compile(rb"<textarea\b", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input\b[^>]{0,500}\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)

_LOGIN_PATH = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|log-?on|sso|auth|oauth2?|anmelden|anmeldung|connexion|acceso|accedi|inloggen|entrar"
    r"|members?-?only|subscribe|register|wp-login)(?:$|[/._-])",
    re.IGNORECASE,
)

_LOGIN_WORDS = re.compile(
    r"\b(?:log ?in|log ?on|sign ?in|anmelden|einloggen|anmeldung|connexion|se connecter|identifiez-vous"
    r"|iniciar sesión|inicia sesión|accedi|inloggen|entrar|zaloguj|logowanie|logga in|log ind|kirjaudu)\b"
    r"|войти|вход|ログイン|登录|登入|로그인",
    re.IGNORECASE,
)

_ERROR_WORDS = re.compile(
    r"^\W*(?:(?:error|http|fehler|erreur|erro|errore|fout|błąd|ошибка)\W{0,3})?(?:404|410)"
    r"(?=\s*(?:$|[^\w\s]|error|not|page|fehler|erreur))"
    r"|\b(?:page|post|article|entry|document|file|url|content) (?:was |could |can |is |has )?(?:not|n't)(?: be)?"
    r" (?:been )?(?:found|available|exist)"
    r"|\b(?:nothing|nichts|seite(?: wurde)? nicht|beitrag nicht|artikel nicht) (?:found|gefunden)\b"
    r"|\b(?:page|article) (?:introuvable|non trouvée?)\b|\b(?:página|entrada|artículo) no encontrad[ao]\b"
    r"|\bpágina não encontrada\b|\bpagina non trovata\b|\bpagina niet gevonden\b|\bnie znaleziono\b"
    r"|\bsid(?:an|en) (?:hittades inte|blev ikke fundet|finnes ikke)\b|\bsivua ei löyt"
    r"|страница не найдена|не найдено|ページが見つかりません|页面不存在|找不到(?:页面|頁面)|페이지를 찾을 수 없",
    re.IGNORECASE,
)


def doubt(
    data: bytes, headers: Mapping[str, str], thread: Thread, *, asked: str, came_from: Sequence[str] = ()
) -> str | None:
    """Why a page that answered 200 is not what was asked for, in a few words; None when nothing speaks against it.

    `headers` have names in lower case; `asked` is the address that was asked for, `came_from` those that redirected.
    The address that answered is the thread's.
    """
    if thread.comments or thread.declared_count or len(thread.article.text) > LITTLE:
        return None
    head = data[:_LOOK]
    if any(headers.get(name, "").lower().startswith(value) for name, value in _CHALLENGE_HEADERS.items()):
        return CHALLENGE
    has_password, dated = bool(_PASSWORD.search(head)), thread.article.published is not None
    is_task = _CHALLENGE_MARKS.search(head) or (_CAPTCHA.search(head) and not _WRITING.search(head))
    if is_task and not has_password and not dated:
        return CHALLENGE
    stated = _TITLE.search(head)
    titles = [thread.article.title or "", squeeze(stated[1].decode("utf-8", "replace")) if stated else ""]
    if has_password:
        was_led = bool(came_from) and not _LOGIN_PATH.search(urlsplit(asked).path)
        led_to_login = was_led and bool(_LOGIN_PATH.search(urlsplit(thread.url).path))
        if led_to_login or any(_LOGIN_WORDS.search(title) for title in titles):
            return LOGIN
    if not dated and any(_ERROR_WORDS.search(title) for title in titles):
        return ERROR
    return None
