"""Every field of every table is spoken for: as personal data, or as something that says nothing about people."""

import pytest
from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import override

from nybrott.core.privacy import Personal
from nybrott.people.models import Invitation, Membership, Organisation, User
from nybrott.people.queries.declared import Kind, fields_of, impersonal, kinds, misspoken, unspoken

MODELS = apps.get_models()


def test_every_field_is_spoken_for() -> None:
    gaps = unspoken(MODELS, [kind.said for kind in kinds()], impersonal())
    assert not gaps, "\n".join(gaps)


def test_nobody_speaks_of_what_is_not_there_or_cannot_be() -> None:
    assert misspoken(MODELS, impersonal()) == []


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: f"{kind.label}:{kind.said.person or kind.said.address}")
def test_what_is_said_fits_the_model(kind: Kind) -> None:
    said = kind.said
    for field in said.fields:
        kind.model._meta.get_field(field)
    for lookup in filter(None, (said.person, said.address, said.since, kind.organisation)):
        str(kind.model._base_manager.filter(**{f"{lookup}__isnull": True}).query)
    if said.since:
        assert isinstance(kind.model._meta.get_field(said.since), models.DateField)
        named = {field for other in kinds() if other.label == kind.label for field in other.said.fields}
        assert said.since in named or isinstance(kind.model._meta.get_field(said.since).verbose_name, Promise), (
            f"{kind.label}: give {said.since} words, among the fields or as its verbose_name"
        )
    assert said.called or isinstance(kind.model._meta.verbose_name, Promise), (
        f"{kind.label}: say what it is called (`called`), or give the model its names in gettext_lazy"
    )
    texts = [said.purpose, said.called, said.whose, said.kept_because, said.recipients, *said.fields.values()]
    for text in filter(None, [*texts, *said.withheld.values()]):
        assert isinstance(text, Promise), f"{kind.label}: “{text}” is not translated; write it in gettext_lazy"


def test_a_model_said_twice_goes_at_one_time() -> None:
    """Retention takes whole rows: two people in a row cannot have two limits."""
    limits: dict[str, set[tuple[str, int | None]]] = {}
    for kind in kinds():
        limits.setdefault(kind.label, set()).add((kind.said.since, kind.said.keep_days))
    assert {label: said for label, said in limits.items() if len(said) > 1} == {}


def test_the_record_speaks_three_languages() -> None:
    account = next(kind for kind in kinds() if kind.model is User)
    said = {}
    for language in ("nb", "nn", "en"):
        with override(language):
            said[language] = (str(account.said.fields["joined_at"]), str(account.said.purpose))
    assert len(set(said.values())) == 3


def test_a_new_model_is_told_what_to_write() -> None:
    (gap,) = unspoken([Invitation], [], {})
    assert gap.startswith("people.invitation is not spoken for. In nybrott/people/privacy.py, ")
    assert 'Personal("people.invitation", fields={"organisation": _("…"), "email": _("…")' in gap
    assert '"people.invitation": "why"' in gap


def test_a_new_field_is_told_what_to_write() -> None:
    said = Personal(
        "people.Membership", dict.fromkeys(set(fields_of(Membership)) - {"units"}, "x"), purpose="x", basis="consent",
        person="user", kept_because="x",
    )  # fmt: skip
    (gap,) = unspoken([Membership], [said], {"people.membership.ended_at": "x"})
    assert gap.startswith('people.membership.units is not spoken for. In nybrott/people/privacy.py, add "units": ')
    assert unspoken([Membership], [said], {"people.membership.units": "x"}) == []


def test_a_table_of_a_package_is_spoken_for_here() -> None:
    (gap,) = unspoken([apps.get_model("sessions.session")], [], {})
    assert "In nybrott/people/privacy.py" in gap


def test_what_tells_of_a_person_cannot_be_said_to_hold_nothing() -> None:
    assert misspoken([Membership, Invitation], {"people.membership": "x", "people.invitation": "x"}) == [
        "people.membership is said to hold nothing about people, and has user.",
        "people.invitation is said to hold nothing about people, and has email.",
        "people.invitation is said to hold nothing about people, and has invited_by.",
    ]
    assert misspoken([Organisation], {"people.organisation.colour": "x", "people.flag": "x"}) == [
        "IMPERSONAL speaks of people.organisation.colour, which is not there.",
        "IMPERSONAL speaks of people.flag, which is not there.",
    ]
