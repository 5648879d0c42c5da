"""Candidates and answers for tests, made in one line. Higher rooms' tests use these too."""

from datetime import UTC, date, datetime

from nybrott.core.actor import Actor
from nybrott.notices.actions import judge_candidate
from nybrott.notices.models import Answer, IndexedCandidate, Judgement, NoticeImport, NoticeIndex, finding_name
from nybrott.people.models import Organisation, User

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def an_index() -> NoticeIndex:
    """The index that holds; an empty one when there is none."""
    found = NoticeIndex.objects.filter(holds=True).first()
    return found or NoticeIndex.objects.create(
        generation="generation-test", recipe="1", holds=True, made_at=NOW, vocabulary={"words": {}, "stems": {}},
        notices=1, held={"countries": {"NO": 1}, "years": {"2025": 1}, "signals": {"novelty-mentioned": 1}},
    )  # fmt: skip


def candidates(count: int, **more: object) -> list[IndexedCandidate]:
    """So many weak signs, each in a notice of its own; more of them the next time."""
    index = an_index()
    first = IndexedCandidate.objects.filter(index=index).count()
    made = []
    for number in range(first, first + count):
        text = f"Bygget skal ha nyskapende løsninger i plan {number}."
        key = f"notice-{number:04d}"
        said = {
            "key": key, "title": f"Skole {number}", "country": "NO", "buyer": "310400009", "buyer_name": "Prøvevik kommune",
            "year": 2025, "published_on": date(2025, 2, 1), "stage": "competition", "signal": "novelty-mentioned",
            "field": "description", "language": "nb", "words": "nyskapende", "excerpt": text, "start": text.index("nyskapende"),
            "end": text.index("nyskapende") + len("nyskapende"), "more": 0,
        } | more  # fmt: skip
        said["finding"] = finding_name(str(said["key"]), str(said["signal"]), str(said["words"]))
        made.append(IndexedCandidate.objects.create(index=index, **said))
    return made


def judged(actor: Actor, candidate: IndexedCandidate, answer: str = "confirm", note: str = "") -> Judgement:
    """An answer of somebody about a candidate."""
    return judge_candidate(actor=actor, candidate=candidate, answer=Answer(answer), note=note, now=NOW)


def an_import(place: Organisation, user: User | None = None, **more: object) -> NoticeImport:
    """An import of an organisation; waiting unless said otherwise."""
    said = {"source": "upload", "name": "mai.zip", "size": 1234, "asked_at": NOW} | more
    return NoticeImport.objects.create(organisation=place, brought_by=user, **said)
