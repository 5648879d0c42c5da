"""What the documents say is so: every command, setting, class of the field and link; and nothing that should not be there."""

import argparse
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command

from nybrott.cli.main import parser

ROOT = Path(__file__).resolve().parent.parent


def tracked(pattern: str = "*") -> list[Path]:
    """The files of the project, as git knows them; in a copy without git, all of them."""
    done = subprocess.run(["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=False)
    names = done.stdout.splitlines() if done.returncode == 0 and done.stdout else []
    return [ROOT / name for name in names if (ROOT / name).is_file()] or [
        path for path in ROOT.rglob(pattern) if path.is_file() and not {".venv", "var", ".git"} & set(path.parts)
    ]


def commands(of: argparse.ArgumentParser, said: str = "nybrott") -> Iterator[str]:
    """Every command with its sub-commands, as one would type it."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield f"{said} {name}"
                yield from commands(inner, f"{said} {name}")


def test_every_command_is_documented() -> None:
    guide = (ROOT / "docs/guide/command-line.md").read_text("utf-8") + (
        ROOT / "docs/operate/installation.md"
    ).read_text("utf-8")
    assert [command for command in commands(parser()) if command not in guide] == []


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.M)
    told = (ROOT / "docs/develop/README.md").read_text("utf-8")
    assert len(targets) >= 9
    assert [target for target in targets if f"make {target}" not in told] == []


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    code = "".join(path.read_text("utf-8") for path in tracked("*.py") if "tests" not in path.parts)
    told = (ROOT / "docs/operate/settings.md").read_text("utf-8")
    used = set(re.findall(r'"(NYBROTT_[A-Z]+|DATABASE_URL)"', code)) - {"NYBROTT_TEST"}
    named = set(re.findall(r"`(NYBROTT_[A-Z]+|DATABASE_URL)`", told))
    assert used == named


def test_the_classes_of_the_field_stand_in_the_glossary() -> None:
    told = (ROOT / "docs/develop/glossary.md").read_text("utf-8")
    for word in ("Notice", "Signal", "Finding", "Lens", "Measure", "Organisation"):
        assert re.search(rf"\b{word}\b", told), word


@pytest.mark.parametrize("page", sorted(path.relative_to(ROOT).as_posix() for path in tracked("*.md")))
def test_links_lead_somewhere(page: str) -> None:
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text("utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target):
            assert ((ROOT / page).parent / target).exists(), f"{page} leads to {target}"


@pytest.mark.parametrize("page", sorted(path.name for path in tracked("docs/guide/for-*.md")))
def test_guides_of_roles_call_pages_and_buttons_by_their_names(page: str) -> None:
    """What stands in slanted letters is a text of the site, word for word; an arrow leads from one to the next."""
    text = " ".join((ROOT / "docs/guide" / page).read_text("utf-8").split()).replace("***", "*")
    named = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", text)
    assert named
    said = {word for text in _texts() for word in ([text] if isinstance(text, str) else text)}
    assert [word for name in named for word in name.split(" → ") if word not in said] == []


@cache
def _texts() -> list[str | tuple[str, ...]]:
    found: list[str | tuple[str, ...]] = []
    for path in sorted((ROOT / "nybrott").glob("*/locale/nb/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            found += [message.id for message in read_po(file, "nb")]
    return found


def test_no_registry_and_no_machine_is_named() -> None:
    hosts = re.compile("python" + r"hosted|npm" + r"js|//py" + r"pi|//deb\.")
    paths = re.compile(r"(^|[^A-Za-z])/(wo" + r"rk|fa" + r"rm)/")
    for path in tracked():
        if path.suffix in {".png", ".woff2", ".ttf"}:
            continue
        text = path.read_text("utf-8", "replace")
        assert not hosts.search(text), path
        assert not paths.search(text), path


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert "Appendix" in text
    assert len(text) > 12_000


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_every_decision_has_a_place_in_the_index() -> None:
    index = (ROOT / "docs/adr/README.md").read_text("utf-8")
    for decision in (ROOT / "docs/adr").glob("0*.md"):
        assert decision.name in index
        assert re.search(r"(?i)rejected", decision.read_text("utf-8")), decision.name
