"""Builds notices and small catalogues for the tests of signals."""

from datetime import date

from nybrott.core.notices.model import Code, Lot, Notice, Text
from nybrott.core.signals import Catalogue
from nybrott.core.signals.loading import define
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


def sign(body: str, *, id: str = "tested", family: str = "innovation", lens: str = "behavioural",
         weight: str = "counted", head: str = "") -> str:  # fmt: skip
    """The TOML text of a sign; `body` gives its words and rules, `head` further top-level keys."""
    return f'''
id = "{id}"
family = "{family}"
lens = "{lens}"
weight = "{weight}"
source = "a test"
authored_by = "a tester"
checked_by = ""
review_after = 2030-01-01
{head}
[names]
nb = "tegn"
nn = "teikn"
en = "sign"
[what]
nb = "Ser."
nn = "Ser òg."
en = "Looks."
[why]
nb = "fordi"
nn = "av di"
en = "because"
{body}
[[good]]
title = "one"
[[good]]
title = "two"
[[near_miss]]
title = "one"
why = "w"
[[near_miss]]
title = "two"
why = "w"
'''


def words(name: str, *terms: str) -> str:
    """A word list as TOML."""
    return f"[words.{name}]\nnb = [{', '.join(repr(term) for term in terms)}]\n"


def tiny(body: str, *, shared: dict[str, str] | None = None, **given: str) -> Catalogue:
    """A catalogue with one sign called "tested"."""
    family = given.get("family", "innovation")
    return Catalogue(define({**(shared or {}), f"{family}/tested.toml": sign(body, **given)}))


def several(*signs: tuple[str, str, str, str, str]) -> Catalogue:
    """A catalogue of signs, each (id, family, lens, weight, the word it finds)."""
    return Catalogue(
        define(
            {
                f"{family}/{id}.toml": sign(
                    words("w", word) + '[[rule]]\nfind = "w"\n', id=id, family=family, lens=lens, weight=weight
                )
                for id, family, lens, weight, word in signs
            }
        )
    )
