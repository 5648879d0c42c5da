"""What is said about personal data, model by model: what it is, why it may be kept, how long, and how it is erased.

Each room declares its own in `<room>/privacy.py` as `PERSONAL`; the record of processing, the export of one person,
erasure and retention are made from these declarations, and a test fails for a field nobody has spoken for. What holds
nothing about people stands there as `IMPERSONAL`: "room.model" or "room.model.field" → why.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Basis = Literal["public task", "legal obligation", "consent", "contract", "legitimate interest"]
Erasure = Literal["delete", "blank", "keep"]
Words = object
"""A text for people: a `str`, or something whose `str()` is in the reader's language."""
Find = Callable[[int | None, str], Iterable[object]]
"""The keys of the rows about a person, from the key of their account and their e-mail address."""


@dataclass(frozen=True, slots=True)
class Personal:
    """What one model holds about one person. A model that tells of two (who asked, who was asked) is declared twice.

    `fields`: field → what it is, in plain words. `called`: what the kind of data is called ("Memberships"); else the
    model's own name. `whose`: whom it is about, when it is not the organisation's own people.
    `person`: the lookup from the model to the user it is about (`"user"`, `"membership__user"`; a number field that
    holds a user's key will do), empty when the person has no account. `address`: the field with an e-mail address
    that tells who it is about, for people without an account. `found_by`: where neither says it. `nameless`: why nobody
    can be found in it (pseudonyms, words without a name).
    `organisation`: the lookup to the organisation it belongs to; a field `organisation` is found without it.
    `purpose` and `basis`: why it may be held. `recipients`: who outside the organisation gets to see it.
    `keep_days`: days after `since` (a date or time field; empty rows wait) when it goes by itself; None: as long as
    what it belongs to, with the reason in `kept_because`.
    `on_erasure`: delete the row, blank the fields, or keep (with the reason). `blank`: what is put in a field instead,
    where it cannot be emptied; `{key}` is the row's key. Named fields alone are blanked then.
    `withheld`: field → why it is not handed out with an export (a hash, what another person said).
    `theirs_alone`: nobody but the person gets to see it, the organisation's administrators neither (a draft, what two people
    wrote to each other): it stands in the person's own export and in no other.
    `file`: the field with the SHA-256 of an uploaded file, which goes along with an export.
    """

    model: str
    fields: Mapping[str, Words]
    purpose: Words
    basis: Basis
    person: str = ""
    address: str = ""
    since: str = ""
    keep_days: int | None = None
    kept_because: Words = ""
    on_erasure: Erasure = "delete"
    called: Words = ""
    whose: Words = ""
    organisation: str = ""
    recipients: Words = ""
    found_by: Find | None = None
    nameless: Words = ""
    blank: Mapping[str, str] = field(default_factory=dict)
    withheld: Mapping[str, Words] = field(default_factory=dict)
    file: str = ""
    theirs_alone: bool = False

    def __post_init__(self) -> None:
        if (self.keep_days is None) == (not self.kept_because):
            raise ValueError(f"{self.model}: say how many days it is kept, or why there is no such number")
        if self.keep_days is not None and not self.since:
            raise ValueError(f"{self.model}: say from which date the {self.keep_days} days run")
        if self.on_erasure == "keep" and not self.kept_because:
            raise ValueError(f"{self.model}: say why it stays after an erasure")
        if bool(self.person or self.address or self.found_by) == bool(self.nameless):
            raise ValueError(f"{self.model}: say how the person it is about is found, or why nobody is")
        if unknown := (set(self.withheld) | set(self.blank)) - set(self.fields):
            raise ValueError(
                f"{self.model}: {', '.join(sorted(unknown))} is withheld or blanked and not among the fields"
            )


def author(
    model: str, person: str, what: Words, *, organisation: str, purpose: Words, kept_because: Words, called: Words = ""
) -> Personal:
    """Who wrote, asked or decided something: the account, taken off the row when the person is erased."""
    return Personal(
        model, {person: what}, purpose=purpose, basis="public task", person=person, organisation=organisation,
        kept_because=kept_because, on_erasure="blank", called=called,
    )  # fmt: skip
