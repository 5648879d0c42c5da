"""`nybrott up`: database, web server and worker together, on one machine, stopped together with Ctrl-C."""

import argparse
import errno
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from nybrott.cli import site
from nybrott.cli.site import SiteTrouble

ANSWER_SECONDS = 60
STOP_SECONDS = 15


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott up [--port N] [--host ADDRESS] [--demo]`."""
    parser = subparsers.add_parser("up", help="start database, web server and worker; Ctrl-C stops them")
    parser.add_argument(
        "--port", type=_port, default=None, help="the port to answer on (default: NYBROTT_PORT or 8000)"
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--demo", action="store_true", help="fill the demonstration first")
    parser.set_defaults(run=run)


def _port(text: str) -> int:
    number = int(text) if text.isdigit() else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not “{text}”")
    return number


def run(args: argparse.Namespace) -> int:
    """Start everything, stay until Ctrl-C (or a part stops by itself), stop everything."""
    place = site.folder()
    try:
        port = args.port or _port(os.environ.get("NYBROTT_PORT", "8000"))
        with site.stop_on_signals(), site.held(place) as hold:
            _refuse_taken(args.host, port)
            hold.tell(port=port)
            print("Starting the database …", flush=True)
            with site.surroundings(place) as environment:
                if environment.get("NYBROTT_MODE", "development") != "production":
                    environment.setdefault("NYBROTT_ADDRESS", f"http://localhost:{port}")
                return _serve(environment, args.host, port, demo=args.demo)
    except (SiteTrouble, argparse.ArgumentTypeError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nNybrott has stopped.", flush=True)
        return 0


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as trouble:
            if trouble.errno == errno.EADDRINUSE:
                raise SiteTrouble(
                    f"Port {port} is taken by another program: stop it, or choose another with “nybrott up --port "
                    f"{port + 1 if port < 65535 else port - 1}”."
                ) from None
            raise SiteTrouble(f"Cannot listen on {host} port {port}: {trouble.strerror}.") from None


def _serve(environment: dict[str, str], host: str, port: int, *, demo: bool) -> int:
    if demo:
        environment = environment | {"NYBROTT_DEMONSTRATION": "1"}
    if site.django(environment, "prepare", *(["--demo", "--port", str(port)] if demo else [])):
        raise SiteTrouble("The site could not be made ready; what went wrong stands above. Nothing was started.")
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", "2", "--blocking-threads", "1", "--workers-kill-timeout", "5", "--log-level", "warning", "nybrott.web.wsgi:application",
    ]  # fmt: skip
    # several at once: a long import must not keep letters and seals waiting
    worker = [*site.COMMANDS, "procrastinate", "worker", "--concurrency", "4"]
    processes: list[subprocess.Popen[bytes]] = []
    try:
        with site.undisturbed():
            processes.append(site.child(environment, web))
        _wait_until_it_answers(processes, host, port)
        print(f"Nybrott is ready: http://localhost:{port}   (Ctrl-C stops it)", flush=True)
        with site.undisturbed():  # after the web: whoever waits for the first page need not wait for this too
            processes.append(site.child(environment, worker))
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
        raise SiteTrouble(
            "A part of the site stopped by itself; what went wrong stands above. The rest is stopped too."
        )
    finally:
        _stop(processes)


def _wait_until_it_answers(processes: list["subprocess.Popen[bytes]"], host: str, port: int) -> None:
    name = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else host  # noqa: S104 - compared, not listened on
    until = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < until:
        if any(process.poll() is not None for process in processes):
            raise SiteTrouble("The site could not start; what went wrong stands above.")
        try:
            with urllib.request.urlopen(f"http://{name}:{port}/health/", timeout=5):
                return
        except urllib.error.HTTPError as answer:
            if answer.code < 500:  # it answers, though not to this name (a production host list)
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SiteTrouble(f"The site did not answer within {ANSWER_SECONDS} seconds.")


def _stop(processes: list["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            site.kill_with_children(process)
