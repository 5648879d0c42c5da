"""Addresses of the conference: below a supplier's own page, below the dialogue from inside, and below its public page."""

from django.urls import path

from nybrott.conferences import views

app_name = "conferences"
MINE = "dialogues/mine/<str:key>/conference/"
OURS = "dialogues/ours/<int:pk>/conference/"
EVERYONE = "dialogues/<slug:slug>/conference/"
urlpatterns = [
    path(MINE, views.mine, name="mine"),
    path(f"{MINE}seat/", views.seat, name="seat"),
    path(f"{MINE}leave/", views.leave, name="leave"),
    path(f"{MINE}ask/", views.ask, name="ask"),
    path(MINE + "conference.ics", views.own_dates, name="own_dates"),
    path(OURS, views.conference, name="conference"),
    path(f"{OURS}plan/", views.plan, name="plan"),
    path(f"{OURS}programme/", views.new_session, name="new_session"),
    path(f"{OURS}programme/<int:session>/", views.session, name="session"),
    path(f"{OURS}open/", views.open_, name="open"),
    path(f"{OURS}call-off/", views.call_off, name="call_off"),
    path(f"{OURS}attendance/", views.attendance, name="attendance"),
    path(f"{OURS}material/", views.material, name="material"),
    path(f"{OURS}questions/", views.note, name="note"),
    path(f"{OURS}questions/<int:asked>/", views.question, name="question"),
    path(f"{OURS}seats.<str:kind>", views.seats_file, name="seats_file"),
    path(EVERYONE, views.public, name="public"),
    path(f"{EVERYONE}conference.ics", views.dates, name="dates"),
]
