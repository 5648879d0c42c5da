"""What of a challenge goes along, table by table and field by field. A test fails for a table or a field nobody has spoken for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField, Model, Q, QuerySet

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.journal.models import Entry
from nybrott.people.models import User

AT_A_TIME = 500
TAKEN_ALONG = "web.challenge_exported"  # its own entries stay out, or each file would differ from the one before
_LINK = "opens what only the contributor may open"
_PLACE = "the organisation stands in the head of the file"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its key in the file, its model ("room.Model"), the lookups that lead to the challenge (any of them), what a
    row is, and the fields that stay at home with the reason. A field that leads to a person is given as a pseudonym.
    `upload`: the field with the key of a file that goes along."""

    key: str
    model: str
    to: tuple[str, ...]
    means: str
    left: Mapping[str, str] = field(default_factory=dict)
    upload: str = ""

    def of(self, challenge: Challenge) -> QuerySet[Any]:
        """The table's rows of a challenge, in the order they were made."""
        wanted = Q()
        for lookup in self.to:
            wanted |= Q(**{lookup: challenge.pk})
        rows: QuerySet[Any] = apps.get_model(self.model)._default_manager.filter(wanted).order_by("pk")
        return rows

    @property
    def fields(self) -> "list[Field[Any, Any]]":
        """The fields that go along."""
        meta = apps.get_model(self.model)._meta
        return [one for one in (*meta.fields, *meta.many_to_many) if one.name not in self.left]


TABLES: tuple[Table, ...] = (
    Table("challenge", "challenges.Challenge", ("pk",), "The challenge itself; one row.", {"organisation": _PLACE}),
    Table("team", "challenges.TeamMember", ("challenge",), "Who was asked into the team, and what they bring."),
    Table("leaders", "challenges.Anchoring", ("challenge",), "What a leader was asked for, and the answer."),
    Table("twins", "challenges.Twin", ("challenge",), "Likely twins, and what was decided about each."),
    Table(
        "contributions", "hearings.Contribution", ("challenge",), "What people told, in their own words.",
        {
            "private_hash": _LINK, "sent_key": "a key of the form, of no use to others",
            "felt_understood": "told by five or more together, or not at all", "got_better": "told by five or more together, or not at all",
        },
    ),
    Table("informants", "hearings.Informant", ("challenge",), "Those evidence comes from, by pseudonym."),
    Table("evidence", "hearings.Evidence", ("challenge",), "Interviews, observations, figures, documents.", upload="upload_id"),
    Table("insights", "needs.Insight", ("challenge",), "What was learnt by putting evidence together."),
    Table("needs", "needs.Need", ("challenge",), "The needs, in their parts, with how well each is founded.", {"organisation": _PLACE}),
    Table("need_sources", "needs.NeedSource", ("need__challenge",), "What a need rests on: an insight, or a piece of evidence."),
    Table("need_links", "needs.NeedLink", ("one__challenge", "other__challenge"), "How needs hang together.", {"organisation": _PLACE}),
    Table("statements", "needs.ProblemStatement", ("challenge",), "The real problem, and the question it opens."),
    Table("answers", "needs.RemarkAnswer", ("statement__challenge",), "Answers to remarks on the wording: on purpose, because …"),
    Table("descriptions", "needs.NeedDescription", ("challenge",), "The need description, a row for each version."),
    Table("goals", "needs.OutcomeGoal", ("description__challenge",), "What shall be different, from which value to which."),
    Table("criteria", "needs.SuccessCriterion", ("description__challenge",), "How one knows that it is reached."),
    Table("checklist", "needs.ChecklistPoint", ("description__challenge",), "The eight points, and whether each is met."),
    Table("decisions", "priorities.Priority", ("need__challenge",), "What was decided about a need in a round; empty until then."),
    Table("replies", "replies.Reply", ("challenge",), "What those who told were told; the letters themselves stay."),
    Table("comments", "needs.Comment", ("description__challenge",), "What was said to a version."),
)  # fmt: skip

# What hangs on a challenge and stays at home, with the reason: a table ("room.model"), or all of a room.
LEFT_OUT: Mapping[str, str] = {
    "hearings.replywish": "addresses of those who told are never handed out",
    "replies.replyletter": "to whom letters went is never handed out",
    "replies.told": "who has been told what",
    "replies.followup": "how those who told were met is shown as figures only",
    "replies.betterplan": "a day in the future, of this host",
    "challenges.freshtext": "texts that wait to be compared",
    "challenges.indexedtext": "made from the texts, and made anew from them",
    "themes": "themes go across challenges; the links of needs that make them go along",
    "priorities": "scores are given in silence; what was decided about each need goes along",
    "runs": "who takes part in which run is its people's; the challenge they work on goes along as itself",
    "guidance": "what two people talk about and agree is theirs; what came of it goes along as the work itself",
    "gatherings": "stories and work with colleagues are those of their writers; what came of them goes along as the work itself",
    "contracts": "what was agreed and tried is the procurement's; its files hold it",
    "contacts": "what two organisations talk about is theirs together; the challenge it was for is named on the asker’s side only",
    "peerreviews": "what others said is theirs too; the whole of a peer challenge is taken along as a document from its own page",
    "benefits": "what came of a purchase is the procurement's; its files hold it",
    "cases": "what was told to others of it is told by the organisation, in versions with their own address",
    "renewals": "what was made of a contract of the notices is the radar's; the challenge that came of it goes along as itself",
    "adoptions": "what was taken over from another organisation, and what came of it, is told on its own page; the challenge goes along as itself",
    "groups": "where statements of two organisations are alike, and what a buyers' group writes, is all of theirs; the group's page gives its files",
    "workshops": "what a workshop landed with goes along as evidence and insights; seats and notes are those of its people",
}


@dataclass(frozen=True, slots=True)
class People:
    """The people of a challenge by pseudonym: key of the account → "person-3"."""

    names: Mapping[int, str]

    def of(self, key: object) -> str | None:
        """A person's pseudonym; None for nobody."""
        return self.names.get(key) if isinstance(key, int) else None


def people_of(challenge: Challenge, entries: QuerySet[Entry]) -> People:
    """Everybody who did something, numbered in the order their accounts were made. A query for each field that names people."""
    found = set(entries.order_by().values_list("actor_user_id", flat=True).distinct())
    for table in TABLES:
        for one in table.fields:
            if leads_to_person(one):
                found |= set(table.of(challenge).order_by().values_list(one.attname, flat=True).distinct())
    numbered = enumerate(sorted(key for key in found if key is not None), 1)
    return People({key: f"person-{number}" for number, key in numbered})


def leads_to_person(one: "Field[Any, Any]") -> bool:
    """Whether a field holds somebody's account."""
    return isinstance(one, ForeignKey) and one.related_model is User


def rows_of(table: Table, challenge: Challenge, people: People) -> Iterator[dict[str, object]]:
    """The rows as the file holds them, some hundred in memory at a time."""
    fields = table.fields
    many = [one.name for one in fields if isinstance(one, ManyToManyField)]
    for row in table.of(challenge).prefetch_related(*many).iterator(AT_A_TIME):
        yield {one.name.removesuffix("_id"): _value(row, one, people) for one in fields}


def _value(row: Model, one: "Field[Any, Any]", people: People) -> object:
    if isinstance(one, ManyToManyField):
        return sorted(other.pk for other in getattr(row, one.name).all())
    value = getattr(row, one.attname)
    if leads_to_person(one):
        return people.of(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def entries_of(actor: Actor, challenge: Challenge) -> "QuerySet[Entry]":
    """What the journal tells of the challenge and its needs. Whoever may see a thing may see what happened to it."""
    needs = [str(key) for key in challenge.needs.order_by("pk").values_list("pk", flat=True)]
    about = Q(thing_kind="challenges.challenge", thing_ref=str(challenge.pk))
    about |= Q(thing_kind="needs.need", thing_ref__in=needs)
    found = Entry.objects.filter(about, organisation_id=challenge.organisation_id).exclude(verb=TAKEN_ALONG)
    return found.order_by("at", "pk") if actor.organisation_id == challenge.organisation_id else found.none()


def told_of(entry: Entry, people: People) -> dict[str, object]:
    """An entry as the file holds it: what, when and who, without the names that stand in it."""
    return {
        "at": entry.at.astimezone(UTC).isoformat(),
        "verb": entry.verb,
        "thing": entry.thing_kind,
        "id": int(entry.thing_ref),
        "person": people.of(entry.actor_user_id),
    }


def counts_of(challenge: Challenge) -> dict[str, int]:
    """How many rows of each table go along."""
    return {table.key: table.of(challenge).count() for table in TABLES}
