"""Addresses of the choice of procedure, below a procurement's."""

from django.urls import path

from nybrott.procedures import views

app_name = "procedures"
HERE = "procurements/<int:pk>/procedure/"
urlpatterns = [
    path(HERE, views.procedure, name="procedure"),
    path(f"{HERE}answers/", views.answers, name="answers"),
    path(f"{HERE}choose/", views.choose, name="choose"),
    path(f"{HERE}<int:number>/", views.note, name="note"),
    path(f"{HERE}<int:number>/note-<slug:language>.<slug:kind>", views.note_file, name="note_file"),
]
