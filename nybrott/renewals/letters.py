"""The letter about contracts that have come within sight."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from nybrott.renewals.queries import Found

MOST = 10  # contracts named in one letter


def bulletin(found: Sequence[Found]) -> Callable[[], tuple[str, str]]:
    """Subject and text once the receiver's language is set: the new ones, those of the highest rank first."""

    def worded() -> tuple[str, str]:
        said = {
            "found": found[:MOST], "more": max(0, len(found) - MOST), "address": f"{settings.ADDRESS}{reverse('renewals:radar')}",
            "site": settings.ADDRESS,
        }  # fmt: skip
        subject = ngettext(
            "%(n)s contract has come within sight", "%(n)s contracts have come within sight", len(found)
        ) % {"n": len(found)}
        return subject, render_to_string("renewals/letters/bulletin.txt", said)

    return worded
