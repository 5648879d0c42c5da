"""The addresses below /settings/privacy/: what is kept about people, and what becomes of it."""

from django.urls import path

from nybrott.privacy.views import about, keeping

app_name = "privacy"
urlpatterns = [
    path("", keeping.privacy, name="rules"),
    path("record/", keeping.record, name="record"),
    path("record.<slug:form>", keeping.record_file, name="record_file"),
    path("me/", about.me, name="me"),
    path("me/file/", about.me_file, name="me_file"),
    path("people/", about.people, name="people"),
    path("people/<int:key>/", about.person, name="person"),
    path("people/<int:key>/file/", about.person_file, name="person_file"),
    path("people/<int:key>/erase/", about.erase, name="erase"),
]
