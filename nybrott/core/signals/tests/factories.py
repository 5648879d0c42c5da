"""Builds notices for the tests of signals: from a catalogue example, or from a few words."""

from datetime import date

from nybrott.core.notices.model import Code, Lot, Notice, Text
from nybrott.core.signals.model import Example

OWN_FIELDS = ("procedure", "notice-type", "subtype", "form-type", "cpv", "variants")


def notice(
    title: str = "",
    text: str = "",
    *,
    stage: str = "competition",
    language: str = "nb",
    texts: tuple[Text, ...] = (),
    codes: tuple[tuple[str, str], ...] = (),
    published_on: date | None = None,
) -> Notice:
    """A notice with a title, a description and codes."""
    given = dict(codes)
    own = [Text("title", title, language), Text("description", text, language)]
    return Notice(
        path="example", format="record", notice_id="1", stage=stage, language=language,
        texts=(*(one for one in own if one.content), *texts),
        procedure=given.get("procedure", ""), notice_type=given.get("notice-type", ""),
        subtype=given.get("subtype", ""), form_type=given.get("form-type", ""), cpv_main=given.get("cpv", ""),
        lots=(Lot("LOT-0001", variants=given["variants"]),) if "variants" in given else (),
        codes=tuple(Code(field, value) for field, value in codes if field not in OWN_FIELDS),
        published_on=published_on,
    )  # fmt: skip


def notice_of(example: Example) -> Notice:
    """The notice an example of the catalogue describes."""
    return notice(
        example.title, example.text, stage=example.stage, language=example.language, codes=example.codes,
        published_on=example.published_on,
    )  # fmt: skip
