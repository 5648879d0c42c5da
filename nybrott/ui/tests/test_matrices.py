"""Dots in a grid: a number in each that is there, larger for more, and names that cannot become markup."""

import re

from nybrott.ui.matrices import matrix


def test_each_number_stands_in_its_dot_and_more_is_larger() -> None:
    rows = [("Hjemme<tjenesten>", (1, 0, 16)), ("Veg og park med et navn som er langt nok til å brytes", (4, 2, 0))]
    chart = matrix(
        rows, ["Plan", "Dialog", "Konkurransen forberedes nå"], title="Tre er i gang.", description="Prikker.", apart=1
    )
    for drawn in (chart.wide, chart.narrow):
        assert 'aria-label="Tre er i gang. Prikker."' in drawn
        assert "Hjemme&lt;" in drawn
        assert "<tjenesten>" not in drawn
        assert drawn.count("<circle") == 6
        said = re.findall(r'class="f-paper">(\d+)<', drawn)
        assert said == ["1", "16", "4", "2"]
        radii = [float(one) for one in re.findall(r'r="([\d.]+)" fill="#12836f"', drawn)]
        assert radii[1] == max(radii)
        assert radii[0] == min(radii)
        assert "style=" not in drawn


def test_nothing_at_all_is_a_picture_without_dots() -> None:
    chart = matrix([], [], title="Ingenting", description="Tomt")
    assert "<circle" not in chart.wide + chart.narrow
