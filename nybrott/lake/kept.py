"""What is kept in memory while a generation is open: the columns that lists show, where the lake is not too large.

Parquet is made for reading few columns of many rows; a list wants many columns of few rows, the first fifty of two
hundred thousand. Kept in memory (some 350 bytes a notice) that takes a tenth of the time. A larger lake is listed from
its files. Nothing is loaded before the first list is asked for; figures never need it.
"""

# ruff: noqa: S608 - SQL is put together from this room's own names; values always go as parameters

from nybrott.lake.opened import Opened
from nybrott.lake.pages import NOTICE_ROW

# Lakes with more notices are listed from their files.
MOST_NOTICES = 500_000

# Each buyer once, with its figures. The name is the one used last, of two on one day the same as in measures.
_BUYERS = """
with named as (
    select country, buyer, buyer_name, any_value(buyer_ref) as number, count(*) as notices, min(year) as first_year,
        max(year) as last_year, max(coalesce(published_on, date '0001-01-01')) as last_on
    from {notices} where buyer <> '' and {which} group by country, buyer, buyer_name
),
noticed as (
    select country, buyer, arg_max(buyer_name, (last_on, hash(buyer_name) % 4294967296)) as name,
        max(number) as number, cast(sum(notices) as bigint) as notices, min(first_year) as first_year,
        max(last_year) as last_year
    from named group by country, buyer
),
counted as (
    select country, buyer,
        count(*) filter (where competition or result) as procedures,
        count(*) filter (where market_dialogue) as dialogues,
        count(*) filter (where (competition or result) and strict) as strict,
        count(*) filter (where (competition or result) and declared) as declared,
        count(*) filter (where (competition or result) and behavioural) as behavioural,
        count(*) filter (where (competition or result) and innovation) as innovation,
        count(*) filter (where candidate) as candidates
    from {procedures} where buyer <> '' and {which} group by country, buyer
)
select country, buyer, name, notices, coalesce(procedures, 0) as procedures, coalesce(dialogues, 0) as dialogues,
    coalesce(strict, 0) as strict, coalesce(declared, 0) as declared, coalesce(behavioural, 0) as behavioural,
    coalesce(innovation, 0) as innovation, coalesce(candidates, 0) as candidates, first_year, last_year, number
from noticed left join counted using (country, buyer)
"""


def notices(lake: Opened) -> str:
    """What to list notices from: `NOTICE_ROW`, `buyer_ref`, and the places of title and buyer in the alphabet."""
    return _listed(lake, "notices", f"{NOTICE_ROW}, buyer_ref")


def procedures(lake: Opened) -> str:
    """What to list procedures from: all their columns, and the places of title and buyer in the alphabet."""
    return _listed(lake, "procedures", "*")


def buyers(lake: Opened) -> str:
    """What to list buyers from: country, buyer, name, the figures, and the organisation number."""
    return lake.keep("listed_buyers", counted(lake, "true"), in_memory=True)


def counted(lake: Opened, which: str) -> str:
    """The statement that counts buyers, of the notices and procedures that fulfil a condition alone."""
    statement = _BUYERS.replace("{which}", which)
    return statement.replace("{notices}", notices(lake)).replace("{procedures}", procedures(lake))


def _listed(lake: Opened, table: str, columns: str) -> str:
    in_memory = lake.manifest is None or lake.manifest.notices <= MOST_NOTICES
    place = "dense_rank() over (order by {} collate nb)" if in_memory else "icu_sort_key({}, 'nb')"
    places = f"{place.format('title')} as title_place, {place.format('buyer_name')} as buyer_place"
    # a buyer's rows lie together, so that one buyer is found without looking through all
    order = " order by country, buyer" if in_memory else ""
    return lake.keep(f"listed_{table}", f"select {columns}, {places} from {table}{order}", in_memory=in_memory)
