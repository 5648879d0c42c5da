"""What people told us: contributions from users, and evidence gathered among them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge, OfChallengeQuerySet
from nybrott.desk.models import Upload
from nybrott.hearings.states import ContributionState
from nybrott.people.models import User


class LegalBasis(models.TextChoices):
    """Why something that may be about a person may be kept."""

    PUBLIC_TASK = "public task", _("Needed for a public task")
    CONSENT = "consent", _("Consent")
    ANONYMOUS = "anonymous", _("Says nothing about a person")


class Side(models.TextChoices):
    """From which side somebody sees the service."""

    USER = "user", _("User")
    RELATIVE = "relative", _("Relative")
    EMPLOYEE = "employee", _("Employee")
    PARTNER = "partner", _("Partner or volunteer")
    OTHER = "other", _("Other")


class Contribution(models.Model):
    """What a user, relative or employee told us, in their own words (innspill).

    `private_hash`: SHA-256 (hex) of the token of the contributor's private link. `sent_key`: made of the form's key and the words, so that a
    form sent twice is one contribution. `entered_by`: a member of staff who wrote it down for somebody.
    `felt_understood` and `got_better` (1–5) are what the contributor says later.
    """

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="contributions")
    text = models.TextField(_("what is hard"), max_length=20_000)
    wish = models.TextField(_("what would have been better"), max_length=5_000, blank=True)
    side = models.CharField(max_length=10, choices=Side.choices, default=Side.OTHER)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=12, choices=ContributionState.choices, default=ContributionState.RECEIVED)
    answer = models.TextField(_("what came of it"), max_length=5_000, blank=True)
    private_hash = models.CharField(max_length=64, blank=True)
    sent_key = models.CharField(max_length=64, unique=True)
    entered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    legal_basis = models.CharField(max_length=20, choices=LegalBasis.choices, default=LegalBasis.PUBLIC_TASK)
    keep_until = models.DateField(_("kept until"))
    felt_understood = models.PositiveSmallIntegerField(null=True)
    got_better = models.PositiveSmallIntegerField(null=True)
    received_at = models.DateTimeField()

    objects: ClassVar[OfChallengeQuerySet["Contribution"]] = OfChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["private_hash"], condition=~Q(private_hash=""), name="one_private_link"),
            models.CheckConstraint(
                condition=Q(felt_understood__isnull=True) | Q(felt_understood__range=(1, 5)), name="understood_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(got_better__isnull=True) | Q(got_better__range=(1, 5)), name="better_1_to_5"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["challenge", "state", "-received_at"], name="contribution_list"),
            models.Index(fields=["keep_until"], name="contribution_kept"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.challenge.organisation_id


class ReplyWish(models.Model):
    """How a contributor wants to hear back. Kept apart from the text, and erasable by itself."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="reply_wish")
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.contribution_id)


class Informant(models.Model):
    """A person evidence comes from, by pseudonym: "Pårørende 3". Never a name."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="informants")
    pseudonym = models.CharField(_("pseudonym"), max_length=60)
    side = models.CharField(max_length=10, choices=Side.choices)
    group = models.CharField(_("group"), max_length=80, blank=True)

    objects: ClassVar[OfChallengeQuerySet["Informant"]] = OfChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["challenge", "pseudonym"], name="one_informant_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class Evidence(models.Model):
    """Something that shows how it is (bevis): an interview, an observation, a figure, a document.

    `source` says where it is from when there is no informant; two pieces are independent when neither informant nor
    source is the same. `upload` is a file or photo, met only through the evidence and deleted with it (by the database, see the
    migration). `sent_key`: the form's own, so that a form sent twice is one piece. `contribution`: made from one.
    """

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", _("Contribution")
        INTERVIEW = "interview", _("Interview")
        OBSERVATION = "observation", _("Observation")
        SURVEY = "survey", _("Survey result")
        STATISTIC = "statistic", _("Statistic")
        DOCUMENT = "document", _("Document")
        PHOTO = "photo", _("Photo")
        WORKSHOP = "workshop", _("Workshop")

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(_("in a few words"), max_length=200)
    text = models.TextField(_("what it shows"), max_length=20_000, blank=True)
    informant = models.ForeignKey(Informant, models.SET_NULL, null=True, blank=True, related_name="evidence")
    contribution = models.OneToOneField(Contribution, models.CASCADE, null=True, blank=True, related_name="evidence")
    source = models.CharField(_("source"), max_length=300, blank=True)
    upload = models.ForeignKey(Upload, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_key = models.CharField(max_length=64, blank=True)
    happened_on = models.DateField(_("when"), null=True, blank=True)
    legal_basis = models.CharField(max_length=20, choices=LegalBasis.choices, default=LegalBasis.PUBLIC_TASK)
    keep_until = models.DateField(_("kept until"))
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects: ClassVar[OfChallengeQuerySet["Evidence"]] = OfChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sent_key"], condition=~Q(sent_key=""), name="one_piece_from_a_form"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["challenge", "-recorded_at"], name="evidence_list"),
            models.Index(fields=["keep_until"], name="evidence_kept"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.challenge.organisation_id
