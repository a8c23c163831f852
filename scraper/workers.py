"""Parsing in processes of their own, with a deadline and a limit on memory for each page.

The HTML parser is C code that nothing inside its process can interrupt. So each page goes to a worker process; one
that does not answer in time, dies, or needs more memory than a page may is killed and replaced, and costs its page
alone. A worker ends by itself when its parent is gone: its connection closes, and a timer of the system ends it should
it be stuck in a page just then.
"""

from __future__ import annotations

import importlib
import pickle
import queue
import signal
import socket
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from scraper.comments.systems import System
from scraper.errors import ParseError, ParseOutOfMemory, ParseTimeout
from scraper.parse import parse
from scraper.thread import Thread

T = TypeVar("T")

STARTUP = 120.0
"""Seconds for a worker to start and import what it needs, on a machine that is busy."""
GRACE = 5.0
"""Seconds after the deadline in which a worker that nobody kills ends itself."""
MEMORY = 3 * 1024**3
"""Bytes of address space that a worker may have: three times what a page of the largest size takes. The system holds
it to that (RLIMIT_AS) where it can, which Linux does and macOS does not."""

_BOOT = "import sys; sys.path[:] = sys.argv[5:]; from scraper.workers import serve; serve(*sys.argv[1:5])"


class Parsers:
    """What parses pages: in this very process, without a deadline or a limit, for one page that somebody looks at.

    `rules` go along with each page (see scraper.site_rules).
    """

    def __init__(self, rules: Sequence[System] = (), function: Callable[..., Thread] = parse) -> None:
        self.rules, self._function = tuple(rules), function

    def submit(
        self, data: bytes, url: str, *, headers: Mapping[str, str] | None = None, fetched_at: str | None = None
    ) -> Future[Thread]:
        """Parse a page. The future holds the thread, or what the parser raised."""
        given: dict[str, Any] = {"headers": headers and dict(headers), "fetched_at": fetched_at}
        return self.call(self._function, url, data, url, **given, **({"rules": self.rules} if self.rules else {}))

    def call(self, function: Callable[..., T], what: str, *arguments: Any, **more: Any) -> Future[T]:  # noqa: ARG002
        """Call a function; `what` names the page in errors. The future holds what it returns or raises."""
        done: Future[T] = Future()
        try:
            done.set_result(function(*arguments, **more))
        except Exception as error:  # noqa: BLE001 whatever it is, it belongs to whoever asked
            done.set_exception(error)
        return done


class Workers(Parsers):
    """`count` processes that parse pages, each page within `deadline` seconds and `memory` bytes of address space.

    A future may hold ParseTimeout or ParseOutOfMemory, too. Thread-safe; a context manager. `function` parses; like all
    that is called it has to be one that can be imported, as a worker does. Processes start when first needed.
    """

    def __init__(
        self,
        count: int,
        *,
        deadline: float = 60.0,
        function: Callable[..., Thread] = parse,
        rules: Sequence[System] = (),
        memory: int = MEMORY,
    ) -> None:
        super().__init__(rules, function)
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()  # the last used is warm
        self._all = [_Worker(deadline, memory, f"{function.__module__}:{function.__qualname__}") for _ in range(count)]
        for worker in self._all:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="workers")

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, function: Callable[..., T], what: str, *arguments: Any, **more: Any) -> Future[T]:
        return self._threads.submit(self._run, function, what, arguments, more)

    def close(self) -> None:
        """End the processes at once. Pages under way come back as ParseTimeout, waiting ones are cancelled."""
        for worker in self._all:
            worker.retire()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._all:
            worker.end()

    def _run(self, function: Callable[..., T], what: str, arguments: tuple[Any, ...], more: dict[str, Any]) -> T:
        worker = self._idle.get()
        try:
            result: T = worker.run(function, what, arguments, more)
            return result
        finally:
            self._idle.put(worker)


class _Worker:
    """One process, started when needed and again after it was killed."""

    def __init__(self, deadline: float, memory: int, warm: str) -> None:
        self._deadline, self._memory, self._warm = deadline, memory, warm
        self._lock = threading.Lock()  # between the thread that runs a page and the one that closes
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._retired = False

    def run(self, function: Callable[..., Any], what: str, arguments: tuple[Any, ...], more: dict[str, Any]) -> Any:
        connection = self._connection or self._start(what)
        try:
            connection.send((function, arguments, more))  # pickle sends a function by its name
            if not connection.poll(self._deadline):
                raise BlockingIOError
            ok, result = connection.recv()
        except BlockingIOError:
            self.end()
            raise ParseTimeout(f"{what}: not parsed after {self._deadline:g} s; the page was given up") from None
        except (EOFError, OSError):
            raise ParseTimeout(f"{what}: the process that parsed it died ({_ending(self.end())})") from None
        except BaseException:
            self.end()
            raise
        if isinstance(result, MemoryError):
            self.end()  # no telling what is left of a process that ran out of it
            size = f"{self._memory / 1024**2:,.0f} MiB"
            raise ParseOutOfMemory(f"{what}: not parsed within {size} of memory; the page was given up")
        if not ok:
            raise result
        return result

    def _start(self, what: str) -> Connection:
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            if self._retired:
                ours.close()
                raise ParseTimeout(f"{what}: not parsed; the workers were closed")
            given = (str(theirs.fileno()), str(self._deadline), str(self._memory), self._warm)
            self._process = subprocess.Popen(
                [sys.executable, "-c", _BOOT, *given, *sys.path],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # libraries complain there, in the words of the page
                process_group=0,  # Ctrl-C is for the parent, which finishes the page in hand
            )
            timeval = struct.pack("@ll", int(self._deadline), int(self._deadline % 1 * 1_000_000))  # as POSIX has it
            for wait in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):  # a process that is stuck takes no page, either
                ours.setsockopt(socket.SOL_SOCKET, wait, timeval)
            connection = self._connection = Connection(ours.detach())
        too_slow = ParseTimeout(f"{what}: the process to parse it did not start in {STARTUP:g} s; try again later")
        try:
            ready, result = connection.recv() if connection.poll(STARTUP) else (False, too_slow)
        except (EOFError, OSError):
            ending = _ending(self.end())
            raise ParseTimeout(f"{what}: the process to parse it did not start ({ending})") from None
        if not ready:
            self.end()
            raise result
        return connection

    def retire(self) -> None:
        """Kill the process, whoever waits for it, and start no other."""
        with self._lock:
            self._retired = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> int | None:
        """End the process, if it has not ended by itself, and tell its exit code if it had."""
        with self._lock:
            process, connection = self._process, self._connection
            self._process = self._connection = None
        if connection is not None:
            connection.close()
        if process is None:
            return None
        try:
            return process.wait(0.2)  # one that died closed its connection just before
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return None


def _ending(code: int | None) -> str:
    if code is None:
        return "killed"
    if code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def serve(descriptor: str, deadline: str, memory: str, warm: str) -> None:
    """A worker's life: import, say so, then answer calls until the connection closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError), Connection(int(descriptor)) as connection:
        try:
            module, _, name = warm.partition(":")
            getattr(importlib.import_module(module), name)
        except Exception as error:  # noqa: BLE001 whatever it is, the parent has to know
            connection.send((False, _portable(error)))
            return
        with suppress(ImportError, ValueError, OSError):  # a system that knows no such limit, or has set a lower one
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
        connection.send((True, None))
        while True:
            function, arguments, more = connection.recv()
            signal.setitimer(signal.ITIMER_REAL, float(deadline) + GRACE)  # its default action ends the process
            connection.send(_answer(function, arguments, more))
            signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...], more: dict[str, Any]) -> tuple[bool, Any]:
    try:
        return True, function(*arguments, **more)
    except Exception as error:  # noqa: BLE001 whatever it is, it belongs to whoever asked
        return False, _portable(error)


def _portable(error: Exception) -> Exception:
    """The error, or one that says the same, if it cannot be sent. Where it happened goes along as a note."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301 our own bytes
    except Exception:  # noqa: BLE001 any class may fail in its own way
        copy = None
    return error if type(copy) is type(error) else ParseError(f"{type(error).__name__}: {error}")
