"""Cases, those named in them, what reviewers said, published versions, and their texts made ready to be compared."""

from typing import Any, ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.cases.states import WIDTH, CaseState, Consent, Kind, Level
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.people.models import Network, Organisation, User
from nybrott.procurements.models import Procurement
from nybrott.runs.models import Run

LONGEST = 5_000  # characters of a part of the story
SUMMARY = 400


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, as far as somebody may see them."""

    def open(self) -> Self:
        """Those that everyone may read, without an account."""
        return self.filter(shown=Level.OPEN)

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, whatever their state; what everyone may read; and, for those who work in an organisation, what is shown to a network
        that it and the case's organisation are in now. Guests of an organisation meet its own here; pages turn them away."""
        if actor.system:
            return self
        seen = Q(shown=Level.OPEN)
        if actor.user_id is not None and actor.organisation_id is not None:
            seen |= Q(organisation_id=actor.organisation_id)
            if actor.works_here and actor.network_ids:
                # both must be in it today: who leaves a network neither sees nor is seen by it
                shared = Case.shown_networks.through.objects.filter(
                    case_id=models.OuterRef("pk"), network_id__in=actor.network_ids, network__members__organisation_id=models.OuterRef("organisation_id"),
                    network__members__joined_at__isnull=False, network__members__left_at__isnull=True,
                )  # fmt: skip
                seen |= Q(models.Exists(shared), shown=Level.NETWORK)
        return self.filter(seen)

    def readable_by(self, actor: Actor) -> Self:
        """Those with a published version that the actor may read, as others meet them: the working text of none."""
        found = self.visible_to(actor).exclude(shown="")
        return found if actor.works_here else found.open()


class Case(models.Model):
    """A story others may learn from (erfaring).

    What stands in its own text fields is the working text, with a mark where somebody named is mentioned; what others read is `newest`, a version that never changes. `level` and `networks` are
    for whom it is meant, `shown` and `shown_networks` who may read it now; `shown` is empty until it is published and after it is taken down.
    `version` is one higher with every change of the working text. The facts of each version are computed from the procurement, the challenge or the run
    it is told of; a case from before Nybrott has none of them, and says itself `when` it was.
    `methods`: the method cards its author says were used, by their ids. `settled`: by keyed digests, the sentences of the working text of which it was answered that a
    name in them is nobody on the trail (`queries.questions`).
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="cases")
    slug = models.SlugField(_("name in addresses"), max_length=80)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    level = models.CharField(_("who may read it"), max_length=8, choices=Level.choices, default=Level.OPEN)
    networks = models.ManyToManyField(Network, blank=True, related_name="+")
    shown = models.CharField(max_length=8, choices=Level.choices, blank=True)
    shown_networks = models.ManyToManyField(Network, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.DRAFT)
    procurement = models.ForeignKey(Procurement, models.SET_NULL, null=True, blank=True, related_name="cases")
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, blank=True, related_name="cases")
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True, related_name="cases")
    language = models.CharField(_("language it is written in"), max_length=2, default="nb")
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("in short"), max_length=SUMMARY, blank=True)
    when = models.CharField(_("when it was"), max_length=100, blank=True)
    hard = models.TextField(max_length=LONGEST, blank=True)
    did = models.TextField(max_length=LONGEST, blank=True)
    came = models.TextField(max_length=LONGEST, blank=True)
    failed = models.TextField(max_length=LONGEST, blank=True)
    otherwise = models.TextField(max_length=LONGEST, blank=True)
    advice = models.TextField(max_length=LONGEST, blank=True)
    words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    cpv = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    methods = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    settled = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reviewer = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    newest = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    down_reason = models.CharField(_("why it was taken down"), max_length=500, blank=True)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="a_case_name_once_in_an_organisation"),
            models.CheckConstraint(condition=Q(shown="") | Q(newest__isnull=False), name="what_is_shown_is_a_version"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-shown_at", "-id"], name="case_shown", condition=~Q(shown="")),
            models.Index(fields=["organisation", "-moved_at", "-id"], name="case_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.title


_Hung = TypeVar("_Hung", bound=models.Model)


class OfCaseQuerySet(models.QuerySet[_Hung]):
    """What hangs on a case and is seen by the people of its organisation."""

    def visible_to(self, actor: Actor) -> Self:
        """The own organisation's."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(case__organisation_id=actor.organisation_id)


class VersionQuerySet(models.QuerySet["Version"]):
    """Published versions, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of cases the actor may read: the newest, and older ones that were meant for the actor too. The people of the organisation read them all."""
        found = self.filter(case__in=Case.objects.readable_by(actor))
        if actor.system:
            return found
        seen = Q(pk=models.F("case__newest_id")) | Q(level=Level.OPEN)
        if actor.works_here and actor.organisation_id is not None:
            seen |= Q(case__organisation_id=actor.organisation_id)
            # as for cases: both must be in the network today
            shared = Version.networks.through.objects.filter(
                version_id=models.OuterRef("pk"), network_id__in=actor.network_ids, network__members__organisation_id=models.OuterRef("case__organisation_id"),
                network__members__joined_at__isnull=False, network__members__left_at__isnull=True,
            )  # fmt: skip
            seen |= Q(models.Exists(shared), level=Level.NETWORK)
        return found.filter(seen)


class Version(models.Model):
    """A case as it was published; never changed. No name of a person named in the case stands in it: `[[7]]` is where the seventh `Named` is mentioned,
    in `summary` and `story`; a title names nobody. `facts`: see `queries.facts`. `digest` is the SHA-256 of the canonical JSON of all of it. `because`: why there
    is a version after the first.

    `level` and `networks`: for whom it was published. Others read an older version only if it was meant for them, and no longer once the case was shown to fewer or taken down."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500)
    when = models.CharField(max_length=100, blank=True)
    story: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField()
    facts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    words = ArrayField(models.CharField(max_length=40), default=list)
    cpv = ArrayField(models.CharField(max_length=8), default=list)
    digest = models.CharField(max_length=64)
    because = models.CharField(_("why there is a new version"), max_length=500, blank=True)
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.PRIVATE)
    networks = models.ManyToManyField(Network, blank=True, related_name="+")
    reviewed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()

    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("version of a case")
        verbose_name_plural = _("versions of cases")
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "number"], name="a_number_of_a_version_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(because=""), name="a_new_version_of_a_case_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.number}"


class NamedQuerySet(OfCaseQuerySet["Named"]):
    """Those named in cases."""


class Named(models.Model):
    """Somebody named in a case, and what they answered. `name` is taken out when they say no or withdraw, so that it is gone from every version at once;
    `barred` is then a keyed digest of it, so that it is not written in again. `role` is shown when they agree to that alone. `level`: how wide the answer
    reaches; a case that is shown wider shows neither name nor role. `agreed_to`: digest of what was told of them then (`rules.told_of`);
    when something else is told they are asked again. `letter_id`: the letter that asked, so that it forgets them too. `token_hash`: SHA-256 of the link in the letter."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="named")
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role, as it may be shown"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    consent = models.CharField(max_length=10, choices=Consent.choices, default=Consent.UNASKED)
    level = models.CharField(max_length=8, choices=Level.choices, blank=True)
    agreed_to = models.CharField(max_length=64, blank=True)
    barred = models.CharField(max_length=64, blank=True)
    letter_id = models.BigIntegerField(null=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[NamedQuerySet] = NamedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("someone named in a case")
        verbose_name_plural = _("those named in cases")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(consent__in=["refused", "withdrawn"]) | Q(name="", email=""), name="who_said_no_is_not_named",
            ),
            models.CheckConstraint(condition=~Q(consent__in=["name", "role"]) | ~Q(level=""), name="a_yes_reaches_so_far"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.role

    def shown_as(self, level: str) -> str:
        """What stands in their place in a case that is shown as wide as `level`; "" when not even the role may."""
        if self.consent not in (Consent.NAME, Consent.ROLE) or WIDTH[level] > WIDTH[self.level]:
            return ""
        return self.name if self.consent == Consent.NAME else self.role


class RemarkQuerySet(OfCaseQuerySet["Remark"]):
    """What reviewers said."""


class Remark(models.Model):
    """What a reviewer said of the working text: yes, or what should be better. `of_version`: the working text that was read."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="remarks")
    approves = models.BooleanField()
    text = models.TextField(_("what should be better"), max_length=LONGEST, blank=True)
    of_version = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    objects: ClassVar[RemarkQuerySet] = RemarkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("remark on a case")
        verbose_name_plural = _("remarks on cases")
        ordering: ClassVar[list[str]] = ["-said_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(approves=True) | ~Q(text=""), name="what_is_sent_back_says_why"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class CaseTextQuerySet(models.QuerySet["CaseText"]):
    """Texts of cases."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of cases the actor may read."""
        return self.filter(case__in=Case.objects.readable_by(actor))


class CaseText(models.Model):
    """The newest version of a case made ready to be compared, as `core.matching` reads it, with every person as the case shows them; made anew when it is
    published and when somebody answers or withdraws. `keys`: what it is looked up by; `packed`: its features."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="text")
    keys = ArrayField(models.BigIntegerField())
    packed = models.BinaryField()

    objects: ClassVar[CaseTextQuerySet] = CaseTextQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [GinIndex(fields=["keys"], name="case_text_keys", fastupdate=False)]

    def __str__(self) -> str:
        return str(self.case_id)
