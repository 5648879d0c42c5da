"""Addresses of the journal and of letters, below /settings/."""

from django.urls import path

from nybrott.journal.views import entries, letters

app_name = "journal"

urlpatterns = [
    path("journal/", entries.entries, name="entries"),
    path("journal/entries.<str:kind>", entries.file, name="entries_file"),
    path("journal/check/", entries.check, name="check"),
    path("journal/entry/<int:pk>/", entries.entry, name="entry"),
    path("journal/<str:kind>/<str:ref>/", entries.thing, name="thing"),
    path("letters/", letters.letters, name="letters"),
    path("letters/read-first/", letters.read_first, name="read_first"),
    path("letters/mine/", letters.mine, name="mine"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/change/", letters.change, name="change"),
    path("letters/<int:pk>/withdraw/", letters.withdraw, name="withdraw"),
    path("letters/<int:pk>/do/<str:step>/", letters.step, name="step"),
]
