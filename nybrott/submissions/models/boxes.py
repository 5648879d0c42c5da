"""The box of a dialogue: what is put in it is encrypted with a key of its own, and that key with a secret outside the database.

Whoever has the database alone, or a backup of it, reads nothing. Two ways lead in: `for_us`, which the opening unlocks and only after
the deadline, and `for_the_supplier`, for what a supplier itself wrote. A test names the few places that may call them. What a host with server and secret
could still do stands in decision 61.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from secrets import token_bytes
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.dialogues.models import Dialogue, KeyLost, OfDialogueQuerySet, decrypted, encrypted, host_keys
from nybrott.people.models import User

HOST = b"nybrott sealed input"  # what the keys of boxes are encrypted for
BLOCK = 4_096  # bytes; texts are filled up to whole blocks, so that their length tells nothing


class StillSealed(Exception):
    """It was asked for before it was opened."""


class Box(models.Model):
    """Where the written input of a dialogue lies. `key` is its own random key, encrypted with the host's secret.

    `opens_at`: until when input is taken and before when nothing is opened. It follows the dialogue's deadline later, never earlier: whoever could move
    it back could read early. `opened_at`: when everything in it was opened; `asked_at`: when somebody was given the task.
    """

    dialogue = models.OneToOneField(Dialogue, models.CASCADE, related_name="box")
    key = models.BinaryField()
    opens_at = models.DateTimeField(_("opened from"))
    opened_at = models.DateTimeField(_("opened"), null=True)
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(_("open parts published"), null=True)

    objects: ClassVar[OfDialogueQuerySet["Box"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("box of written input")
        verbose_name_plural = _("boxes of written input")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(opened_at__gte=F("opens_at")),
                name="a_box_is_not_opened_before_its_time",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(opened_at__isnull=False),
                name="only_what_was_opened_is_published",
            ),
        ]

    def __str__(self) -> str:
        return str(self.dialogue)

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id

    @classmethod
    def made(cls, dialogue: Dialogue, opens_at: datetime) -> "Box":
        """A new box with a key of its own; not saved."""
        return cls(dialogue=dialogue, opens_at=opens_at, key=encrypted(next(host_keys(HOST)), token_bytes(32), f"box {dialogue.pk}"))  # fmt: skip

    def insist_on_key(self) -> None:
        """Go on only when the host's secret opens this box at all; raises `KeyLost`."""
        self._key()

    def seal(self, said: Mapping[str, Any], place: str) -> bytes:
        """Plain data, encrypted for its `place` alone: moved to another, it does not open."""
        text = json.dumps(said, ensure_ascii=True).encode()
        return self.seal_bytes(text + b" " * (-len(text) % BLOCK), place)

    def seal_bytes(self, plain: bytes, place: str) -> bytes:
        """The same for the bytes of a file; how many they are can still be seen."""
        return encrypted(self._key(), plain, self._place(place))

    def for_us(self, sealed: bytes | memoryview, place: str) -> bytes:
        """What was sealed, for those who asked for it, once the box is opened. Raises `StillSealed`, `KeyLost`."""
        if self.opened_at is None or self.opened_at < self.opens_at:
            raise StillSealed
        return decrypted(self._key(), sealed, self._place(place))

    def for_the_supplier(self, sealed: bytes | memoryview, place: str) -> bytes:
        """What was sealed, for the supplier that wrote it, at any time. Raises `KeyLost`."""
        return decrypted(self._key(), sealed, self._place(place))

    def _place(self, place: str) -> str:
        return f"{self.dialogue_id} {place}"

    def _key(self) -> bytes:
        for secret in host_keys(HOST):
            try:
                return decrypted(secret, self.key, f"box {self.dialogue_id}")
            except KeyLost:
                continue
        raise KeyLost
