"""Programmes for other hosts and programs: what is open to everyone, with the file to copy. Read only."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema

from nybrott.programmes import queries
from nybrott.programmes.models import Package
from nybrott.ui.api import REFUSALS, Paged, Part

router = Router()


class PackageOut(Schema):
    """One released version that is open to everyone. `uid` is the same for all versions of a programme, `root` the uid of the one
    its family began with. `digest`: SHA-256 of the manifest. `fingerprint`: of the Ed25519 key that signed it. `file`: where the
    signed package lies, on this host. `languages`: those its name is in."""

    uid: str
    version: int
    root: str
    name: str
    languages: list[str]
    publisher: str
    note: str
    licence: str
    released_on: date
    digest: str
    fingerprint: str
    file: str


class PackagesOut(Part):
    """The newest version of each programme, by name."""

    rows: list[PackageOut]


class ProgrammeVersions(Schema):
    """All open versions of a programme, the newest first, and what the newest holds, in the shape of a package's
    `programme.json`. `learnt`: the runs it tells of, in the shape of its `lessons.json`."""

    versions: list[PackageOut]
    content: dict[str, Any]
    learnt: list[dict[str, Any]]


def _out(one: Package) -> dict[str, Any]:
    content = one.content
    return {
        "uid": one.uid, "version": one.version, "root": one.root, "name": one.name, "languages": sorted(content["name"]),
        "publisher": one.publisher, "note": one.note, "licence": content.get("licence", ""), "released_on": one.released_on,
        "digest": one.digest, "fingerprint": one.fingerprint, "file": reverse("programmes:package_file", args=[one.pk]),
    }  # fmt: skip


@router.get(
    "/programmes", response={200: PackagesOut, **REFUSALS}, url_name="programmes", summary="Driver programmes to copy"
)
def programmes(request: HttpRequest, asked: Query[Paged]) -> object:
    """The newest version of each driver programme that is open to everyone. Ties are in order of uid."""
    total, rows = queries.open_packages(page=asked.page, size=asked.size)
    return {"total": total, "page": asked.page, "size": asked.size, "rows": [_out(one) for one in rows]}


@router.get(
    "/programmes/{str:uid}",
    response={200: ProgrammeVersions, **REFUSALS},
    url_name="programme",
    summary="One driver programme",
)
def programme(request: HttpRequest, uid: str) -> object:
    """One programme with all its open versions."""
    found = queries.open_versions(uid)
    if not found:
        raise Http404("There is no programme open to everyone with this uid.")
    return {"versions": [_out(one) for one in found], "content": found[0].content, "learnt": found[0].learnt}
