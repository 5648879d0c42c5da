"""What is read across the tables of the room, and what rooms above hang on an evaluation plan."""

from nybrott.effects.queries.comparison import found_by_name, is_known, names_of
from nybrott.effects.queries.counting import Counted, Material, add_counted, countable
from nybrott.effects.queries.gates import gate
from nybrott.effects.queries.hung import add_part, crumbs, parts
from nybrott.effects.queries.indicators import Link, OfLevel, by_level, proposed, theory_of, theory_parts, to_take_in
from nybrott.effects.queries.known import Numbers, Proposed, own_numbers
from nybrott.effects.queries.living import Living, living
from nybrott.effects.queries.missing import Lack, lacking, leads, missing
from nybrott.effects.queries.plans import plan_of, plans
from nybrott.effects.queries.power import SEED, TIMES, TIMES_OF_UNITS, Said, power_of
from nybrott.effects.queries.snapshots import FORMAT, Checked, check, content_of, digest_of
from nybrott.effects.queries.sources import Choice, Found, choices, read_source, read_sources

__all__ = [
    "FORMAT", "SEED", "TIMES", "TIMES_OF_UNITS", "Checked", "Choice", "Counted", "Found", "Lack", "Link", "Living", "Material", "Numbers",
    "OfLevel", "Proposed", "Said", "add_counted", "add_part", "by_level", "check", "choices", "content_of", "countable", "crumbs",
    "digest_of", "found_by_name", "gate", "is_known", "lacking", "leads", "living", "missing", "names_of", "own_numbers", "parts",
    "plan_of", "plans", "power_of", "proposed", "read_source", "read_sources", "theory_of", "theory_parts", "to_take_in",
]  # fmt: skip
