"""How long does the annex of a big dialogue take, of at least forty pages: reckoned, as DOCX and as PDF/UA?

Sets up a PostgreSQL of its own in a temporary folder and throws it away. Prints one JSON line per figure and ends by itself.
"""

import json
import time
from io import BytesIO

from needs_index import site

SUPPLIERS, TOLD, ASKED = 30, 30, 80
WORDS = "Vi har førti plasser i dag, og om natten er det to på vakt. De går runder hver tredje time. " * 12


def main() -> None:
    """Fill a dialogue, make the annex three times, print the slowest."""
    from django.utils import timezone
    from pypdf import PdfReader

    from nybrott.dialogues.tests.factories import a_buyer, a_representative, a_supplier, an_open_dialogue
    from nybrott.disclosures.actions import show_item
    from nybrott.disclosures.tests.factories import a_question, an_answer, an_item
    from nybrott.ledgers import queries
    from nybrott.people.tests.factories import an_organisation
    from nybrott.ui.documents import docx, pdf

    place = an_organisation()
    buyer, dialogue = a_buyer(place), an_open_dialogue(place)
    some = [a_supplier(dialogue, f"Firma {number} AS") for number in range(SUPPLIERS)]
    for one in some:
        a_representative(one)
    for number in range(TOLD):
        show_item(actor=buyer, item=an_item(dialogue, actor=buyer, title=f"Notat {number}", text=WORDS), now=timezone.now())  # fmt: skip
    for number in range(ASKED):
        an_answer(a_question(some[number % SUPPLIERS], f"Spørsmål {number}: gjelder det også omsorgsboliger?"), WORDS[:800], actor=buyer)  # fmt: skip
    taken: dict[str, float] = {}
    pages = 0
    for _round in range(3):
        began = time.perf_counter()
        document = queries.annex(dialogue, "nb", timezone.now(), "https://malevik.example/dialogues/d/")
        reckoned = time.perf_counter()
        made = pdf(document)
        printed = time.perf_counter()
        docx(document)
        ended = time.perf_counter()
        pages = len(PdfReader(BytesIO(made)).pages)
        for name, spent in (("pdf", printed - began), ("docx", ended - printed + reckoned - began)):
            taken[name] = max(taken.get(name, 0.0), spent)
    for name, spent in taken.items():
        print(json.dumps({"name": f"annex of {pages} pages as {name}", "value": round(spent, 2), "unit": "s", "against": 2, "ratio": round(spent / 2, 2)}))  # fmt: skip


if __name__ == "__main__":
    with site():
        main()
