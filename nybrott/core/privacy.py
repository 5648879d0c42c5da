"""What is said about personal data, model by model: what it is, why it may be kept, how long, and how it is erased.

Each room declares its own in `<room>/privacy.py` as `PERSONAL`; the record of processing, the export of one person,
erasure and retention are made from these declarations, and a test fails for a field nobody has spoken for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Basis = Literal["public task", "legal obligation", "consent", "contract", "legitimate interest"]
Erasure = Literal["delete", "blank", "keep"]


@dataclass(frozen=True, slots=True)
class Personal:
    """What one model holds about people.

    `fields`: field → what it is, in plain English. `person`: the lookup from the model to the user it is about
    (`"user"`, `"membership__user"`), empty when the person has no account. `address`: the field with an e-mail
    address that tells who it is about, for people without an account. `purpose` and `basis`: why it may be held.
    `keep_days`: days after `since` (a date or time field) when it goes by itself; None: as long as what it belongs
    to, with the reason in `kept_because`. `on_erasure`: delete the row, blank the fields, or keep (with the reason).
    """

    model: str
    fields: Mapping[str, str]
    purpose: str
    basis: Basis
    person: str = ""
    address: str = ""
    since: str = ""
    keep_days: int | None = None
    kept_because: str = ""
    on_erasure: Erasure = "delete"

    def __post_init__(self) -> None:
        if (self.keep_days is None) == (not self.kept_because):
            raise ValueError(f"{self.model}: say how many days it is kept, or why there is no such number")
        if self.keep_days is not None and not self.since:
            raise ValueError(f"{self.model}: say from which date the {self.keep_days} days run")
        if self.on_erasure == "keep" and not self.kept_because:
            raise ValueError(f"{self.model}: say why it stays after an erasure")
