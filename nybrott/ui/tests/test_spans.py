"""Bars on a calendar: inside the picture, in the order of time, and said in words."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nybrott.ui.spans import Span, Stretch, spans

DAYS = st.dates(date(2000, 1, 1), date(2080, 12, 31))


@given(st.lists(st.tuples(DAYS, st.integers(0, 4000), st.text('abc <&"', max_size=90)), max_size=5), DAYS)
def test_everything_stays_inside_and_goes_from_left_to_right(rows: list[tuple[date, int, str]], today: date) -> None:
    things = [
        Span(text, "kr", [Stretch(first, first + timedelta(days=days), open=days % 2 == 0)], [first])
        for first, days, text in rows
    ]
    chart = spans(things, today=today, title="Kontrakter", description="Når de går ut.")
    for drawing, width in ((chart.wide, 832), (chart.narrow, 360)):
        for begin, end in re.findall(r'd="M([\d.]+),[\d.]+H([\d.]+)"', drawing):
            assert 0 <= float(begin) < float(end) <= width
        for x in re.findall(r'c?x="([\d.]+)"', drawing):
            assert 0 <= float(x) <= width
        assert drawing.count("<circle") == len(rows)
        assert 'aria-label="Kontrakter. Når de går ut."' in drawing


def test_a_day_stands_where_it_is_in_the_year() -> None:
    row = Span("A", "", [Stretch(date(2026, 1, 1), date(2027, 1, 1))])
    drawing = spans([row], today=date(2026, 7, 2), title="A", description="").wide
    # 2026 and the year 2027 begins with: a year is half of the picture's 812 pixels
    assert 'd="M10.0,62.0H416.6"' in drawing.replace("62H", "62.0H") or "H416" in drawing
    assert ">2026<" in drawing
    assert ">2027<" in drawing
