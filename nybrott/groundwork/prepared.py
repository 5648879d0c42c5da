"""Questions to the database that are put together once and asked many times.

Django writes the SQL of a question anew each time, and for what every page asks that takes longer than the answer. Here it is written the
first time; what is asked about has its place in it and comes later. For few questions that are asked very often: every other is a
plain `QuerySet`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import BigIntegerField, BooleanField, Expression, F, Func, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


class Later(Expression):
    """Stands in a question for a key, or with `several` for a list of keys, that comes when it is asked."""

    def __init__(self, name: str, *, several: bool = False) -> None:
        super().__init__(output_field=ArrayField(BigIntegerField()) if several else BigIntegerField())
        self.name = name
        self._sql = "%s::bigint[]" if several else "%s"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A place, and this in place of the value."""
        return self._sql, [self]


class Among(Func):
    """Whether a column is one of the keys that come later. They are one value: of hundreds, reading the question would take longer
    than answering it."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, column: str, keys: str) -> None:
        super().__init__(F(column), Later(keys, several=True))


def filled(given: Iterable[Any], values: Mapping[str, Any]) -> list[Any]:
    """What is given beside a question, with the values that come now in their places."""
    return [values[one.name] if isinstance(one, Later) else one for one in given]


class Prepared(Generic[Row]):
    """A question, made by a function the first time it is asked. It may not depend on anything but what stands in it as `Later`."""

    def __init__(self, make: Callable[[], QuerySet[Row]]) -> None:
        self._make = make

    def rows(self, **values: Any) -> list[Row]:
        """The answer, for a value of each name. Raises KeyError when one is missing."""
        question, written, sql, given = self._written
        asked = copy(written)
        asked.connection = connections[question.db]  # each thread has its own
        asked.as_sql = lambda *_how, **_more: (sql, filled(given, values))
        answer = question.all()
        answer.query = _Asked(asked)  # type: ignore[assignment]
        return list(answer)

    @cached_property
    def _written(self) -> tuple[QuerySet[Row], Any, str, Sequence[Any]]:
        question = self._make()
        written = question.query.get_compiler(question.db)
        return question, written, *written.as_sql()


class _Asked:
    """What a queryset wants of its question when the SQL of it is written already."""

    values_select = ()

    def __init__(self, compiler: Any) -> None:
        self._compiler = compiler

    def get_compiler(self, using: str) -> Any:
        return self._compiler
