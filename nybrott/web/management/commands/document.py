"""`nybrott manage document states`, `roles` or `schema`: the pages of the manual that are made from tables in the code."""

import json
from argparse import ArgumentParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils.translation import override

from nybrott.core.lifecycle import Lifecycle
from nybrott.people.feeds import roles_page
from nybrott.web.export import schema

DOCS = Path(__file__).resolve().parents[4] / "docs" / "develop"


def states_page() -> str:
    """docs/develop/states.md: every table of states in every room, as a list and as a drawing."""
    lines = [
        "# States",
        "",
        "Made from the rooms' `states.py` by `nybrott manage document states`; a test fails when they differ. Change the table in",
        "the code, then write this page anew.",
        "",
    ]
    for config in sorted(apps.get_app_configs(), key=lambda one: one.name):
        if not config.name.startswith("nybrott.") or not find_spec(f"{config.name}.states"):
            continue
        module = import_module(f"{config.name}.states")
        for name, table in vars(module).items():
            if isinstance(table, Lifecycle):
                lines += _table(f"{config.label}: {name.replace('_', ' ').lower()}", table)
    return "\n".join(lines).rstrip() + "\n"


def _table(title: str, table: Lifecycle) -> list[str]:
    steps = [f"| `{verb}` | {', '.join(froms)} | {to} |" for verb, (froms, to) in table.steps.items()]
    return [
        f"## {title}", "", f"Begins as *{table.start}*.", "", "| step | from | to |", "|---|---|---|", *steps, "",
        "```mermaid", table.diagram(), "```", "",
    ]  # fmt: skip


def schema_file() -> str:
    """docs/develop/challenge.schema.json: what the file of a whole challenge looks like."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


PAGES = {"states.md": states_page, "roles.md": roles_page, "challenge.schema.json": schema_file}
NAMES = {name.split(".")[-2]: name for name in PAGES}


class Command(BaseCommand):
    """Write a page of the manual from the code."""

    help = "Write a page of the manual that is made from the code."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("page", choices=sorted(NAMES))

    def handle(self, *args: object, **options: Any) -> None:
        name = NAMES[options["page"]]
        with override("en"):
            (DOCS / name).write_text(PAGES[name](), "utf-8")
        self.stdout.write(f"docs/develop/{name} is written.")
