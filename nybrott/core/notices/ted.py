"""Reads a TED XML notice (TED_EXPORT R2.0.7 to R2.0.9: what TED published before eForms) into one `Notice`.

Such a file holds the form as the buyer filled it in, in its own language and perhaps in others, and beside it what the
Publications Office coded (`CODED_DATA_SECTION`) and titles in all languages, which only name the CPV class. What the
buyer wrote goes first; what is coded fills the gaps. Only original texts are read, no translations: Norwegian has
never been a language of TED, so a Norwegian buyer's text is mostly English there, and is given as that.

There is no procedure identifier in TED XML; notices are held together by the publication numbers they name.
"""

from collections.abc import Iterator

from lxml import etree

from nybrott.core.notices.amounts import total
from nybrott.core.notices.eforms_lots import cpv
from nybrott.core.notices.model import Notice, Party, ReadError
from nybrott.core.notices.references import notice_reference
from nybrott.core.notices.ted_codes import (
    ACTIVITY_OF_CODE,
    LEGAL_TYPE_OF_CODE,
    celex,
    form_type,
    notice_type,
    procedure,
    stage,
)
from nybrott.core.notices.ted_form import take_form
from nybrott.core.notices.ted_found import Form, results
from nybrott.core.notices.ted_older import take_form as take_older_form
from nybrott.core.notices.ted_values import Parts, compact_day, each, local_name, parts_of, prose
from nybrott.core.notices.texts import Texts
from nybrott.core.notices.vocabulary import PLANNING, country, language

ROOTS = ("TED_EXPORT",)

_FORMS_OF_R209 = "_2014"  # F02_2014: the forms made for the directives of 2014
_TRANSPORT_FORMS = "MOVE"  # T01 and T02, which look like them
_NO_FORM = "NOTICE_UUID"

# What is read of the coded data: the attribute that holds the code, empty where the text does.
_CODED = {
    "DATE_PUB": "",
    "NO_DOC_OJS": "",
    "LG_ORIG": "",
    "ISO_COUNTRY": "VALUE",
    "DS_DATE_DISPATCH": "",
    "DT_DATE_FOR_SUBMISSION": "",
    "AA_AUTHORITY_TYPE": "CODE",
    "MA_MAIN_ACTIVITIES": "CODE",
    "TD_DOCUMENT_TYPE": "CODE",
    "PR_PROC": "CODE",
    "DIRECTIVE": "VALUE",
}


def from_tree(root: etree._Element, path: str) -> Notice | ReadError:
    """The notice under a TED_EXPORT element. The tree holds no comments and no processing instructions."""
    sections = parts_of(root)
    forms = [form for section in each(sections, "FORM_SECTION") for form in section if local_name(form) != _NO_FORM]
    coded = _Coded(sections)
    if not forms and not coded.values and not coded.cpv:
        return ReadError(path, "element TED_EXPORT", "the notice holds neither a form nor coded data")
    return _Reading(root.get("DOC_ID") or "", sections, _originals(forms), coded, path).notice()


def _originals(forms: list[etree._Element]) -> list[etree._Element]:
    """The forms in the buyer's own languages; the first one where none is said to be original."""
    return [form for form in forms if form.get("CATEGORY") == "ORIGINAL"] or forms[:1]


class _Coded:
    """What the Publications Office coded: the first code or value of each name; all CPV codes; earlier notices."""

    def __init__(self, sections: Parts) -> None:
        self.values: dict[str, str] = {}
        self.cpv: list[str] = []
        self.previous: list[str] = []
        for section in each(sections, "CODED_DATA_SECTION"):
            for part in section:
                self._take(part)

    def _take(self, part: etree._Element) -> None:
        for leaf in part:
            name = leaf.tag.rpartition("}")[2]
            if name == "ORIGINAL_CPV":
                self.cpv.append(cpv(leaf.get("CODE") or ""))
            elif name in _CODED:
                if name not in self.values:
                    key = _CODED[name]
                    self.values[name] = ((leaf.get(key) if key else leaf.text) or "").strip()
            elif name == "REF_NOTICE":
                self.previous += [notice_reference(number.text or "") for number in leaf]

    def get(self, name: str) -> str:
        return self.values.get(name, "")


class _Reading:
    """One notice while it is read."""

    def __init__(self, number: str, sections: Parts, forms: list[etree._Element], coded: _Coded, path: str) -> None:
        self.sections = sections
        self.coded = coded
        self.path = path
        self.number = number.strip() or coded.get("NO_DOC_OJS")
        self.document = coded.get("TD_DOCUMENT_TYPE")
        code = (forms[0].get("LG") if forms else "") or coded.get("LG_ORIG")
        self.texts = Texts(language(code))
        self.form = _read(forms[0], self.texts, code) if forms else Form(self.texts, code)
        for other in forms[1:]:  # the same notice in a second original language: only its words are new
            _read(other, self.texts, other.get("LG") or "")

    def notice(self) -> Notice:
        form, coded = self.form, self.coded
        kind = notice_type(form.notice_type, self.document)
        reached = stage(notice_type=kind, form=form.number, document=self.document)
        words, features = procedure(
            in_form=form.procedure, code=coded.get("PR_PROC"), form=form.number, document=self.document
        )
        bought_by = self._buyers()
        lots = form.lots("part" if reached == PLANNING else "lot")
        found = results(form.awards, lots)
        publication_ref = notice_reference(self.number)
        dispatched = compact_day(coded.get("DS_DATE_DISPATCH"))
        main, additional = self._cpv()
        self._title()
        return Notice(
            path=self.path,
            format="ted-xml",
            notice_id=self._identity(),
            publication_ref=publication_ref,
            previous=self._previous(publication_ref),
            form_type=form_type(reached, form.number),
            notice_type=kind,
            subtype=form.number,
            legal_basis=form.legal_basis or celex(coded.get("DIRECTIVE")),
            stage=reached,
            procedure=words,
            procedure_features=tuple(dict.fromkeys((*features, *form.features))),
            country=next((b.country for b in bought_by if b.country), "") or country(coded.get("ISO_COUNTRY")),
            language=self.texts.own,
            published_on=compact_day(coded.get("DATE_PUB")) or dispatched,
            dispatched_on=dispatched,
            planned_on=form.planned_on,
            deadline_on=form.deadline_on or compact_day(coded.get("DT_DATE_FOR_SUBMISSION")),
            url=f"https://ted.europa.eu/en/notice/-/detail/{publication_ref}" if publication_ref else "",
            texts=self.texts.gathered(),
            buyers=bought_by,
            cpv_main=main,
            cpv_additional=additional,
            lots=lots,
            estimated=form.estimated or total([lot.estimated for lot in lots]),
            awarded=form.awarded or total([result.awarded for result in found if result.winners]),
            criteria=tuple(form.criteria),
            results=found,
            changes=tuple(dict.fromkeys(form.changes)),
            remarks=tuple(dict.fromkeys((*form.remarks, *self.texts.remarks()))),
        )

    def _identity(self) -> str:
        if self.number:
            return self.number
        self.form.remarks.append("no publication number; the file's name stands in its place")
        return self.path.replace("!", "/").rpartition("/")[2].partition(".")[0]

    def _previous(self, own: str) -> tuple[str, ...]:
        numbers = dict.fromkeys((*self.form.previous, *self.coded.previous))
        return tuple(number for number in numbers if number and number != own)

    def _buyers(self) -> tuple[Party, ...]:
        """The form's buyers; where it names none, the name that the Publications Office titled the notice with."""
        coded = self.coded
        legal_type = self.form.legal_type or LEGAL_TYPE_OF_CODE.get(coded.get("AA_AUTHORITY_TYPE"), "")
        activity = self.form.activity or ACTIVITY_OF_CODE.get(coded.get("MA_MAIN_ACTIVITIES"), "")
        stated = country(coded.get("ISO_COUNTRY"))
        found = self.form.buyers or [Party(name) for name in self._names()]
        whole = (
            Party(buyer.name, buyer.ref, buyer.ref_raw, buyer.country or stated, buyer.nuts, legal_type, activity)
            for buyer in found
        )
        return tuple(dict.fromkeys(buyer for buyer in whole if buyer.name or buyer.ref_raw))

    def _names(self) -> Iterator[str]:
        for element in self._translated("ML_AA_NAMES"):
            name = self.texts.clean(prose(element), "organisation name")
            if name:
                yield name

    def _title(self) -> None:
        """Where the form gives no title, the one of the Publications Office, which names the CPV class."""
        if not self.form.is_titled:
            for element in self._translated("ML_TITLES"):
                for title in each(parts_of(element), "TI_TEXT"):
                    self.form.say("title", prose(title))

    def _translated(self, name: str) -> Iterator[etree._Element]:
        """The own-language child of a part of the translations."""
        for section in each(self.sections, "TRANSLATION_SECTION"):
            for part in each(parts_of(section), name):
                yield from (element for element in part if language(element.get("LG") or "") == self.texts.own)

    def _cpv(self) -> tuple[str, tuple[str, ...]]:
        """The main class, and all others that the notice's own or its lots' classes are coded with."""
        main = self.form.cpv_main or next(iter(self.coded.cpv), "")
        return main, tuple(dict.fromkeys(code for code in self.coded.cpv if code and code != main))


def _read(element: etree._Element, texts: Texts, code: str) -> Form:
    form = Form(texts, code)
    name = local_name(element)
    if name.endswith(_FORMS_OF_R209) or name == _TRANSPORT_FORMS:
        take_form(element, form)
    else:
        take_older_form(element, form)
    return form
