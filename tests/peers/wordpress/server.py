"""A WordPress of its own on loopback: its files, its database server, its web server, and what its owner does.

The programs are Debian's (`wordpress`, two of its theme packages, `php-cli`, `php-mysql`, `php-xml`,
`mariadb-server`); nothing of the system's own services is touched, and nothing is left behind.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

FILES = Path("/usr/share/wordpress")
"""Where Debian's package puts WordPress."""
CLASSIC, BLOCKS = "twentytwentyone", "twentytwentytwo"
"""A theme whose templates are PHP and print WordPress's own list, and one made of blocks."""
PATIENCE = 60.0  # seconds; a server that takes longer to start will not

_HERE = Path(__file__).parent
_PATH = "/usr/local/sbin:/usr/sbin:/sbin"  # where servers are, and an ordinary user's path does not look
_HASTE = ("--innodb-flush-method=nosync", "--innodb-flush-log-at-trx-commit=0", "--innodb-log-file-size=8M",
          "--sync-frm=0", "--skip-log-bin", "--performance-schema=OFF")  # fmt: skip
"""Nobody misses these data after a crash, so nothing waits for the disk."""
_DEFAULTS: Mapping[str, object] = {
    "comment_moderation": 0,
    "comment_order": "asc",
    "comments_per_page": 50,
    "default_comments_page": "newest",
    "page_comments": 0,
    "posts_per_rss": 10,
    "rest_is_closed": 0,  # of closed.php
    "thread_comments": 1,
    "thread_comments_depth": 5,
    "timezone_string": "Europe/Oslo",
}
_CONFIG = """\
<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}'); define('WP_CONTENT_DIR', '{root}/wp-content');
define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT',
          'LOGGED_IN_SALT', 'NONCE_SALT'] as $name) {{ define($name, '{secret}' . $name); }}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""


def lacking() -> str | None:
    """Why there can be no WordPress on this machine; None where there can."""
    if not (FILES / "wp-load.php").is_file():
        return "Debian's package wordpress is not installed"
    for theme in (CLASSIC, BLOCKS):
        if not (FILES / "wp-content/themes" / theme).is_dir():
            return f"Debian's package wordpress-theme-{theme} is not installed"
    for program, package in (
        ("php", "php-cli"),
        ("mariadbd", "mariadb-server"),
        ("mariadb-install-db", "mariadb-server"),
    ):
        if _program(program) is None:
            return f"Debian's package {package} is not installed"
    extensions = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False).stdout.split()
    missing = {"mysqli": "php-mysql", "SimpleXML": "php-xml"}.items()
    return next(
        (f"Debian's package {package} is not installed" for name, package in missing if name not in extensions), None
    )


class WordPress:
    """A running WordPress, empty but for its owner; a context manager.

    `url` is its home page. It lies wholly in a folder of its own, which goes with it.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self.url = ""
        self.version = ""
        self._settings: object = None

    def __enter__(self) -> WordPress:
        with ExitStack() as stack:
            # The path of a socket may have a hundred letters: not below pytest's long folders.
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wordpress.")))
            self._root = folder / "www"
            _files(self._root)
            self.url = _serve(self._root, folder / "php.log", stack)
            database = _database(folder, stack)
            settings = _CONFIG.format(socket=database, url=self.url, root=self._root, secret=secrets.token_hex(16))
            (self._root / "wp-config.php").write_text(settings, "utf-8")
            (self.version,) = self.does(["install", "Quayside Notes", "maren", "maren@quayside.example"])
            self.settings()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def does(self, *jobs: Sequence[Any]) -> list[Any]:
        """Call functions of do.php, one after the other; returns what each returned."""
        words = [
            "php",
            "-d",
            "display_errors=stderr",
            "-d",
            "memory_limit=512M",
            str(_HERE / "do.php"),
            str(self._root),
        ]
        done = subprocess.run(
            words,
            input=json.dumps(jobs),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            env=_environment(),
        )
        _, mark, answer = done.stdout.rpartition("\nANSWER ")
        if done.returncode or not mark:
            raise RuntimeError(f"WordPress could not do it: {done.stderr}{done.stdout}")
        answers: list[Any] = json.loads(answer)
        return answers

    def settings(
        self, theme: str = CLASSIC, permalinks: str = "/%year%/%monthnum%/%postname%/", **options: object
    ) -> None:
        """Set the site up: its theme, its addresses ("" for plain ones), and settings by WordPress's own names.

        What is not named is as WordPress has it by default (of those that concern comments).
        """
        wanted = ({**_DEFAULTS, **options}, theme, permalinks)
        if wanted != self._settings:
            self.does(["settings", *wanted])
            self._settings = wanted

    def post(self, title: str, content: str = "", **facts: object) -> tuple[int, str]:
        """Publish a post; its number and its address. `facts` have the names of the columns (`post_date`...)."""
        (told,) = self.does(["post", {"post_title": title, "post_content": content, **facts}])
        return int(told[0]), str(told[1])

    def comments(self, post: int, comments: Sequence[Mapping[str, object]]) -> list[int]:
        """Add comments, by the names of the columns; see do.php for `comment_parent`. Returns their ids."""
        (ids,) = self.does(["comments", post, list(comments)])
        return [int(each) for each in ids]

    def edit(self, comment: int, **columns: object) -> None:
        """Change a comment as its owner does on the editing screen."""
        self.does(["edit", comment, columns])

    def status(self, comment: int, status: str) -> None:
        """Approve, hold, spam, trash or delete a comment."""
        self.does(["status", comment, status])

    def take(self, export: Path, *, is_owner: bool = True) -> list[tuple[int, str]]:
        """Import a WXR file; the numbers and addresses of the posts that it brings.

        For others than the owner WordPress leaves out most HTML.
        """
        (brought,) = self.does(["import", str(export), is_owner])
        return [(int(number), str(address)) for number, address in brought]

    def export(self) -> str:
        """WordPress's own export (WXR) of all that it holds."""
        (xml,) = self.does(["export"])
        return str(xml)


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:{_PATH}")


def _environment() -> dict[str, str]:
    return {"PATH": f"{os.environ.get('PATH', os.defpath)}:{_PATH}", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _files(root: Path) -> None:
    """WordPress's files where they find our settings and not the system's."""
    root.mkdir()
    for path in FILES.glob("*.php"):
        if path.name != "wp-config.php":
            shutil.copyfile(path, root / path.name)  # they look for the settings beside themselves
    for name in ("wp-admin", "wp-includes"):
        (root / name).symlink_to(FILES / name)
    for name in ("plugins", "uploads"):
        (root / "wp-content" / name).mkdir(parents=True)
    (root / "wp-content/mu-plugins").mkdir()
    shutil.copyfile(_HERE / "closed.php", root / "wp-content/mu-plugins/closed.php")
    (root / "wp-content/themes").symlink_to(FILES / "wp-content/themes")


def _database(folder: Path, stack: ExitStack) -> Path:
    """Start a database server with data of its own; returns its socket."""
    install, server = _program("mariadb-install-db"), _program("mariadbd")
    assert install is not None
    assert server is not None
    who = ["--user=root"] if os.geteuid() == 0 else []
    place = ["--no-defaults", f"--datadir={folder / 'db'}", *who, *_HASTE]
    words = [install, *place, "--auth-root-authentication-method=normal", "--skip-test-db"]
    subprocess.run(words, capture_output=True, timeout=PATIENCE, check=True, env=_environment())
    address = folder / "db.sock"
    log = stack.enter_context((folder / "db.log").open("wb"))
    words = [server, *place, f"--socket={address}", f"--pid-file={folder / 'db.pid'}", "--skip-networking"]
    process = subprocess.Popen(words, stdout=log, stderr=log, env=_environment())
    stack.callback(_end, process)
    if not _answers(process, socket.AF_UNIX, str(address)):
        raise RuntimeError(f"the database server did not start: {(folder / 'db.log').read_text('utf-8')}")
    create = ["mariadb", "--no-defaults", f"--socket={address}", "-uroot", "-e", "CREATE DATABASE wordpress"]
    subprocess.run(create, check=True, timeout=PATIENCE, env=_environment())
    return address


def _serve(root: Path, log_path: Path, stack: ExitStack) -> str:
    """Start PHP's own web server; returns the address of the site."""
    log = stack.enter_context(log_path.open("wb"))
    for _ in range(5):  # a port that is free now may be another's a moment later
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            where: tuple[str, int] = free.getsockname()
        words = ["php", "-S", f"127.0.0.1:{where[1]}", "-t", str(root), str(_HERE / "router.php")]
        process = subprocess.Popen(words, stdout=log, stderr=log, env=_environment())
        stack.callback(_end, process)
        if _answers(process, socket.AF_INET, where):
            return f"http://127.0.0.1:{where[1]}"
    raise RuntimeError(f"PHP's web server did not start: {log_path.read_text('utf-8')}")


def _answers(process: subprocess.Popen[bytes], family: int, address: Any) -> bool:
    """Wait until a server takes connections; False when it ended instead, or never began."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with socket.socket(family) as client:
            if client.connect_ex(address) == 0:
                return True
        time.sleep(0.05)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
