"""The lake's tables: their columns, types and how the rows of one notice hang together.

Every row carries `key`, the notice it belongs to, and the year and country of that notice: as columns in the tables
that figures and lists go through (`COUNTED`), as the partition's folder in the others (`DETAIL`). Amounts are integers in minor units (øre, cents) with their currency beside them. A date that the notice
does not give is null; a text it does not give is empty. An unknown country is "ZZ", an unknown year null.
"""

import pyarrow as pa

_TEXT = pa.string()
_TEXTS = pa.list_(pa.string())
_DAY = pa.date32()
_MINOR = pa.int64()
_NUMBER = pa.int32()


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in columns.items()])


_PARTY = {
    "name": _TEXT, "ref": _TEXT, "ref_raw": _TEXT, "country_of_party": _TEXT, "nuts": _TEXT,
    "legal_type": _TEXT, "activity": _TEXT, "size": _TEXT,
}  # fmt: skip

# What is true of a procedure when it is true of one of its notices.
FLAGS = (
    "planning", "competition", "direct_award", "result", "modification", "design_contest", "market_dialogue",
    "innovation", "partnership", "friendly", "strict", "declared", "behavioural", "candidate",
)  # fmt: skip

SCHEMAS: dict[str, pa.Schema] = {
    # One row a notice. `buyer` is the first buyer's address in the lake: its organisation number, or a code made from
    # its name where there is none. `procedure_key` is shared by all notices of one procedure; `procedure_link` says how
    # that is known: "identifier" (the procedure identifier), "reference" (the notice points to another) or "own".
    # A mere test of somebody's system has the stage "test" and in `test_words` what shows it; no signs are looked for in
    # it, and it belongs to no row of `procedures`.
    "notices": _schema(
        key=_TEXT, procedure_key=_TEXT, procedure_link=_TEXT, path=_TEXT, format=_TEXT, notice_id=_TEXT, version=_TEXT,
        publication_ref=_TEXT, doffin_ref=_TEXT, procedure_id=_TEXT, previous=_TEXTS, regime=_TEXT, form_type=_TEXT,
        notice_type=_TEXT, subtype=_TEXT, legal_basis=_TEXT, stage=_TEXT, procedure=_TEXT, procedure_features=_TEXTS,
        language=_TEXT, published_on=_DAY, dispatched_on=_DAY, planned_on=_DAY, deadline_on=_DAY, url=_TEXT,
        title=_TEXT, buyer=_TEXT, buyer_ref=_TEXT, buyer_name=_TEXT, buyer_count=_NUMBER, cpv_main=_TEXT,
        cpv_additional=_TEXTS, estimated_minor=_MINOR, estimated_currency=_TEXT, awarded_minor=_MINOR,
        awarded_currency=_TEXT, market_dialogue=pa.bool_(), innovation=pa.bool_(), partnership=pa.bool_(),
        friendly=pa.bool_(), strict=pa.bool_(), declared=pa.bool_(), behavioural=pa.bool_(), candidates=_TEXTS,
        remarks=_TEXTS, test_words=_TEXT, rules=_TEXT,
    ),
    # One row a procedure: what is counted. `key` is the notice that stands for it (its first competition, else its
    # first result, else its first notice), whose year, country, buyer and day are the procedure's. The signs, lenses
    # and stages are true when any of its `notices` shows them; `design_contest` when one is a design contest.
    "procedures": _schema(
        procedure_key=_TEXT, key=_TEXT, title=_TEXT, buyer=_TEXT, buyer_ref=_TEXT, buyer_name=_TEXT, cpv_main=_TEXT,
        opened_on=_DAY, notices=_NUMBER, **dict.fromkeys(FLAGS, pa.bool_()),
    ),
    # `ordinal` is the text's place in the notice; findings point to it.
    "texts": _schema(key=_TEXT, ordinal=_NUMBER, field=_TEXT, lot=_TEXT, language=_TEXT, content=_TEXT),
    # `words` is what was seen, from `start_at` to `end_at` (characters) in the text numbered `text`; for a code `text` is −1.
    "findings": _schema(
        key=_TEXT, ordinal=_NUMBER, signal=_TEXT, family=_TEXT, lens=_TEXT, weight=_TEXT, field=_TEXT, words=_TEXT,
        text=_NUMBER, start_at=_NUMBER, end_at=_NUMBER,
    ),
    "buyers": _schema(key=_TEXT, ordinal=_NUMBER, **_PARTY),
    "lots": _schema(
        key=_TEXT, ordinal=_NUMBER, ref=_TEXT, kind=_TEXT, cpv_main=_TEXT, cpv_additional=_TEXTS, nuts=_TEXTS,
        estimated_minor=_MINOR, estimated_currency=_TEXT, framework=_TEXT, dynamic=_TEXT, variants=_TEXT,
        eu_funded=_TEXT, duration=_NUMBER, duration_unit=_TEXT, starts_on=_DAY, ends_on=_DAY, deadline_on=_DAY,
        options=_TEXT, renewals=_NUMBER,
    ),
    # `tenders` is how many tenders came in for the lot, null when the notice does not say.
    "results": _schema(
        key=_TEXT, ordinal=_NUMBER, lot=_TEXT, outcome=_TEXT, not_awarded_reason=_TEXT, tenders=_NUMBER,
        awarded_minor=_MINOR, awarded_currency=_TEXT, concluded_on=_DAY, ends_on=_DAY,
    ),
    # How many tenders of each kind ("tenders", "t-sme", …) came in for the result numbered `result`.
    "tenders": _schema(key=_TEXT, result=_NUMBER, kind=_TEXT, number=_NUMBER),
    "winners": _schema(key=_TEXT, result=_NUMBER, ordinal=_NUMBER, **_PARTY),
    "criteria": _schema(
        key=_TEXT, ordinal=_NUMBER, kind=_TEXT, name=_TEXT, text=_TEXT, weight=_TEXT, weight_kind=_TEXT, lot=_TEXT
    ),
    "codes": _schema(key=_TEXT, ordinal=_NUMBER, field=_TEXT, value=_TEXT, lot=_TEXT),
    "changes": _schema(key=_TEXT, ordinal=_NUMBER, changed=_TEXT, reason=_TEXT, section=_TEXT),
    # What became of a market dialogue: one row a dialogue that a competition followed. `key` is the first notice of a
    # procedure that shows dialogue; `competition_key` the first notice of competition in `procedure_key`, `days` after it.
    # `known_by` says how that is known: "identifier" (both are of one procedure), "reference" (the competition names the
    # dialogue), else "guess", and only then there are reasons: the likeness from 0 to 1, the words both titles say, and
    # how many first digits the CPV codes share (null where one has none). `rules` is the version of the rules of guessing.
    "guesses": _schema(
        key=_TEXT, known_by=_TEXT, competition_key=_TEXT, procedure_key=_TEXT, days=_NUMBER, score=pa.float64(),
        shared_words=_TEXTS, cpv_digits=_NUMBER, rules=_TEXT,
    ),
}  # fmt: skip

# Not read from a notice, but found when all are known.
FOUND_LATER = ("procedures", "guesses")

COUNTED = ("notices", "procedures", "findings", "results", "tenders", "winners", "guesses")
DETAIL = tuple(table for table in SCHEMAS if table not in COUNTED)

# What could not be read: `kind` is "source" (the file or archive) or "notice" (its contents).
ERRORS = _schema(path=_TEXT, place=_TEXT, reason=_TEXT, kind=_TEXT)

_PLACE = [pa.field("year", pa.int16()), pa.field("country", _TEXT)]
_STORED = {table: pa.schema([*schema, *_PLACE]) if table in COUNTED else schema for table, schema in SCHEMAS.items()}

_SQL_TYPES = {
    pa.string(): "VARCHAR", pa.list_(pa.string()): "VARCHAR[]", pa.date32(): "DATE", pa.int64(): "BIGINT",
    pa.int32(): "INTEGER", pa.int16(): "SMALLINT", pa.bool_(): "BOOLEAN", pa.float64(): "DOUBLE",
}  # fmt: skip

# Of a table in partitions, from the names of their folders.
PARTITION_TYPES = {field.name: _SQL_TYPES[field.type] for field in _PLACE}


def stored_schema(table: str) -> pa.Schema:
    """The columns that stand in a table's files."""
    return ERRORS if table == "errors" else _STORED[table]


def sql_columns(table: str) -> dict[str, str]:
    """Column → DuckDB type of a table as it is asked, year and country always among them."""
    columns = {field.name: _SQL_TYPES[field.type] for field in stored_schema(table)}
    return columns | PARTITION_TYPES if table in DETAIL else columns
