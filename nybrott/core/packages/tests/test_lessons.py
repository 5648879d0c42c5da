"""Lessons in a package: signed with it, told in it, and refused when they are not as they should be."""

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest

from nybrott.core.packages import PackageError, Released, join_lessons, pack, release, unpack
from nybrott.core.packages.lessons import read_lessons
from nybrott.core.programme import shipped

PROGRAMME = shipped()["internal-driver-programme"].programme


def a_lesson(**more: Any) -> dict[str, Any]:
    """A lesson on the workshops."""
    return {
        "section": "activities", "part": "workshop", "name": "Metodeverksted", "text": "Tre timer er for lenge.", "done": "Kortet ned til to."
    } | more  # fmt: skip


def a_run(**more: Any) -> dict[str, Any]:
    """A run after which the programme was adapted."""
    return {
        "title": "Høsten *2026*", "publisher": "Prøvevik kommune", "period": "2026-08-17/2026-12-11", "course": "adapt",
        "reasons": "Halvparten kom ikke tilbake.", "lessons": [a_lesson()],
    } | more  # fmt: skip


def released(*runs: dict[str, Any]) -> Released:
    return release(
        PROGRAMME, uid="c" * 32, version=2, publisher="Prøvevik kommune", released_on="2026-12-12", note="Kortere.", line=[],
        secret=bytes(range(32)), learnt=runs,
    )  # fmt: skip


def test_lessons_travel_with_the_package_under_its_signature_and_stand_on_its_pages() -> None:
    data = pack(released(a_run()))
    read = unpack(data)
    assert pack(read) == data
    assert read.manifest["format_version"] == 2
    assert read.learnt == (a_run(),)
    assert read.files["nb.md"].endswith(
        "## Hva vi har lært\n\n### Høsten \\*2026\\*, Prøvevik kommune, 2026-08-17/2026-12-11\n\n"
        "Besluttet: tilpasse. Halvparten kom ikke tilbake.\n\n- **Metodeverksted**: Tre timer er for lenge. *Kortet ned til to.*\n"
    )
    assert "Avgjort: tilpasse." in read.files["nn.md"]
    assert "Decided: adapt." in read.files["en.md"]


def test_without_lessons_a_package_is_what_it_always_was() -> None:
    one = released()
    assert one.manifest["format_version"] == 1
    assert "lessons.json" not in one.files
    assert one.learnt == ()


def test_a_run_without_lessons_still_says_what_was_decided_and_a_lesson_on_all_of_it_says_so() -> None:
    whole = a_lesson(section="", part="", name="", done="")
    told = released(a_run(course="stop", lessons=[]), a_run(lessons=[whole])).files["en.md"]
    assert "Decided: stop. Halvparten" in told
    assert "- **The programme as a whole**: Tre timer er for lenge.\n" in told


def test_a_changed_lesson_is_seen() -> None:
    one = released(a_run())
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(pack(one))) as archive, zipfile.ZipFile(made, "w") as other:
        for name in archive.namelist():
            data = archive.read(name)
            other.writestr(name, data.replace(b"Tre timer er", b"To timer er") if name == "lessons.json" else data)
    with pytest.raises(PackageError) as trouble:
        unpack(made.getvalue())
    assert (trouble.value.code, trouble.value.place) == ("changed", "lessons.json")


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ([], "lessons.json"),
        ({"runs": [], "more": 1}, "lessons.json"),
        ({"runs": {}}, "lessons.json"),
        ({"runs": [a_run()] * 41}, "lessons.json"),
        ({"runs": [3]}, "lessons.json"),
        ({"runs": [a_run(course="pause")]}, "lessons.json/0"),
        ({"runs": [a_run(decided_by="Kari")]}, "lessons.json/0"),
        ({"runs": [a_run(), a_run(reasons=" ")]}, "lessons.json/1/reasons"),
        ({"runs": [a_run(title="x" * 301)]}, "lessons.json/0/title"),
        ({"runs": [a_run(lessons=[a_lesson()] * 61)]}, "lessons.json/0/lessons"),
        ({"runs": [a_run(lessons=[a_lesson(section="magic")])]}, "lessons.json/0/lessons/0"),
        ({"runs": [a_run(lessons=[a_lesson(section="")])]}, "lessons.json/0/lessons/0"),
        ({"runs": [a_run(lessons=[a_lesson(name="")])]}, "lessons.json/0/lessons/0"),
        ({"runs": [a_run(lessons=[a_lesson(text="")])]}, "lessons.json/0/lessons/0/text"),
        ({"runs": [a_run(lessons=[a_lesson(done="\x00")])]}, "lessons.json/0/lessons/0/done"),
        ({"runs": [a_run(lessons=[{"text": "x"}])]}, "lessons.json/0/lessons/0"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(said: object, place: str) -> None:
    with pytest.raises(PackageError) as trouble:
        read_lessons(json.loads(json.dumps(said)))
    assert (trouble.value.code, trouble.value.place) == ("unreadable", place)


def test_what_several_packages_tell_is_joined_each_run_once() -> None:
    one, other = a_run(), a_run(title="Våren 2027")
    assert join_lessons([other, one], [one], []) == [other, one]
    assert len(join_lessons([a_run(title=str(number)) for number in range(60)])) == 40
