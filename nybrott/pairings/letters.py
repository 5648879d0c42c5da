"""Letters about pairs, each in the receiver's language: proposed, standing, answered with no, over."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.core.actor import Actor
from nybrott.guidance.models import Pairing
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.pairings.queries import told_reasons
from nybrott.people.models import User
from nybrott.runs.models import Participation

DEFAULT = "nb"

KINDS: dict[str, LetterKind] = {
    "pairings.pair_proposed": LetterKind(gettext_lazy("A mentor is proposed to a driver")),
    "pairings.pairs_proposed": LetterKind(gettext_lazy("Drivers are proposed to a mentor")),
    "pairings.pair_stands": LetterKind(gettext_lazy("A driver and a mentor are a pair")),
    "pairings.pair_unanswered": LetterKind(gettext_lazy("Reminders to answer a proposed pairing")),
    "pairings.pair_over": LetterKind(gettext_lazy("A pair has ended or did not come about")),
    "pairings.pair_declined": LetterKind(gettext_lazy("Why someone said no to a pair, for those who lead the run")),
}


def to(user: User, kind: str, subject: Callable[[], str], **said: object) -> NewLetter:
    """A letter of `templates/pairings/letters/<kind>.txt`. `subject` is called in the receiver's language."""
    language = user.language or DEFAULT
    with override(language):
        body = render_to_string(f"pairings/letters/{kind}.txt", {"name": user.name, **said})
        return NewLetter(
            kind=f"pairings.{kind}", to_address=user.email, to_name=user.name, to_user_id=user.pk, language=language,
            subject=subject(), body=body.replace("{", "(").replace("}", ")"),  # braces would ask for a secret
        )  # fmt: skip


def _pair_at(pairing: Pairing) -> str:
    return f"{settings.ADDRESS}{reverse('pairings:answer', args=[pairing.pk])}"


def _why(pairing: Pairing) -> Callable[[], list[str]]:
    """What speaks for the pair, worded when the letter is: in its receiver's language."""
    return lambda: told_reasons(pairing)


def _proposed(one: Pairing) -> NewLetter:
    said = {"name": one.mentor.user.name}
    return to(
        one.driver.user, "pair_proposed", lambda: _("Will you be paired with %(name)s?") % said, one=one, other=one.mentor,
        why=_why(one), url=_pair_at(one),
    )  # fmt: skip


def proposed(pairings: list[Pairing]) -> list[NewLetter]:
    """To each driver: this is whom we propose, and why. To each mentor one letter, however many drivers are proposed."""
    made = [_proposed(one) for one in pairings]
    by_mentor: dict[int, list[Pairing]] = {}
    for one in pairings:
        by_mentor.setdefault(one.mentor_id, []).append(one)
    for some in by_mentor.values():
        rows = [{"driver": one.driver, "why": _why(one), "url": _pair_at(one)} for one in some]
        made.append(
            to(
                some[0].mentor.user,
                "pairs_proposed",
                lambda: _("Will you guide these drivers?"),
                run=some[0].run,
                rows=rows,
            )
        )
    return made


def stands(pairing: Pairing) -> list[NewLetter]:
    """To both: you are a pair, and this is where you book the first talk."""
    url = _pair_at(pairing)

    def one(user: User, other: Participation) -> NewLetter:
        said = {"name": other.user.name}
        return to(
            user, "pair_stands", lambda: _("You and %(name)s are a pair") % said, other=other, run=pairing.run, url=url
        )

    return [one(pairing.driver.user, pairing.mentor), one(pairing.mentor.user, pairing.driver)]


def unanswered(pairing: Pairing) -> list[NewLetter]:
    """To those of the two who have not answered."""

    def one(user: User, other: Participation) -> NewLetter:
        return to(
            user, "pair_unanswered", lambda: _("%(name)s waits for your answer") % {"name": other.user.name}, other=other,
            run=pairing.run, since=pairing.proposed_at, url=_pair_at(pairing),
        )  # fmt: skip

    driver, mentor = pairing.driver, pairing.mentor
    both = ((driver, mentor, pairing.driver_yes_at), (mentor, driver, pairing.mentor_yes_at))
    return [one(part.user, other) for part, other, answered in both if answered is None]


def over(pairing: Pairing, *, users: list[User], called_off: bool) -> list[NewLetter]:
    """To those who did not end it: you are a pair no more, or will not be. Never why."""
    names = {pairing.driver.user_id: pairing.mentor.user.name, pairing.mentor.user_id: pairing.driver.user.name}
    stood = bool(pairing.driver_yes_at and pairing.mentor_yes_at)

    def one(user: User) -> NewLetter:
        return to(
            user, "pair_over", lambda: _("You and %(name)s are not a pair") % {"name": names[user.pk]}, other=names[user.pk],
            run=pairing.run, stood=stood, called_off=called_off, driver=user.pk == pairing.driver.user_id,
        )  # fmt: skip

    return [one(user) for user in users]


def said_no(pairing: Pairing, by: Actor) -> list[NewLetter]:
    """To whoever proposed the pair: one of the two said no or ended it, and why."""
    lead = pairing.proposed_by
    if lead is None or not lead.is_active or lead.pk == by.user_id:
        return []
    url = f"{settings.ADDRESS}{reverse('pairings:pairs', args=[pairing.run_id])}"
    return [
        to(
            lead, "pair_declined", lambda: _("%(pair)s are not a pair") % {"pair": str(pairing)}, by=by.name, one=pairing,
            reason=pairing.reason, url=url,
        )
    ]  # fmt: skip
