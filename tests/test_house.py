"""The promises of the house that an import linter cannot see. Each check is attacked once below, to see that it fails."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "nybrott"
DOORS = {"models", "rules", "queries", "actions", "urls", "states", "roles"}
OPEN_ROOMS = {
    "core",
    "sources",
    "lake",
    "ui",
    "booklets",
    "gallery",
    "groundwork",
    "demonstration",
    "neighbourhood",
}  # without stairs: their public names are their doors

FLOORS = [
    {"web", "cli"},
    {"neighbourhood"},
    {"demonstration"},
    {"leaders", "opendata", "search", "threads"},
    {"partnerships"},
    {"adoptions"},
    {"groups", "peerreviews"},
    {"contacts"},
    {"cases"},
    {"reports", "yearbooks"},
    {"claims", "power"},
    {"effects"},
    {"gatherings"},
    {"pairings"},
    {"guidance"},
    {"efforts", "recruiting"},
    {"runs"},
    {"renewals"},
    {"benefits"},
    {"contracts"},
    {"classifications", "competitions", "procedures", "requirements"},
    {"procurements"},
    {"feedback", "ledgers"},
    {"conferences", "invitations", "meetings", "submissions"},
    {"disclosures"},
    {"dialogues", "workshops"},
    {"replies"},
    {"priorities", "themes"},
    {"insights"},
    {"needs"},
    {"hearings"},
    {"challenges", "evaluations", "goals", "observatory", "programmes"},
    {"notices"},
    {"desk"},
    {"networks", "privacy", "accounts"},
    {"people"},
    {"journal"},
    {"booklets", "gallery", "groundwork"},
    {"ui"},
    {"lake"},
    {"sources"},
    {"core"},
]

FILE_CEILING = 600
FUNCTION_CEILING = 60
VIEW_CEILING = 40
TEMPLATE_CEILING = 150
ROOM_CEILING = 4000
SETTINGS_CEILING = 300
PUBLIC_NAMES_CEILING = 8


def floor_of(room: str) -> int:
    """The room's floor, 0 at the top."""
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def may_lean_on(room: str, other: str) -> bool:
    """Whether `room` may point to `other`: itself or a floor below."""
    return room == other or floor_of(room) < floor_of(other)


def python_files(package: Path) -> list[Path]:
    return sorted(path for path in package.rglob("*.py") if "vendor" not in path.parts)


def room_of(path: Path, package: Path) -> str:
    return path.relative_to(package).parts[0].removesuffix(".py")


def is_view(path: Path) -> bool:
    """Whether the file is a room's `views`, be it a module or a package split by a word of the field."""
    return path.name == "views.py" or path.parent.name == "views"


def models_of(package: Path) -> list[Path]:
    """Every file of models, be it a room's `models.py` or one of its package `models/`."""
    return sorted([*package.glob("*/models.py"), *package.glob("*/models/*.py")])


def is_test(path: Path) -> bool:
    return "tests" in path.parts


def statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Every statement, wherever it stands; what is reckoned within them is most of a file, and is not gone through."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for inner in ("body", "orelse", "handlers", "finalbody", "cases"):
            found = getattr(node, inner, None)
            if isinstance(found, list):
                waiting.extend(found)


@cache
def held_by(source: str) -> tuple[list[ast.Import | ast.ImportFrom], list[tuple[str, int]]]:
    """The imports of a file, and its functions with their lengths. Several checks ask, and a file is read once."""
    imports, functions = [], []
    for node in statements(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports.append(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            functions.append((node.name, node.end_lineno - node.lineno + 1))
    return imports, functions


def imports_in(path: Path) -> list[ast.Import | ast.ImportFrom]:
    """Every import of a file, wherever it stands."""
    return held_by(path.read_text("utf-8"))[0]


# --- the checks; each takes the package folder and gives a list of sentences ---


def rooms_say_what_they_promise(package: Path) -> list[str]:
    found = []
    for init in sorted(package.glob("*/__init__.py")):
        doc = ast.get_docstring(ast.parse(init.read_text("utf-8"))) or ""
        lines = [line for line in doc.splitlines() if line.strip()]
        if not 5 <= len(lines) <= 14:
            found.append(
                f"{init.parent.name}: its docstring has {len(lines)} lines; say in about ten what it promises and what not"
            )
    return found


def every_room_has_a_place(package: Path) -> list[str]:
    placed = set().union(*FLOORS)
    return [
        f"{init.parent.name} stands on no floor"
        for init in package.glob("*/__init__.py")
        if init.parent.name not in placed
    ]


def rooms_with_models_have_stairs(package: Path) -> list[str]:
    contracts = tomllib.loads((package.parent / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    stairs = next(contract for contract in contracts if contract["name"].startswith("4."))
    listed = {name.removeprefix("nybrott.") for name in stairs["containers"]}
    return [
        f"{room} has models but is missing from contract 4"
        for room in sorted({room_of(models, package) for models in models_of(package)})
        if room not in listed
    ]


def neighbours_enter_by_the_doors(package: Path) -> list[str]:
    found = []
    for path in python_files(package):
        room = room_of(path, package)
        if is_test(path) or room in ("web", "cli", "demonstration"):
            continue
        for node in imports_in(path):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("nybrott."):
                continue
            parts = (node.module or "").split(".")
            other = parts[1]
            if other == room or other in OPEN_ROOMS:
                continue
            inner = parts[2] if len(parts) > 2 else node.names[0].name
            if inner not in DOORS:
                found.append(f"{path.name}:{node.lineno} of {room} enters {other} by {inner}, which is no door")
    return found


def open_rooms_show_their_names(package: Path) -> list[str]:
    """A module of core shows at most eight names, and a neighbour takes only what it shows."""
    found = []
    for init in sorted((package / "core").glob("*/__init__.py")):
        if init.parent.name == "tests":
            continue
        shown = next(
            (
                ast.literal_eval(node.value)
                for node in ast.parse(init.read_text("utf-8")).body
                if isinstance(node, ast.Assign)
                and any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)
            ),
            None,
        )
        if shown is None:
            found.append(f"core.{init.parent.name} does not say what it shows (__all__)")
        elif len(shown) > PUBLIC_NAMES_CEILING:
            found.append(f"core.{init.parent.name} shows {len(shown)} names; at most {PUBLIC_NAMES_CEILING}")
    return found


def core_is_entered_by_its_doors(package: Path) -> list[str]:
    """From outside, `core.notices.eforms` is not a door; `core.notices` is."""
    found = []
    for path in python_files(package):
        if is_test(path):
            continue
        own = path.relative_to(package).parts[:2]
        for node in imports_in(path):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nybrott.core."):
                parts = (node.module or "").split(".")
                if len(parts) > 3 and own != ("core", parts[2]):
                    found.append(
                        f"{path.relative_to(package)}:{node.lineno} reaches into {node.module}; take it from core.{parts[2]}"
                    )
    return found


def views_read_through_visible_to(package: Path) -> list[str]:
    pattern = re.compile(r"\.objects\.(?!visible_to\()\w+")
    return [
        f"{path.relative_to(package)}:{number} reads with {hit.group()}; views read through visible_to(actor)"
        for path in python_files(package)
        if is_view(path) and not is_test(path)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (hit := pattern.search(line))
    ]


def templates_point_downward(package: Path) -> list[str]:
    pattern = re.compile(r"""\{%\s*(?:url|include|extends)\s+["']([a-z_]+)[:/]""")
    found = []
    for path in sorted(package.rglob("*.html")):
        room = room_of(path, package)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            found += [
                f"{path.relative_to(package)}:{number} points up to {other}"
                for other in pattern.findall(line)
                if other in set().union(*FLOORS) and not may_lean_on(room, other)
            ]
    return found


def foreign_keys_point_downward(package: Path) -> list[str]:
    pattern = re.compile(r"""(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*["']([a-z_]+)\.\w+["']""")
    return [
        f"{path.relative_to(package)} has a foreign key up to {other}"
        for path in models_of(package)
        for other in pattern.findall(path.read_text("utf-8"))
        if other in set().union(*FLOORS) and not may_lean_on(room_of(path, package), other)
    ]


def nothing_outgrows_its_ceiling(package: Path) -> list[str]:
    found = []
    sizes: dict[str, int] = {}
    for path in python_files(package):
        if "migrations" in path.parts:
            continue
        text = path.read_text("utf-8")
        lines = text.count("\n")
        place = path.relative_to(package)
        if not is_test(path):
            sizes[room_of(path, package)] = sizes.get(room_of(path, package), 0) + lines
        ceiling = SETTINGS_CEILING if path.name == "settings.py" else FILE_CEILING
        if lines > ceiling:
            found.append(f"{place} has {lines} lines; at most {ceiling}")
        limit = VIEW_CEILING if is_view(path) else FUNCTION_CEILING
        found += [
            f"{place}: {name} has {length} lines; at most {limit}"
            for name, length in ([] if is_test(path) else held_by(text)[1])
            if length > limit
        ]
    for path in sorted(package.rglob("*.html")):
        lines = path.read_text("utf-8").count("\n")
        if lines > TEMPLATE_CEILING:
            found.append(f"{path.relative_to(package)} has {lines} lines; at most {TEMPLATE_CEILING}")
    # core is a cellar of several rooms; each of them has the ceiling
    found += [
        f"{room} has {lines} lines; at most {ROOM_CEILING}"
        for room, lines in sizes.items()
        if room != "core" and lines > ROOM_CEILING
    ]
    return found


def deferred_imports_say_why(package: Path) -> list[str]:
    found = []
    for path in python_files(package):
        if is_test(path) or "migrations" in path.parts:
            continue
        lines = path.read_text("utf-8").splitlines()
        inside = any(re.match(r"\s+(from|import) ", line) for line in lines)  # most files need not be parsed
        for node in ast.walk(ast.parse("\n".join(lines))) if inside else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Import | ast.ImportFrom):
                        first = inner.lineno
                        while re.match(r"\s*(from|import) ", lines[first - 2]):
                            first -= 1
                        near = " ".join(lines[max(0, first - 3) : inner.lineno])
                        if "slow import" not in near and "imported here:" not in near:
                            found.append(
                                f"{path.relative_to(package)}:{inner.lineno} imports inside a function without saying why"
                            )
    return sorted(set(found))


def nobody_else_reads_the_environment(package: Path) -> list[str]:
    allowed = {"web/settings.py", "web/wsgi.py", "cli/site.py", "cli/postgres.py", "cli/up.py"}
    return [
        f"{path.relative_to(package)} reads the environment; settings do that"
        for path in python_files(package)
        if not is_test(path)
        and path.relative_to(package).as_posix() not in allowed
        and re.search(r"os\.(environ|getenv)", path.read_text("utf-8"))
    ]


def no_room_is_a_drawer(package: Path) -> list[str]:
    drawers = {"helpers.py", "utils.py", "common.py", "misc.py", "tools.py"}
    return [
        f"{path.relative_to(package)}: a line has a named home"
        for path in python_files(package)
        if path.name in drawers
    ]


def time_and_chance_come_from_outside(package: Path) -> list[str]:
    pattern = re.compile(r"\b(datetime\.now|date\.today|timezone\.now|time\.time|random\.|secrets\.|uuid4)\b")
    guarded = {"rules", "queries", "actions"}  # a module, or a package split by noun
    return [
        f"{path.relative_to(package)}:{number} asks the clock or a random source"
        for path in python_files(package)
        if not is_test(path) and (room_of(path, package) == "core" or {path.stem, path.parent.name} & guarded)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def who_works_here_is_asked_in_one_place(package: Path) -> list[str]:
    """`people` asks the permission for what it is about: who sees the list of members."""
    return [
        f"{path.relative_to(package)} words anew who works here; ask the actor (works_here)"
        for path in python_files(package)
        if not is_test(path) and room_of(path, package) != "people" and 'may("members.read")' in path.read_text("utf-8")
    ]


CHECKS: list[Callable[[Path], list[str]]] = [
    rooms_say_what_they_promise,
    every_room_has_a_place,
    rooms_with_models_have_stairs,
    neighbours_enter_by_the_doors,
    open_rooms_show_their_names,
    core_is_entered_by_its_doors,
    views_read_through_visible_to,
    templates_point_downward,
    foreign_keys_point_downward,
    nothing_outgrows_its_ceiling,
    deferred_imports_say_why,
    nobody_else_reads_the_environment,
    no_room_is_a_drawer,
    time_and_chance_come_from_outside,
    who_works_here_is_asked_in_one_place,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_keeps(check: Callable[[Path], list[str]]) -> None:
    assert check(PACKAGE) == []


ATTACKS: dict[str, dict[str, str]] = {
    "rooms_say_what_they_promise": {"people/__init__.py": '"""People."""\n'},
    "every_room_has_a_place": {"attic/__init__.py": ""},
    "rooms_with_models_have_stairs": {"benches/models.py": ""},
    "neighbours_enter_by_the_doors": {"observatory/queries.py": "from nybrott.people.jobs import forget_tries\n"},
    "open_rooms_show_their_names": {"core/law/__init__.py": f"__all__ = {[f'n{number}' for number in range(9)]}\n"},
    "core_is_entered_by_its_doors": {"lake/x.py": "from nybrott.core.notices.eforms import read_eforms\n"},
    "views_read_through_visible_to": {"people/views.py": "people = User.objects.filter(name='x')\n"},
    "templates_point_downward": {"ui/templates/ui/x.html": '<a href="{% url "observatory:overview" %}">x</a>\n'},
    "foreign_keys_point_downward": {
        "people/models.py": 'need = models.ForeignKey("needs.Need", on_delete=models.CASCADE)\n'
    },
    "nothing_outgrows_its_ceiling": {"people/views.py": "def long():\n" + "    pass\n" * 41},
    "deferred_imports_say_why": {"people/rules.py": "def f():\n    import json\n    return json\n"},
    "nobody_else_reads_the_environment": {"people/models.py": "import os\nx = os.environ['X']\n"},
    "no_room_is_a_drawer": {"people/helpers.py": ""},
    "who_works_here_is_asked_in_one_place": {"goals/rules.py": 'inside = actor.may("members.read")\n'},
    "time_and_chance_come_from_outside": {"core/law/x.py": "from datetime import date\nnow = date.today()\n"},
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_each_check_fails_when_attacked(check: Callable[[Path], list[str]], tmp_path: Path) -> None:
    package = tmp_path / "nybrott"
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    for name, text in ATTACKS[check.__name__].items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text, "utf-8")
    assert check(package) != []


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--config", str(folder / "pyproject.toml")],
        cwd=folder, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder)},
    )  # fmt: skip


IMPORT_ATTACKS: dict[str, tuple[str, str]] = {
    "1.": ("people/models.py", "import nybrott.observatory.urls\n"),
    "2.": ("core/notices/model.py", "import socket\n"),
    "3.": ("lake/__init__.py", "import django\n"),
    "4.": ("people/models.py", "import nybrott.people.jobs\n"),
    "5.": ("core/notices/__init__.py", "import nybrott.core.measures.catalogue_circle\n"),
}


def _copy_of_the_house(folder: Path) -> Path:
    for path in python_files(PACKAGE):
        if not is_test(path):
            copy = folder / "nybrott" / path.relative_to(PACKAGE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return folder


@pytest.mark.parametrize("contract", sorted(IMPORT_ATTACKS))
def test_each_contract_fails_when_attacked(contract: str, tmp_path: Path) -> None:
    house = _copy_of_the_house(tmp_path)
    place, line = IMPORT_ATTACKS[contract]
    if contract == "5.":
        (house / "nybrott/core/measures/catalogue_circle.py").write_text("import nybrott.core.notices\n", "utf-8")
    attacked = house / "nybrott" / place
    attacked.write_text(attacked.read_text("utf-8") + line, "utf-8")
    done = _lint(house)
    assert done.returncode == 1, done.stdout + done.stderr
    broken: Iterable[str] = [row for row in done.stdout.splitlines() if row.rstrip().endswith("BROKEN")]
    assert any(row.startswith(contract) for row in broken), done.stdout


def test_a_new_room_without_a_place_breaks_the_build(tmp_path: Path) -> None:
    house = _copy_of_the_house(tmp_path)
    (house / "nybrott/attic").mkdir()
    (house / "nybrott/attic/__init__.py").write_text("", "utf-8")
    assert _lint(house).returncode == 1
