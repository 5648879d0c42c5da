"""Lists of members and units: what each row would do, what it did, and what is wrong with the others."""

from collections.abc import Iterator
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nybrott.core.importing import Preview, Row, recognised
from nybrott.journal.models import Entry, Letter
from nybrott.people.actions.importing import IMPORTERS, MEMBERS, UNITS, import_members, import_units
from nybrott.people.models import Invitation, Membership, Unit, User
from nybrott.people.queries.importing import judge_members, judge_units
from nybrott.people.tests.factories import a_member, a_unit, a_user, an_actor, an_organisation, membership_of

pytestmark = pytest.mark.django_db


def rows(*values: dict[str, str]) -> list[Row]:
    return [Row(number, value) for number, value in enumerate(values, 2)]


@pytest.mark.parametrize(
    "headings", [["E-post", "Navn", "Roller", "Enhet"], ["e-postadresse", "Namn", "ROLLE", "Eining"], ["E-mail", "name", "Roles", "unit"]]
)  # fmt: skip
def test_columns_are_known_in_three_languages(headings: list[str]) -> None:
    assert recognised(MEMBERS.columns, headings) == {"email": 0, "name": 1, "roles": 2, "unit": 3}
    assert {one.key for one in IMPORTERS} == {"members", "units"}


def test_each_row_is_judged_and_nothing_is_changed() -> None:
    place = an_organisation()
    health, school = a_unit(place, "Helse"), a_unit(place, "Skole")
    for parent in (health, school):
        a_unit(place, "Stab", parent)
    a_member(place, "driver", units=(health,), user=User.objects.create_user("inne@example.org", name="Inne"))
    a_member(an_organisation(), "driver", user=User.objects.create_user("fremmed@example.org", name="Fremmed"))
    admin = an_actor(place, "admin")
    found = list(
        judge_members(
            actor=admin,
            rows=rows(
                {"email": "INNE@example.org", "name": "Et annet navn", "roles": "Pådriver", "unit": "helse"},
                {
                    "email": "inne2@example.org",
                    "name": "Ny",
                    "roles": "pådrivar; Buyer",
                    "unit": "Helse / Stab|Skole > stab",
                },
                {"email": "Inne@Example.org"},
                {"email": "fremmed@example.org", "name": "Fremmed", "roles": ""},
                {"email": "", "name": "Uten adresse"},
                {"email": "ikke en adresse", "name": "X"},
                {"email": "=HYPERLINK(1)@x.no", "name": "X"},
                {"email": "f@example.org", "name": "=1+1"},
                {"email": "g@example.org", "name": "G", "roles": "Keiser"},
                {"email": "h@example.org", "name": "H", "unit": "Stab"},
                {"email": "i@example.org", "name": "I", "unit": "Finnes ikke"},
                {"email": "j@example.org"},
            ),
        )
    )
    assert [one.outcome for one in found] == ["unchanged", "new", "error", "new", *["error"] * 8]
    said = {one.number: next(iter(one.errors.values())) for one in found if one.errors}
    assert said == {
        4: "Den samme adressen står i rad 2.",
        6: "E-postadressen mangler.",
        7: "Dette er ikke en e-postadresse.",
        8: "Dette ser ut som en formel. Skriv det som vanlig tekst.",
        9: "Dette ser ut som en formel. Skriv det som vanlig tekst.",
        10: "Det finnes ingen rolle som heter «Keiser».",
        11: "Flere enheter heter «Stab». Skriv hele veien, som Helse / Hjemmetjenesten.",
        12: "Det finnes ingen enhet som heter «Finnes ikke».",
        13: "Navnet mangler.",
    }
    assert not Invitation.objects.exists()
    assert not Entry.objects.exists()


def test_good_rows_go_in_without_a_letter_and_twice_does_no_harm() -> None:
    place = an_organisation()
    health, admin = a_unit(place, "Helse"), an_actor(place, "admin")
    kari = a_member(place, "driver", user=User.objects.create_user("kari@example.org", name="Kari"))
    left = a_member(place, "admin", "mentor", user=User.objects.create_user("borte@example.org", name="Borte"))
    Membership.objects.filter(user=left).update(ended_at=timezone.now())
    given = rows(
        {"email": "ny@example.org", "name": "Ny  Person", "roles": "driver", "unit": "Helse"},
        {"email": "KARI@example.org", "roles": "Veileder", "unit": "Helse"},
        {"email": "borte@example.org"},
        {"email": "feil"},
    )
    told = import_members(actor=admin, rows=given, now=timezone.now())
    assert [one.outcome for one in told] == ["new", "changed", "changed", "error"]
    made = Invitation.objects.get()
    assert (made.email, made.name, made.roles, list(made.units.all())) == (
        "ny@example.org",
        "Ny Person",
        ["driver"],
        [health],
    )
    assert (made.token_hash, made.expires_at, Letter.objects.count()) == (None, None, 0)
    mine = membership_of(kari, place)
    assert (mine.roles, list(mine.units.all())) == (["mentor"], [health])
    back = membership_of(left, place)
    assert (back.ended_at, back.roles) == (None, ["mentor"])
    verbs = sorted(Entry.objects.values_list("verb", flat=True))
    assert verbs == ["people.listed", "people.rejoined", "people.roles_given", "people.units_set"]
    again = import_members(actor=admin, rows=given, now=timezone.now())
    assert [one.outcome for one in again] == ["unchanged", "unchanged", "unchanged", "error"]
    assert Entry.objects.count() == 4
    changed = import_members(
        actor=admin, rows=rows({"email": "NY@example.org", "name": "Nyere", "roles": "buyer"}), now=timezone.now()
    )
    made.refresh_from_db()
    assert ([one.outcome for one in changed], made.name, made.roles) == (["changed"], "Nyere", ["buyer"])


def test_a_list_cannot_take_the_last_administrator() -> None:
    place = an_organisation()
    one = a_member(place, "admin", user=User.objects.create_user("a@example.org", name="A"))
    a_member(place, "admin", user=User.objects.create_user("b@example.org", name="B"))
    from nybrott.people.queries import actor_of

    actor = actor_of(one, place)
    told = import_members(
        actor=actor, rows=rows({"email": "a@example.org", "roles": "driver"}, {"email": "b@example.org", "roles": "driver"}), now=timezone.now()
    )  # fmt: skip
    assert [verdict.outcome for verdict in told] == ["changed", "error"]
    assert Membership.objects.filter(organisation=place).current().admins().count() == 1


def test_units_stand_below_units_of_the_same_list() -> None:
    place = an_organisation()
    a_unit(place, "Helse")
    given = rows(
        {"unit": "Helse", "below": ""},
        {"unit": "Hjemmetjenesten", "below": "Helse"},
        {"unit": "Natt", "below": "helse / hjemmetjenesten"},
        {"unit": "Dag", "below": "Hjemmetjenesten"},
        {"unit": "Dag", "below": "Hjemmetjenesten"},
        {"unit": "", "below": "Helse"},
        {"unit": "=2", "below": ""},
        {"unit": "A / B", "below": ""},
        {"unit": "Ute", "below": "Finnes ikke"},
    )
    admin = an_actor(place, "admin")
    expected = ["unchanged", "new", "new", "new", "unchanged", "error", "error", "error", "error"]
    assert [one.outcome for one in judge_units(actor=admin, rows=given)] == expected
    assert [one.outcome for one in import_units(actor=admin, rows=given, now=timezone.now())] == expected
    night = Unit.objects.get(name="Natt")
    assert [Unit.objects.get(pk=key).name for key in night.above] == ["Helse", "Hjemmetjenesten"]
    assert recognised(UNITS.columns, ["Eining", "Under"]) == {"unit": 0, "below": 1}
    deep = rows(*({"unit": f"N{n}", "below": " / ".join(f"N{m}" for m in range(n))} for n in range(13)))
    assert [one.outcome for one in judge_units(actor=admin, rows=deep)] == ["new"] * 12 + ["error"]


def test_a_part_takes_the_same_queries_however_many_rows() -> None:
    place = an_organisation()
    a_unit(place, "Helse")
    admin = an_actor(place, "admin")
    counts = []
    for many in (3, 300):
        given = rows(*({"email": f"r{many}x{n}@example.org", "name": f"R {n}", "unit": "Helse"} for n in range(many)))
        with CaptureQueriesContext(connection) as asked:
            import_members(actor=admin, rows=given, now=timezone.now())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25


@pytest.mark.soak
def test_fifty_thousand_rows_take_bounded_time_and_memory() -> None:
    import tracemalloc

    place = an_organisation()
    for n in range(300):
        a_unit(place, f"Enhet {n} her")
    for _n in range(50):
        a_member(place, "driver", user=a_user())
    admin = an_actor(place, "admin")

    def many() -> Iterator[Row]:
        for n in range(50_000):
            yield Row(
                n + 2,
                {
                    "email": f"p{n}@example.org",
                    "name": f"Person {n}",
                    "roles": "Pådriver",
                    "unit": f"Enhet {n % 300} her",
                },
            )

    began = process_time()
    preview = Preview.of(judge_members(actor=admin, rows=many()))
    judged = process_time() - began
    assert preview.counts["new"] == 50_000
    tracemalloc.start()
    assert sum(1 for _verdict in judge_members(actor=admin, rows=many())) == 50_000
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    began = process_time()
    listed = list(many())
    for start in range(0, 50_000, 500):
        import_members(actor=admin, rows=listed[start : start + 500], now=timezone.now())
    taken = process_time() - began
    print(f"judged in {judged:.1f} s, at most {most:.0f} MB; taken in {taken:.1f} s")  # noqa: T201
    assert Invitation.objects.count() == 50_000
    assert judged < 60
    assert most < 100
