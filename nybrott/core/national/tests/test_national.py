"""Facts of the country: each with its source, of questions that are asked."""

import pytest

from nybrott.core.national import NationalError, national
from nybrott.core.national.facts import define_national
from nybrott.core.surveys import shipped


def test_every_fact_is_of_a_statement_that_is_asked() -> None:
    assert set(national()) == {("maturity", "areas"), ("factors", "factors")}
    for (instrument, question), one in national().items():
        asked = next(each for each in shipped()[instrument].instrument.questions if each["id"] == question)
        assert set(one.rows) <= {row["id"] for row in asked["rows"]}
        assert one.named.endswith(str(one.year))
        assert one.url.startswith("https://")
        assert "gjennomsnitt" in one.compare["nb"], "what is not known is said"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[a.b]\nyear = 2024\nurl = "x"', "source"),
        ('[a.b]\nsource = "x"\nyear = "2024"\nurl = "x"', "year"),
        ('[a.b]\nsource = "x"\nyear = 2024\nurl = "x"\ncompare.nb = "x"', "three languages"),
    ],
)
def test_a_fact_without_source_or_language_is_refused(text: str, why: str) -> None:
    with pytest.raises(NationalError, match=why):
        define_national(text)
