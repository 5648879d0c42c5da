"""What the lake is made from, how imports stand, and the figures they move."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from nybrott.core.actor import Actor
from nybrott.lake.opened import Opened
from nybrott.lake.shapes import Page
from nybrott.notices.models import ImportTrouble, NoticeImport
from nybrott.notices.queries.judged import confirmed_notices
from nybrott.notices.queries.lakes import lake
from nybrott.sources import Inbox, Lying

_MOST_PART = 100_000  # of a list of refusals written to a file


@dataclass(frozen=True, slots=True)
class Base:
    """The host's own notices, which imports are added to: files and folders, whether they are our samples, and the
    generation of the lake that was last made from them and the imports."""

    paths: tuple[str, ...]
    samples: bool = False
    generation: str = ""

    def text(self) -> str:
        """As it stands in `base.json`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def kept_folder() -> Path:
    """The folder with what was brought in, one folder for each import."""
    return Path(settings.VAR) / "notices"


def files_of(one: NoticeImport) -> Path:
    """The folder with an import's files."""
    return kept_folder() / str(one.pk)


def base_file() -> Path:
    """Where the host's own notices are named."""
    return kept_folder() / "base.json"


def base() -> Base | None:
    """The host's own notices: those the setting names, else those the lake was made from last; None: none are known."""
    try:
        said = json.loads(base_file().read_text(encoding="utf-8"))
        known = Base(tuple(said["paths"]), bool(said["samples"]), str(said["generation"]))
    except (OSError, ValueError, KeyError, TypeError):
        known = None
    named = settings.DEMONSTRATION_NOTICES
    if named and (known is None or known.paths != (str(Path(named).absolute()),)):
        return Base((str(Path(named).absolute()),), False, known.generation if known else "")
    return known


def is_lake_of_others() -> bool:
    """Whether the lake was made from notices nobody has told us of, so that building it anew would lose them."""
    held = lake()
    if not held.exists or base() is not None:
        return False
    return bool(held.coverage().notices) and not in_the_lake().exists()


def in_the_lake() -> QuerySet[NoticeImport]:
    """The imports whose notices are in the lake."""
    return NoticeImport.objects.filter(state="held").order_by("pk")


def figures() -> dict[str, int]:
    """The figures of all notices, by name, for showing what an import moved."""
    held = lake()
    coverage = held.coverage()
    counted = next(held.measure("innovative-procurements").records(), {})
    dialogues = next(held.measure("dialogue-share").records(), {})
    people = next(held.measure("confirmed-by-people", confirmed=confirmed_notices()).records(), {})
    read: Mapping[str, object] = {
        "notices": coverage.notices,
        "organisations": coverage.buyers,
        "procurements": counted.get("n"),
        "dialogues": dialogues.get("dialogues"),
        "strict": counted.get("strict"),
        "declared": counted.get("declared"),
        "behavioural": counted.get("behavioural"),
        "confirmed": people.get("confirmed"),
    }
    return {name: int(str(value or 0)) for name, value in read.items()}


def notices_from(folder: Path) -> int:
    """How many notices of the lake were read from files in this folder."""
    held = lake()
    if not held.generation:
        return 0
    opened = Opened(held.folder / held.generation, threads=2, memory="1GB")
    return int(
        opened.ask("select count(*) from notices where starts_with(path, $folder)", {"folder": f"{folder}/"})[0][0]
    )


def inbox() -> Inbox | None:
    """The folder of this machine that notices may be taken from, None when there is none."""
    found = Inbox(Path(settings.INBOX)) if settings.INBOX else None
    return found if found and found.is_there else None


def lying_in_inbox(inside: str = "") -> list[Lying]:
    """What may be taken; raises `Unreadable` for a place that is not in it."""
    found = inbox()
    return found.lying(inside) if found else []


def imports(actor: Actor, *, page: int, size: int) -> Page[NoticeImport]:
    """A page of the imports somebody may see, the latest first."""
    return _page(NoticeImport.objects.visible_to(actor).select_related("brought_by").order_by("-pk"), page, size)


def import_of(actor: Actor, pk: int) -> NoticeImport | None:
    """One import, None when it is not there for this actor."""
    return NoticeImport.objects.visible_to(actor).select_related("brought_by").filter(pk=pk).first()


def refusals(one: NoticeImport, *, page: int, size: int) -> Page[ImportTrouble]:
    """A page of what could not be read, in the order of the files."""
    return _page(one.refusals.order_by("pk"), page, size)


def every_refusal(one: NoticeImport) -> QuerySet[ImportTrouble]:
    """All that could not be read, for a file."""
    return one.refusals.order_by("pk")[:_MOST_PART]


def before_it(one: NoticeImport) -> int:
    """How many imports stand before this one in the queue."""
    ahead = NoticeImport.objects.filter(state__in=("waiting", "working", "leaving"), pk__lt=one.pk)
    return ahead.count()


def _page(found: QuerySet, page: int, size: int) -> Page:  # type: ignore[type-arg]
    total = found.count()
    number = min(max(1, page), max(1, -(-total // size)))
    return Page(tuple(found[(number - 1) * size : number * size]), total, number, size)
