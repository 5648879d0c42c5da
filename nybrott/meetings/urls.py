"""Addresses of meetings: below a supplier's own page, below the dialogue from inside, and below its public page."""

from django.urls import path

from nybrott.meetings import views

app_name = "meetings"
MINE = "dialogues/mine/<str:key>/meetings/"
OURS = "dialogues/ours/<int:pk>/meetings/"
urlpatterns = [
    path(MINE, views.mine, name="mine"),
    path(f"{MINE}apply/", views.apply, name="apply"),
    path(f"{MINE}stop/", views.stop, name="stop"),
    path(f"{MINE}<int:slot>/book/", views.book, name="book"),
    path(f"{MINE}<int:slot>/cancel/", views.cancel, name="cancel"),
    path(f"{MINE}<int:slot>/minutes/", views.own_minutes, name="own_minutes"),
    path(MINE + "meetings.ics", views.dates, name="dates"),
    path(OURS, views.meetings, name="meetings"),
    path(f"{OURS}meetings.<slug:kind>", views.meetings_file, name="file"),
    path(f"{OURS}plan/", views.plan, name="plan"),
    path(f"{OURS}times/", views.add, name="add"),
    path(f"{OURS}publish/", views.publish, name="publish"),
    path(f"{OURS}close/", views.close, name="close"),
    path(f"{OURS}value/", views.value, name="value"),
    path(f"{OURS}<int:slot>/remove/", views.remove, name="remove"),
    path(f"{OURS}<int:slot>/minutes/", views.minutes, name="minutes"),
    path(f"{OURS}<int:slot>/secret/", views.secret, name="secret"),
    path("dialogues/<slug:slug>/meetings/draw.json", views.draw_file, name="draw_file"),
    path("dialogues/<slug:slug>/meetings/", views.public, name="public"),
]
