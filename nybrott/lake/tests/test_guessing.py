"""What followed each dialogue: known links first, guesses like the slow twin's, the same bytes however it is cut."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from nybrott.core.linking import rules
from nybrott.core.signals import catalogue as signs
from nybrott.core.signals import find
from nybrott.lake import Lake, build, building, check, guessing, open_lake
from nybrott.lake.guessing import followed
from nybrott.lake.tests import twin
from nybrott.lake.tests.factories import held, notice, put
from nybrott.lake.tests.test_measures import read_all
from nybrott.lake.tests.twin import Seen
from nybrott.sources import Crew

DIALOGUE = "Kommunen inviterer til markedsdialog før konkurransen."
FJORDVIK, NORDFJELL = "310400009", "310478342"

Row = tuple[str, str, str, int]


def dialogue(notice_id: str, title: str, **said: str) -> bytes:
    return notice(notice_id, stage="planning", title=title, description=DIALOGUE, procedure="", **said)  # type: ignore[arg-type]


def rows(lake: Lake) -> list[Row]:
    """(dialogue, how it is known, competition, days), by the notices' own identifiers."""
    found = lake._now().ask("select key, known_by, competition_key, days from guesses order by key")
    return [(key.rsplit("-", 1)[0], known, other.rsplit("-", 1)[0], days) for key, known, other, days in found]


def built(folder: Path, *documents: bytes) -> Lake:
    build([put(folder / "in", *documents)], folder / "lake")
    assert list(check(folder / "lake")) == []
    return open_lake(folder / "lake")


def test_a_guess_with_its_reasons(tmp_path: Path) -> None:
    lake = built(
        tmp_path,
        dialogue("d", "Invitasjon til dialogkonferanse: velferdsteknologi", day="2023-01-01", cpv="33196000"),
        notice("c", title="Kjøp av velferdsteknologi", day="2023-03-02", cpv="33196200", procedure_id="p"),
        notice("other", title="Asfaltering av veger", day="2023-02-02", cpv="45233000"),
        notice("before", title="Velferdsteknologi", day="2022-02-02", cpv="33196000"),
        notice("theirs", title="Velferdsteknologi", day="2023-02-02", cpv="33196000", ref=NORDFJELL),
        notice("abroad", title="Velferdsteknologi", day="2023-02-02", cpv="33196000", country="SWE"),
    )
    assert rows(lake) == [("d", "guess", "c", 60)]
    (row,) = lake._now().ask("select procedure_key, score, shared_words, cpv_digits, rules, year, country from guesses")
    assert row == ("p", 0.9625, ["velferdsteknologi"], 5, rules().version, 2023, "NO")


def test_what_is_known_goes_before_a_guess(tmp_path: Path) -> None:
    same = {"day": "2023-01-01", "cpv": "33196000"}
    lake = built(
        tmp_path,
        dialogue("a", "Dialogkonferanse trygghetsalarmer", procedure_id="p", **same),
        notice("a-known", title="Noe helt annet", procedure_id="p", day="2023-09-01"),
        notice("a-like", title="Trygghetsalarmer", day="2023-02-01", cpv="33196000"),
        dialogue("b", "Dialogkonferanse skolebøker", **same),
        notice("b-known", title="Noe helt annet igjen", day="2023-08-01", previous=["b"], procedure_id="q"),
        notice("b-like", title="Skolebøker", day="2023-02-01", cpv="33196000"),
        dialogue("c", "Dialogkonferanse brannbiler", **same),
        notice("c-like", title="Brannbiler", day="2023-02-01", cpv="33196000"),
    )
    assert rows(lake) == [
        ("a", "identifier", "a-known", 243), ("b", "reference", "b-known", 212), ("c", "guess", "c-like", 31),
    ]  # fmt: skip
    reasons = lake._now().ask("select score, shared_words, cpv_digits, rules from guesses where known_by <> 'guess'")
    assert reasons == [(None, [], None, "")] * 2


def test_a_dialogue_on_the_form_of_a_competition_is_one_and_no_answer_to_one(tmp_path: Path) -> None:
    lake = built(
        tmp_path,
        notice("d", title="Invitasjon til dialogkonferanse om redningsskøyte", description=DIALOGUE, day="2023-01-01"),
        notice("again", title="Dialogkonferanse om redningsskøyte", description=DIALOGUE, day="2023-02-01"),
        notice("c", title="Redningsskøyte", day="2023-06-01"),
    )
    assert rows(lake) == [("again", "guess", "c", 120), ("d", "guess", "c", 151)]


def test_ties_undated_and_unnamed_give_none(tmp_path: Path) -> None:
    lake = built(
        tmp_path,
        dialogue("tied", "Dialogkonferanse om brannbiler", day="2023-01-01"),
        notice("tie-1", title="Brannbiler", day="2023-02-01"),
        notice("tie-2", title="Brannbiler", day="2023-03-01"),
        dialogue("undated", "Dialogkonferanse om skolebøker", day=""),
        notice("c-1", title="Skolebøker", day="2023-02-01"),
        dialogue("unanswered", "Dialogkonferanse om vannmålere", day="2023-01-01"),
        notice("c-2", title="Vannmålere", day=""),
        dialogue("unnamed", "Dialogkonferanse om ferjekaier", day="2023-01-01", ref=""),
        notice("c-3", title="Ferjekaier", day="2023-02-01", ref=""),
    )
    assert rows(lake) == []
    (figures,) = lake.measure("dialogue-to-competition").records()
    assert (figures["n"], figures["identified"], figures["guessed"], figures["median_days_guessed"]) == (4, 0, 0, None)


def test_the_versions_of_a_dialogue_are_one_and_those_of_a_competition_too(tmp_path: Path) -> None:
    lake = built(
        tmp_path,
        dialogue("d", "Dialogkonferanse om brannbiler", day="2023-01-01", version="01"),
        dialogue("d", "Dialogkonferanse om brannbiler, ny dato", day="2023-01-20", version="02"),
        notice("c", title="Brannbiler", day="2023-02-01", version="01"),
        notice("c", title="Brannbiler", day="2023-02-09", version="02"),
    )
    assert rows(lake) == [("d", "guess", "c", 31)]


def test_nothing_to_link(tmp_path: Path) -> None:
    assert rows(built(tmp_path, notice("c"))) == []
    assert followed([], tmp_path, Crew(1)).num_rows == 0
    assert not list((tmp_path / "lake").rglob("guesses"))


def many(count: int) -> list[bytes]:
    """Dialogues and competitions of a few buyers about a few things, with identifiers, references, versions, sisters,
    twins, missing days, numbers and codes. Always the same ones."""
    some = random.Random(20240517)
    things = [
        "velferdsteknologi", "velferdsteknologiløsninger", "trygghetsalarmer", "skolebøker", "brannbiler", "vannmålere",
        "snørydding rode 4", "snørydding rode 7", "eksamen i hudpleie", "eksamen i fotpleie", "strøm", "ny barneskole",
    ]  # fmt: skip
    made = []
    for number in range(count):
        is_dialogue = some.random() < 0.3
        thing = some.choice(things)
        day = date(2021, 1, 1) + timedelta(some.randint(0, 1300))
        said = {
            "day": day.isoformat() if some.random() < 0.95 else "",
            "ref": some.choice([FJORDVIK, FJORDVIK, NORDFJELL, ""]),
            "buyer": some.choice(["Fjordvik kommune", "FJORDVIK KOMMUNE"]),
            "country": some.choice(["NOR", "NOR", "NOR", "SWE"]),
            "cpv": some.choice(["72224000", "72222000", "72000000", "45000000"]),
            "procedure_id": f"p-{some.randint(1, count // 4)}" if some.random() < 0.3 else "",
            "version": some.choice(["01", "02"]),
        }
        previous = [f"m-{some.randint(0, number)}"] if some.random() < 0.5 else []
        notice_id = f"m-{some.randint(0, number)}" if some.random() < 0.05 else f"m-{number}"
        if is_dialogue:
            title = some.choice(["Invitasjon til dialogkonferanse: ", "RFI – ", "Veiledende kunngjøring "]) + thing
            stage = some.choice(["planning", "planning", "competition"])
            made.append(notice(notice_id, stage=stage, title=title, description=DIALOGUE, previous=previous, **said))  # type: ignore[arg-type]
        else:
            title = some.choice(["Kjøp av ", "", "Rammeavtale "]) + thing
            stage = some.choice(["competition", "competition", "competition", "result", "planning"])
            made.append(notice(notice_id, stage=stage, title=title, previous=previous, **said))  # type: ignore[arg-type]
    return made


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crowd")
    put(folder / "in", *many(600))
    build([folder / "in"], folder / "lake")
    return folder


@pytest.fixture(scope="module")
def seen(crowd: Path) -> list[Seen]:
    return twin.with_procedures(twin.without_doubles(read_all([crowd / "in"])))


def test_like_its_twin(crowd: Path, seen: list[Seen]) -> None:
    """Every link once more, found with loops from the notices themselves."""
    wanted = []
    together: dict[str, list[Seen]] = {}
    for one in seen:
        assert find(one.notice, signs()) == one.findings
        if one.findings.market_dialogue:
            together.setdefault(one.procedure, []).append(one)
    for members in together.values():
        first = min(members, key=lambda one: (one.notice.published_on or date.max, one.key))
        known_by, days, competition = twin.followed(first, members, seen)
        if known_by:
            wanted.append((first.key, known_by, competition, days))
    lake = open_lake(crowd / "lake")
    assert lake._now().ask("select key, known_by, competition_key, days from guesses order by key") == sorted(wanted)
    ways = [known_by for _, known_by, _, _ in wanted]
    for known_by in ("identifier", "reference", "guess"):
        assert ways.count(known_by) >= 5  # the invented notices hold every way
    assert len(wanted) < len(together)


@pytest.mark.parametrize("by", [(), ("year",), ("buyer", "year"), ("country", "cpv")], ids=str)
def test_the_measure_is_like_its_twin(crowd: Path, seen: list[Seen], by: tuple[str, ...]) -> None:
    answered = open_lake(crowd / "lake").measure("dialogue-to-competition", by)
    wanted = twin.measure("dialogue-to-competition", seen, by, bool)
    assert sorted(map(str, answered.rows)) == sorted(map(str, wanted))


def test_the_same_bytes_however_it_is_cut_and_however_many_work(
    crowd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(crowd / "lake")
    notices = sorted((crowd / "lake").glob("generation-*/notices/*.parquet"))
    found = []
    for heap, jobs, at_once in ((1_000_000, 1, 4_096), (200, 1, 4_096), (70, 2, 100), (13, 1, 5)):
        monkeypatch.setattr(guessing, "HEAP_NOTICES", heap)
        monkeypatch.setattr(guessing, "_AT_ONCE", at_once)
        (aside := tmp_path / str(heap)).mkdir()
        with Crew(jobs) as crew:
            found.append(followed(notices, aside, crew))
    assert found[0].num_rows >= 15
    assert all(table.equals(found[0]) for table in found)
    monkeypatch.setattr(building, "BATCH_DOCUMENTS", 7)
    monkeypatch.setattr(guessing, "HEAP_NOTICES", 3)
    build([crowd / "in"], tmp_path / "lake", jobs=2)
    assert held(tmp_path / "lake") == before


def test_a_lost_competition_is_seen(crowd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` says it when a link leads to nothing."""

    def astray(*_: object, **__: object) -> object:
        table = followed(*_, **__)  # type: ignore[arg-type]
        at = table.schema.get_field_index("competition_key")
        return table.set_column(at, table.schema.field(at), [["nowhere"] * table.num_rows])

    monkeypatch.setattr(building, "followed", astray)
    build([crowd / "in"], tmp_path / "lake")
    assert any("dialogues lead to no notice" in sentence for sentence in check(tmp_path / "lake"))


def test_real_notices_or_samples(samples: Path, real_data: Path | None, tmp_path: Path) -> None:
    """Whatever is guessed among real notices keeps the rules; none of them is a guess across buyers or back in time."""
    build([real_data / "notices" if real_data else samples], tmp_path / "lake")
    lake = open_lake(tmp_path / "lake")
    (figures,) = lake.measure("dialogue-to-competition").records()
    dialogues = lake.measure("dialogue-share").rows[0][1]
    assert figures["n"] == dialogues
    assert int(str(dialogues)) >= 1
    found = lake._now().ask(
        "select d.buyer_ref = c.buyer_ref, d.country = c.country, c.published_on - d.published_on = days, days, score"
        " from guesses join notices d on d.key = guesses.key join notices c on c.key = competition_key"
        " where known_by = 'guess'"
    )
    for same_buyer, same_country, same_days, days, score in found:
        assert same_buyer
        assert same_country
        assert same_days
        assert rules().first_day <= days <= rules().last_day
        assert rules().least_score <= score <= 1
