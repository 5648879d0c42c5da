"""Market dialogues, for tests."""

from datetime import timedelta

from django.utils import timezone

from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.dialogues import actions
from nybrott.dialogues.actions import Said
from nybrott.dialogues.models import Dialogue, Post, Registration, Representative, Supplier
from nybrott.dialogues.queries import hash_of
from nybrott.dialogues.states import PostKind
from nybrott.needs.models import NeedDescription
from nybrott.needs.states import DescriptionState
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_member, an_actor

TITLE = "Tryggere natt hjemme"


def a_buyer(organisation: Organisation) -> Actor:
    """Somebody who holds market dialogues in an organisation."""
    return an_actor(organisation, "buyer")


def an_approved_description(organisation: Organisation) -> NeedDescription:
    """A need description that was approved."""
    now = timezone.now()
    return NeedDescription.objects.create(
        challenge=a_challenge(an_actor(organisation, "driver")), version=1, state=DescriptionState.APPROVED, title="Tryggere natt", written_at=now, changed_at=now,
        approved_at=now, purpose="Eldre skal komme trygt til badet om natten.",
    )  # fmt: skip


def a_dialogue(organisation: Organisation, *, actor: Actor | None = None, **said: object) -> Dialogue:
    """A dialogue that is being planned."""
    told = {
        "title": TITLE, "why": "Eldre faller på vei til badet om natten.", "wanted": "Fortell hva som virker.",
        "no_description": "Beskrivelsen er under arbeid.",
    } | said  # fmt: skip
    return actions.begin_dialogue(
        actor=actor or a_buyer(organisation), organisation=organisation, said=Said(**told), now=timezone.now()  # type: ignore[arg-type]
    )  # fmt: skip


def an_open_dialogue(organisation: Organisation, *, actor: Actor | None = None, **said: object) -> Dialogue:
    """A dialogue that is announced, and takes input for three weeks yet."""
    now, holds = timezone.now(), actor or a_buyer(organisation)
    told = {"input_until": now + timedelta(days=21), "answers_until": now + timedelta(days=14)} | said
    return actions.announce_dialogue(actor=holds, dialogue=a_ready_dialogue(organisation, actor=holds, **told), now=now)


def a_ready_dialogue(organisation: Organisation, *, actor: Actor | None = None, **said: object) -> Dialogue:
    """A dialogue in which nothing is missing before it is announced. The one who leads it has no part in it otherwise."""
    now, holds = timezone.now(), actor or a_buyer(organisation)
    told = {
        "contact_email": "innkjop@fjordvik.example",
        "plan_reason": "Vi trenger svar før jul.",
        "input_until": now + timedelta(days=21),
        "register_until": now + timedelta(days=20),
    } | said
    made = a_dialogue(organisation, actor=holds, **told)
    actions.ask_market(
        actor=holds, dialogue=made, text="Hva virker hos andre?", text_en="What works for others?", now=now
    )
    a_post(made, a_member(organisation, "buyer"))
    return made


def a_post(
    dialogue: Dialogue, user: User, kind: str = PostKind.LEADS, *, secrets: bool = False, declared: bool = True
) -> Post:
    """Somebody's part in a dialogue, without a conflict of interest."""
    said = {"declared_at": timezone.now(), "conflict": False} if declared else {}
    return Post.objects.create(dialogue=dialogue, user=user, kind=kind, secrets=secrets, **said)


def a_supplier(dialogue: Dialogue, name: str = "Nattlys AS", **more: object) -> Supplier:
    """A supplier that takes part."""
    return Supplier.objects.create(dialogue=dialogue, name=name, came_at=timezone.now(), **more)


def a_representative(supplier: Supplier, name: str = "Kari Lie", email: str = "") -> tuple[Representative, str]:
    """A person who speaks for a supplier and has confirmed the address, with the key of the own page."""
    now, key = timezone.now(), f"key-of-{supplier.pk}-{supplier.people.count()}-{'x' * 24}"
    made = Representative.objects.create(
        supplier=supplier, name=name, email=email or f"kari{supplier.people.count()}@firma{supplier.pk}.example", asked_at=now, confirmed_at=now,
        key_hash=hash_of(key), keep_until=now.date() + timedelta(days=365),
    )  # fmt: skip
    return made, key


def a_waiting_registration(supplier: Supplier, name: str = "Ola Vik", email: str = "ola@andre.example") -> Registration:
    """Somebody who confirmed the address and waits for a yes to speak for a supplier."""
    now = timezone.now()
    said = {"name": name, "email": email, "language": "nb", "needs": "", "firm": supplier.name, "number": supplier.number, "country": "NO", "new": False, "small": False}  # fmt: skip
    return Registration.objects.create(
        dialogue=supplier.dialogue, supplier=supplier, email=email, said=said, asked_at=now, confirm_hash=hash_of(f"{supplier.pk}-{email}"),
        confirmed_at=now, confirm_until=now + timedelta(days=14),
    )  # fmt: skip
