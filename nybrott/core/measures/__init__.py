"""Defines every figure: what is counted, what is not, and the one SQL text that counts it.

Promises: a measure is data that an adviser can review (a TOML file with names, definition, coverage, reasons, source,
who wrote and who checked it) and one DuckDB statement beside it over the lake's tables; every answer has `n`, what a
share is a share of; grouping and narrowing use only the names listed here, and values never become SQL.
A measure's fingerprint changes when its SQL does, so a frozen figure can say what it was counted with.
Does not: open a lake, run SQL, or format a number (the lake answers, pages and commands show).
"""

from nybrott.core.measures.asking import CONDITIONS, GROUPINGS, statement
from nybrott.core.measures.loading import catalogue
from nybrott.core.measures.model import Figure, Measure, MeasureError, Statement

__all__ = ["CONDITIONS", "GROUPINGS", "Figure", "Measure", "MeasureError", "Statement", "catalogue", "statement"]
