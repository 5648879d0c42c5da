"""The index of notices, made anew from the lake. It is nobody's deed, so no entry in the journal tells of it."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Literal

from django.db import connection, models, transaction

from nybrott.core.language import Gathering, Lexicon, Vocabulary, sort_key
from nybrott.lake.shapes import Finding, NoticeRow, NoticeText
from nybrott.notices import queries
from nybrott.notices.models import IndexedCandidate, IndexedNotice, NoticeIndex, finding_name
from nybrott.ui.highlight import Mark, excerpt

LAYOUT = "2"  # another one when the index is made otherwise than before
_LOCK = 7_301_114  # the number of the lock that only one indexing holds
_TRIES = 3
_SPLIT = {"nb", "nn", "no", "da", "sv", ""}  # languages whose compounds are split, and by whose words
_MOST_WORD_BYTES = 600_000  # of one notice; PostgreSQL takes a million
_MOST_TEXT = 60_000  # characters of one notice kept for excerpts
_MOST_SORT = 200  # characters a name is sorted by

NOTICE_COLUMNS = (
    "index_id", "key", "title", "country", "buyer", "buyer_name", "buyer_sort", "year", "published_on", "stage", "language",
    "market_dialogue", "innovation", "partnership", "strict", "declared", "behavioural", "candidates", "title_words",
    "words", "texts",
)  # fmt: skip
CANDIDATE_COLUMNS = (
    "index_id", "key", "title", "country", "buyer", "buyer_name", "year", "published_on", "stage", "signal",
    "finding", "field", "language", "words", "excerpt", "start", "end", "more",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Indexed:
    """What came of it: an index was "made", the one that holds was right "already", another indexing is "under way",
    or there is "no lake"."""

    outcome: Literal["made", "already", "under way", "no lake"]
    generation: str = ""
    notices: int = 0


def recipe() -> str:
    """The version of how an index is made: its layout and the reviewed word lists."""
    return f"{LAYOUT}-{Lexicon.rules()}"


def index_lake(*, now: datetime, progress: Callable[[int], None] | None = None) -> Indexed:
    """Let the search find just what the lake holds. Does nothing when it does already.

    The index that held holds until the new one is whole. Killed on the way, what was half made is cleared away by the
    next call. Memory is bounded by a batch of notices and the vocabulary. `progress` is told how many are indexed.
    """
    with _alone() as alone:
        if not alone:
            return Indexed("under way")
        tries_left = _TRIES
        while True:
            generation = queries.lake().generation
            if not generation:
                return Indexed("no lake")
            held = NoticeIndex.objects.filter(holds=True, generation=generation, recipe=recipe()).first()
            if held:
                return Indexed("already", generation, held.notices)
            try:
                return _make(generation, now=now, progress=progress or (lambda _done: None))
            except Exception:
                # a lake that was rebuilt meanwhile takes its files away; then begin again with the new one
                tries_left -= 1
                if queries.lake().generation == generation or not tries_left:
                    raise


@contextmanager
def _alone() -> Iterator[bool]:
    """A lock that lives as long as the connection: a killed indexing lets it go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _make(generation: str, *, now: datetime, progress: Callable[[int], None]) -> Indexed:
    NoticeIndex.objects.filter(holds=False).delete()
    vocabulary = _vocabulary(generation)
    made = NoticeIndex.objects.create(
        generation=generation,
        recipe=recipe(),
        made_at=now,
        vocabulary={"words": vocabulary.words, "stems": vocabulary.stems},
    )
    held = write_index(made, queries.everything_in(generation), vocabulary, progress)
    with transaction.atomic():
        NoticeIndex.objects.filter(holds=True).update(holds=False)
        made.holds, made.held, made.notices = True, held, sum(held["countries"].values())
        made.save(update_fields=["holds", "held", "notices"])
    NoticeIndex.objects.filter(holds=False).delete()
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for model in (IndexedNotice, IndexedCandidate):
                cursor.execute(f"VACUUM (ANALYZE) {connection.ops.quote_name(model._meta.db_table)}")
    return Indexed("made", generation, made.notices)


def _vocabulary(generation: str) -> Vocabulary:
    gathering = Gathering()
    for batch in queries.everything_in(generation):
        for contents in batch:
            gathering.add(text.content for text in contents.texts if text.language in _SPLIT)
    return gathering.vocabulary()


def write_index(
    made: NoticeIndex,
    batches: Iterable[Sequence[queries.Contents]],
    vocabulary: Vocabulary,
    progress: Callable[[int], None],
) -> dict[str, dict[str, int]]:
    """Write the rows of an index that does not hold yet, each batch on its own; give what it holds, counted."""
    lexicon = Lexicon(vocabulary)
    held: dict[str, Counter[str]] = {name: Counter() for name in ("countries", "years", "signals")}
    done = 0
    for batch in batches:
        rows = [notice_row(made.pk, contents, lexicon) for contents in batch]
        candidates = list(chain.from_iterable(candidate_rows(made.pk, contents) for contents in batch))
        with transaction.atomic():
            _copy(IndexedNotice, NOTICE_COLUMNS, rows)
            _copy(IndexedCandidate, CANDIDATE_COLUMNS, candidates)
        held["countries"].update(contents.row.country for contents in batch)
        held["years"].update(str(contents.row.year) for contents in batch if contents.row.year)
        held["signals"].update(str(row[CANDIDATE_COLUMNS.index("signal")]) for row in candidates)
        done += len(batch)
        progress(done)
    return {name: dict(counts) for name, counts in held.items()}


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    with connection.cursor() as cursor, cursor.copy(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN") as into:
        for row in rows:
            into.write_row(row)


def notice_row(index: int, contents: queries.Contents, lexicon: Lexicon) -> tuple[object, ...]:
    """A notice as a row of `NOTICE_COLUMNS`."""
    row = contents.row
    title_words = lexicon.words(row.title, compounds=row.language in _SPLIT)
    words = set(title_words)
    for text in (row.buyer_name, row.doffin_ref, row.publication_ref, row.cpv_main, row.buyer):
        words |= lexicon.words(text)
    for other in contents.texts:
        words |= lexicon.words(other.content, compounds=other.language in _SPLIT)
    return (
        index, row.key, _plain(row.title), row.country, row.buyer, _plain(row.buyer_name),
        sort_key(row.buyer_name)[:_MOST_SORT], row.year, row.published_on, row.stage[:40], row.language[:8],
        row.market_dialogue, row.innovation, row.partnership, row.strict, row.declared, row.behavioural,
        bool(row.candidates), _vector(title_words), _vector(words, title_words), _texts(row, contents.texts),
    )  # fmt: skip


def candidate_rows(index: int, contents: queries.Contents) -> Iterator[tuple[object, ...]]:
    """Each weak sign of a notice as a row of `CANDIDATE_COLUMNS`: where it was seen first, and how often more."""
    row = contents.row
    texts = {text.ordinal: text for text in contents.texts}
    seen: dict[str, list[Finding]] = {}
    for finding in contents.findings:
        if finding.weight == "candidate" and finding.signal in row.candidates:
            seen.setdefault(finding.signal, []).append(finding)
    for signal, findings in seen.items():
        # a sentence says more than a title or a code does
        first = min(findings, key=lambda one: (one.text < 0, "title" in one.field))
        text = texts.get(first.text)
        around, marks = excerpt(text.content, [Mark(first.start, first.end, "")]) if text else ("", [])
        start, end = (marks[0].start, marks[0].end) if marks else (0, 0)
        yield (
            index, row.key, _plain(row.title), row.country, row.buyer, _plain(row.buyer_name), row.year, row.published_on,
            row.stage[:40], signal, finding_name(row.key, signal, first.words), first.field, text.language[:8] if text else "", _plain(first.words), _plain(around),
            start, end, len(findings) - 1,
        )  # fmt: skip


def _texts(row: NoticeRow, texts: Sequence[NoticeText]) -> str:
    """The notice's texts, its own language first, as [field, language, text]; the title stands beside them already."""
    kept, left = [], _MOST_TEXT
    for text in sorted(texts, key=lambda text: text.language not in (row.language, "")):
        if text.field != "title" and left > 0 and text.content.strip():
            kept.append([text.field, text.language[:8], _plain(text.content[:left])])
            left -= len(text.content)
    return json.dumps(kept, ensure_ascii=False)


def _vector(words: set[str], first: Iterable[str] = ()) -> str:
    """Index words as PostgreSQL reads a vector; a notice with more than it takes keeps those of its title at least."""
    kept, left = [], _MOST_WORD_BYTES
    for word in chain(sorted(first), sorted(words.difference(first))):
        left -= len(word.encode())
        if left < 0:
            break
        kept.append(f"'{word}'")
    return " ".join(kept)


def _plain(text: str) -> str:
    # PostgreSQL holds no NUL; a space takes its place, so that what stands after it stays where it was
    return text.replace("\x00", " ")
