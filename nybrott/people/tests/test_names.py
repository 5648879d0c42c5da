"""Names stand in the order a Norwegian reader expects; the database makes the key, and it is the one core makes."""

import pytest

from nybrott.core.language import sort_key
from nybrott.people.models import User
from nybrott.people.tests.factories import a_user

pytestmark = pytest.mark.django_db

IN_ORDER = [
    "Anne Berg", "Ånne-Lise Bø", "Øystein Åsen", "ØYSTEIN ÅSEN", "Ærlend Vik", "Aase Moe", "Åse Moe", "Zara Ås", "Émile Ødegård",
    "Björn Sörensen", "d'Arc  Jeanne", "A\u030ase Ring", "<script>alert(1)</script>", "Þór", "Łukasz", "Đorđe", "王小明", "O'Neil", "2pac",
]  # fmt: skip


def test_the_database_sorts_names_as_core_does() -> None:
    for name in IN_ORDER:
        a_user(name)
    found = list(User.objects.order_by("sort_name", "id").values_list("name", flat=True))
    assert found == sorted(found, key=sort_key)
    assert found.index("Zara Ås") < found.index("Ærlend Vik") < found.index("Øystein Åsen") < found.index("Aase Moe")
    for user in User.objects.all():
        assert user.sort_name == sort_key(user.name), user.name


def test_a_new_name_is_sorted_at_once() -> None:
    user = a_user("Aasmund Olavsson Vinje")
    User.objects.filter(pk=user.pk).update(name="Vinje")
    user.refresh_from_db()
    assert user.sort_name == "vinje"
