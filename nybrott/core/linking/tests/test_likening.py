"""When two announcements are alike, why, and what speaks against it. All titles are invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.linking import Announcement, likeness, rules

DAY = date(2024, 1, 1)
ICT = ("72224000",)


def announced(title: str, *cpv: str, buyer: str = "Fjordvik kommune") -> Announcement:
    return Announcement(title, title, DAY, cpv, buyer)


ALIKE = [
    ("Invitasjon til dialogkonferanse: velferdsteknologi", "Velferdsteknologi", ["velferdsteknologi"]),
    ("Veiledende kunngjøring – nytt sak- og arkivsystem", "Anskaffelse av sak-/arkivsystem", ["sak", "arkivsystem"]),
    ("RFI - Rammeavtale skolebøker, lesebrett og skrivesaker", "Rammeavtale - Skolebøker, lesebrett og skrivesaker", ["skolebøker", "lesebrett", "skrivesaker"]),
    ("Markedsdialog om trygghetsalarmer", "Kjøp av nye trygghetsalarmer, drift og vedlikehold", ["trygghetsalarmer"]),
    ("Dialogmøte – ny barneskole i Nordbygda", "Totalentreprise ny barneskole i Nordbygda", ["barneskole", "nordbygda"]),
    ("Innbyding til dialogkonferanse om brannbilar", "Tevling om brannbilar", ["brannbilar"]),
    ("Request for information: electric ferries", "Electric ferries for the fjord", ["electric", "ferries"]),
    ("Høring av konkurransegrunnlag 2023 - snørydding rode 4", "Snørydding, rode 4 (2024–2028)", ["snørydding", "rode"]),
    ("Dialogkonferanse 24/1234 Vaskeritjenester", "24/9876 Vaskeritjenester", ["vaskeritjenester"]),
    ("Markedsundersøkelse: vannmålere", "Vannmålere til Fjordvik kommune", ["vannmålere"]),
]  # fmt: skip


@pytest.mark.parametrize(("dialogue", "competition", "shared"), ALIKE, ids=[title for title, *_ in ALIKE])
def test_alike_above_the_threshold_and_why(dialogue: str, competition: str, shared: list[str]) -> None:
    found = likeness(announced(dialogue, *ICT), announced(competition, *ICT))
    assert found is not None
    assert found.score >= rules().least_score
    assert list(found.shared) == shared
    assert found.cpv_digits == 8


SISTERS = [
    ("Eksamen i hudpleie", "Eksamen i fotpleie"),
    ("Snørydding rode 4", "Snørydding rode 7"),
    ("Ventilasjon fløy B", "Ventilasjon fløy C"),
    ("Kvalifisering del I rullebane", "Kvalifisering del II rullebane"),
    ("Pasienttransport Helse Sørfjord", "Pasienttransport Helse Nordfjord og Vestlia"),
    ("Service og vedlikehold av trucker", "Service og vedlikehold av porter"),
    ("Lagring: filbasert", "Lagring: objektbasert"),
    ("Dialogkonferanse om legevakt", "Dialogkonferanse om sykehjem"),
]


@pytest.mark.parametrize(("one", "other"), SISTERS, ids=[one for one, _ in SISTERS])
def test_sisters_are_never_alike(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        assert likeness(announced(first, *ICT), announced(second, *ICT)) is None


def test_places_of_the_buyers_own_name_count_only_against() -> None:
    buyer = "Sørfjord og Nordfjell fylkeskommune"
    plain = announced("Vegmerking", *ICT, buyer=buyer)
    assert likeness(announced("Vegmerking i Sørfjord", *ICT, buyer=buyer), plain).score == 1  # type: ignore[union-attr]
    one, other = (announced(f"Vegmerking i {place}", *ICT, buyer=buyer) for place in ("Sørfjord", "Nordfjell"))
    assert likeness(one, other) is None
    only = announced("Dialogkonferanse Nordfjell fylkeskommune", *ICT, buyer=buyer)
    assert likeness(only, other) is None


@pytest.mark.parametrize(
    "empty", ["", "Dialogkonferanse", "Veiledende kunngjøring 2024", "Invitasjon til markedsdialog", "2024/1234", "Ny drift av system"]
)  # fmt: skip
def test_what_says_nothing_is_like_nothing(empty: str) -> None:
    for other in (empty, "Velferdsteknologi", "Drift"):
        assert likeness(announced(empty, *ICT), announced(other, *ICT)) is None
        assert likeness(announced(other, *ICT), announced(empty, *ICT)) is None


DIGITS = [
    (("72224000",), ("72224000",), 8),
    (("72000000",), ("72000000",), 8),
    (("72000000",), ("72224000",), 2),
    (("72222300",), ("72224000",), 4),
    (("72224000",), ("72224100",), 5),
    (("72224000",), ("45000000",), 0),
    (("72224000",), ("42000000",), 0),
    (("72000000",), ("79000000",), 1),
    (("45000000", "72224000"), ("72224000",), 8),
    (("72224000",), ("45000000", "72224000"), 8),
    (("45000000", "72224000"), ("33000000", "72224000"), 0),
    (("30000000",), ("30100000",), 2),
    ((), ("72224000",), None),
    ((), (), None),
]


@pytest.mark.parametrize(("ours", "theirs", "digits"), DIGITS)
def test_how_many_digits_codes_share(ours: tuple[str, ...], theirs: tuple[str, ...], digits: int | None) -> None:
    title = "Trygghetsalarmer og velferdsteknologi"
    found = likeness(announced(title, *ours), announced(title, *theirs))
    assert found is not None
    assert found.cpv_digits == digits
    known = rules()
    closeness = known.cpv_unknown if digits is None else known.cpv[digits]
    assert found.score == round(known.title_weight + (1 - known.title_weight) * closeness, 4)


def test_short_titles_need_near_codes() -> None:
    assert likeness(announced("Kjøp av strøm", "09310000"), announced("Strøm", "09310000")) is not None
    assert likeness(announced("Kjøp av strøm", "09310000"), announced("Strøm", "65000000")) is None
    assert likeness(announced("Kjøp av strøm"), announced("Strøm")) is None


def test_the_same_title_with_far_codes_is_below_the_threshold() -> None:
    found = likeness(announced("Trygghetsalarmer", "35121500"), announced("Trygghetsalarmer", "85000000"))
    assert found is not None
    assert found.score < rules().least_score


titles = st.lists(
    st.sampled_from([
        "Dialogkonferanse", "RFI", "velferdsteknologi", "velferdsteknologiløsning", "barneskole", "skole", "drift", "nytt",
        "trygghetsalarm", "strøm", "system", "Fjordvik", "rode", "4", "7", "B", "C", "II", "2024", "24/1234", "og", "vann",
        "vannmåler", "vannmålere",
    ]),
    max_size=7,
).map(" ".join)  # fmt: skip
codes = st.lists(st.sampled_from(["72000000", "72224000", "72222300", "45000000"]), max_size=2).map(tuple)


@given(titles, titles, codes, codes)
def test_likeness_goes_both_ways_and_stays_between_nought_and_one(
    one: str, other: str, ours: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    first, second = announced(one, *ours), announced(other, *theirs)
    there, back = likeness(first, second), likeness(second, first)
    assert (there is None) == (back is None)
    if there and back:
        assert there.score == pytest.approx(back.score)
        assert 0 < there.score <= 1
        assert there.cpv_digits == back.cpv_digits
        assert there.shared
        assert all(word in one.lower() for word in there.shared)


@given(titles.filter(lambda title: "strøm" in title or "skole" in title), codes)
def test_nothing_is_more_like_a_title_than_itself(title: str, code: tuple[str, ...]) -> None:
    found = likeness(announced(title, "72224000", *code), announced(title, "72224000", *code))
    assert found is not None
    assert found.score == 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_taken(one: str, other: str) -> None:
    found = likeness(announced(one, *ICT), announced(other, *ICT))
    assert found is None or 0 < found.score <= 1
