"""Questions put together once: the same answers as the plain ones, each thread over its own connection."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat
from pytest_django import DjangoAssertNumQueries

from nybrott.groundwork.prepared import Among, Later, Prepared

pytestmark = pytest.mark.django_db


def a_kind() -> ContentType:
    return ContentType.objects.create(app_label="attempt", model=f"model{ContentType.objects.count()}")


def permissions() -> QuerySet[Permission]:
    return Permission.objects.select_related("content_type").annotate(said=Concat(F("name"), Value("!"))).order_by("pk")


def test_the_answers_are_those_of_the_plain_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    one, two, three = a_kind(), a_kind(), a_kind()
    for number, kind in enumerate((one, two, one)):
        Permission.objects.create(content_type=kind, codename=f"code{number}", name=f"May {number}")
    of_a_kind = Prepared(lambda: permissions().filter(content_type=Later("kind")))
    for kind in (one, two, one, three):
        plain = list(permissions().filter(content_type=kind))
        with django_assert_num_queries(1):  # what is fetched beside comes with it
            shown = [(row, row.name, row.content_type.model, row.said) for row in of_a_kind.rows(kind=kind.pk)]
        assert shown == [(row, row.name, row.content_type.model, row.said) for row in plain]
    assert len(of_a_kind.rows(kind=one.pk)) == 2
    assert of_a_kind.rows(kind=one.pk)[0] is not of_a_kind.rows(kind=one.pk)[0]


@pytest.mark.parametrize("chosen", [slice(0), slice(1), slice(3)], ids=["none", "one", "three"])
def test_several_keys_are_one_value(chosen: slice) -> None:
    keys = [a_kind().pk for _ in range(4)][chosen]
    among = Prepared(lambda: ContentType.objects.filter(Among("pk", "keys")))
    assert {one.pk for one in among.rows(keys=keys)} == set(keys)


def test_it_is_put_together_once() -> None:
    made = []

    def make() -> QuerySet[ContentType]:
        made.append(1)
        return ContentType.objects.filter(pk=Later("key"))

    one = Prepared(make)
    assert made == []
    assert one.rows(key=-1) == one.rows(key=-2) == []
    assert made == [1]


def test_a_value_that_is_not_given_is_said() -> None:
    with pytest.raises(KeyError, match="key"):
        Prepared(lambda: ContentType.objects.filter(pk=Later("key"))).rows(other=1)


def test_another_thread_asks_over_its_own_connection() -> None:
    """What this test has made is not committed, so only its own connection sees it."""
    kind = a_kind()
    by_key, seen = Prepared(lambda: ContentType.objects.filter(pk=Later("key"))), dict[str, Any]()

    def ask(name: str) -> Callable[[], None]:
        def answer() -> None:
            seen[name] = by_key.rows(key=kind.pk)
            if name == "there":
                connection.close()

        return answer

    ask("here")()
    there = Thread(target=ask("there"))
    there.start()
    there.join()
    assert seen == {"here": [kind], "there": []}
    assert by_key.rows(key=kind.pk) == [kind]
