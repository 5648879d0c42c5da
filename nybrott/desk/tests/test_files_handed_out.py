"""Files somebody brought go along with everything else that is kept about them, and nobody else's do."""

import zipfile
from io import BytesIO

import pytest
from django.utils import timezone

from nybrott.desk.actions.uploads import keep_upload
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.privacy.feeds.about import everything_about
from nybrott.privacy.queries.about import subject_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_uploaded_files_go_along() -> None:
    place = an_organisation()
    user, other = a_member(place, "driver"), a_member(place, "driver")
    for who, words in ((user, b"my own words"), (other, b"the words of another")):
        keep_upload(actor=actor_of(who, place), file=BytesIO(words), name="../notes.txt", now=NOW)
    with everything_about(subject_of(user), now=NOW, kept_by="") as made, zipfile.ZipFile(made) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("files/")]
        assert name.endswith("-notes.txt")
        assert archive.read(name) == b"my own words"
