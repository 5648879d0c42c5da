"""Every fact of an entry is called something, and its codes are said in words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.translation import override

from nybrott.journal.models import Entry
from nybrott.journal.queries import facts_in_words, sentence
from nybrott.journal.queries.saying import OURSELVES, _fact_words, plain_fact

PACKAGE = Path(__file__).resolve().parents[2]


def named_in(room: Path) -> Iterator[str]:
    """The name of every fact a room's actions write down word for word."""
    for path in [*room.glob("actions.py"), *room.glob("actions/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            given: ast.AST | None = None
            if isinstance(node, ast.keyword) and node.arg == "facts":
                given = node.value
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                given = node.value if isinstance(target, ast.Name) and target.id == "facts" else None
            for inner in ast.walk(given) if given else ():
                if isinstance(inner, ast.Dict):
                    yield from (key.value for key in inner.keys if isinstance(key, ast.Constant) and key.value != "")


def fields_of(room: str) -> set[str]:
    return {field.name for model in apps.get_app_config(room).get_models() for field in model._meta.get_fields()}


@pytest.mark.parametrize(
    "room", sorted(config.label for config in apps.get_app_configs() if config.name.startswith("nybrott."))
)
def test_every_fact_has_a_name_people_read(room: str) -> None:
    known = set(_fact_words()) | fields_of(room)
    assert {name for name in named_in(PACKAGE / room) if name not in known} == set()


def test_a_fact_is_said_in_the_readers_language_with_its_codes_in_words() -> None:
    with override("nb"):
        assert facts_in_words("people.membership", {"before": ["driver"], "after": ["driver", "mentor"]}) == [
            ("Før", "Pådriver"), ("Etter", "Pådriver, Veileder"),
        ]  # fmt: skip
    with override("nn"):
        assert facts_in_words("journal.letter", {"to": "sent", "kind": ""}) == [("Til", "Sendt"), ("Type", "–")]


def test_what_nobody_has_a_word_for_is_shown_as_it_is() -> None:
    assert facts_in_words("gone.kind", {"strange": {"a": True, "b": None}}) == [("strange", "a: ja, b: –")]


def test_jobs_of_the_site_are_said_as_the_site_itself() -> None:
    named = {
        node.args[0].value
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts and "system(" in (text := path.read_text())
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "system"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert "Retention" in named
    assert named - {"Demonstration"} <= OURSELVES, "a job whose name would stand in the journal"
    told = Entry(verb="x.y", actor_user_id=None, private={"actor": "Networks", "thing": "Kyst"})
    assert sentence(told).startswith("Nybrott")
    told.actor_user_id = 1
    assert sentence(told).startswith("Networks"), "somebody may be called that"


def test_a_day_is_said_as_people_write_it() -> None:
    with override("nb"):
        said = dict(facts_in_words("replies.response", {"day": "2026-07-01", "letters": 3}))
    assert "1. juli 2026" in said.values()
    assert plain_fact("2026-02-31") == "2026-02-31", "somebody may have written that, and it is no day"
    assert plain_fact("2026-07-01 og senere") == "2026-07-01 og senere"
