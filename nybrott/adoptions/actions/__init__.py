"""Everything that is done with adoptions."""

from nybrott.adoptions.actions.adopting import (
    PART_DRAFT,
    RESULT_DRAFT,
    TAKE_DRAFT,
    THING,
    adapt_part,
    adopt_case,
    begin_adoption,
    change_adoption,
    follow_version,
    make_of_case,
    offer_versions,
    report_result,
)

__all__ = [
    "PART_DRAFT", "RESULT_DRAFT", "TAKE_DRAFT", "THING", "adapt_part", "adopt_case", "begin_adoption", "change_adoption", "follow_version", "make_of_case", "offer_versions", "report_result",
]  # fmt: skip
