"""Addresses of market dialogues: `ours/` from inside, `mine/` a supplier's own, the others everyone's."""

from django.urls import path

from nybrott.dialogues import views

app_name = "dialogues"
urlpatterns = [
    path("dialogues/", views.dialogues, name="dialogues"),
    path("dialogues/ours/", views.ours, name="ours"),
    path("dialogues/ours/<int:pk>/", views.dialogue, name="dialogue"),
    path("dialogues/<slug:slug>/", views.public, name="public"),
]
