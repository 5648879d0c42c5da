"""What the tender tool gets, and people can read: eForms XML, JSON and text."""

import json

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nybrott.classifications.queries import declaration, said, standing
from nybrott.core.classes import Declaration, fragment
from nybrott.procurements.models import Procurement
from nybrott.ui.documents import File
from nybrott.ui.formats import day_year

FILES = {"xml": "application/xml; charset=utf-8", "json": "application/json", "txt": "text/plain; charset=utf-8"}
PRESENT = {True: "yes", False: "no", None: "unknown"}


def file_of(procurement: Procurement, kind: str) -> File:
    """The classification as a file; `kind` is one of `FILES`. All three say the same of BT-06, BT-776 and BT-777."""
    told = declaration(procurement)
    if kind == "xml":
        note = _("Goes into cac:ProcurementProject of each lot it is true of. Planning notices and consultations cannot carry it.")  # fmt: skip
        text = fragment(told, note=note)
    else:
        text = _json(procurement, told) if kind == "json" else _text(procurement, told)
    return File(f"classification-{procurement.pk}.{kind}", text.encode("utf-8", "replace"), FILES[kind])


def _json(procurement: Procurement, told: Declaration) -> str:
    found = standing(procurement)
    chosen = found.chosen
    made = {
        "procurement": {"id": procurement.pk, "title": procurement.title},
        "class": chosen.klass if chosen else None,
        "reason": chosen.reason if chosen else None,
        "chosen_on": localtime(chosen.at).date().isoformat() if chosen else None,
        "proposed": found.weighed.klass,
        "BT-06": [told.strategic] if told.strategic else [],
        "BT-776": list(told.codes),
        "BT-777": {"language": told.language, "text": told.text} if told.text else None,
        "codes": [
            {"code": row.code, "confirmed": row.answer.confirmed, "reason": row.answer.reason} for row in found.codes if row.answer is not None
        ],
        "signals": [
            {"signal": row.signal.kind, "seen": PRESENT[row.signal.present], "by": row.signal.source if row.signal.present is not None else None, "words": row.signal.said}
            for row in found.signals
        ],
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _text(procurement: Procurement, told: Declaration) -> str:
    found = standing(procurement)
    chosen = found.chosen
    lines = [procurement.title, "=" * min(len(procurement.title), 80), ""]
    if chosen:
        lines += [_("Class: %(class)s") % {"class": chosen.get_klass_display()}, _("Why: %(reason)s") % {"reason": chosen.reason}]  # fmt: skip
        lines += [_("Chosen on %(day)s") % {"day": day_year(localtime(chosen.at))}]
    else:
        lines += [_("No class is chosen.")]
    lines += ["", _("What the notice says"), "", f"BT-06: {told.strategic or '–'}", f"BT-776: {', '.join(told.codes) or '–'}"]  # fmt: skip
    lines += [f"  {code}: {said('codes', code)}" for code in told.codes]
    lines += [f"BT-777: {told.text or '–'}", "", _("What was seen"), ""]
    words = {True: _("Yes"), False: _("No"), None: _("Not known")}
    for row in found.signals:
        more = f" ({row.signal.said})" if row.signal.said else ""
        lines.append(f"- {row.label}: {words[row.signal.present]}{more}")
    return "\n".join(lines) + "\n"
