"""Addresses of guidance: the pairs of a run below `programme/runs/`, a pair's own pages below `programme/guidance/`."""

from django.urls import path

from nybrott.guidance import views

app_name = "guidance"
urlpatterns = [
    path("programme/guidance/", views.mine, name="mine"),
    path("programme/guidance/<int:pk>/", views.pair, name="pair"),
    path("programme/guidance/<int:pk>/book/", views.book, name="book"),
    path("programme/guidance/<int:pk>/ask-times/", views.ask_times, name="ask_times"),
    path("programme/guidance/<int:pk>/notes/", views.notes, name="notes"),
    path("programme/guidance/<int:pk>/notes/write/", views.write_note, name="write_note"),
    path("programme/guidance/<int:pk>/agree/", views.agree, name="agree"),
    path("programme/guidance/notes/<int:pk>/", views.change_note, name="change_note"),
    path("programme/guidance/notes/<int:pk>/remove/", views.remove_note, name="remove_note"),
    path("programme/guidance/steps/<int:pk>/end/", views.end_step, name="end_step"),
    path("programme/guidance/sessions/<int:pk>/", views.session, name="session"),
    path("programme/guidance/sessions/<int:pk>/move/", views.move, name="move"),
    path("programme/guidance/sessions/<int:pk>/call-off/", views.call_off, name="call_off"),
    path("programme/guidance/sessions/<int:pk>/agenda/", views.agenda, name="agenda"),
    path("programme/guidance/sessions/<int:pk>/close/", views.close, name="close"),
    path("programme/guidance/sessions/<int:pk>/minutes/", views.correct, name="correct"),
    path("programme/guidance/sessions/<int:pk>/calendar/", views.event, name="event"),
    path("programme/guidance/times/<int:pk>/", views.times, name="times"),
    path("programme/guidance/times/<int:pk>/terms/", views.set_terms, name="set_terms"),
    path("programme/guidance/times/<int:pk>/week/", views.add_weekly, name="add_weekly"),
    path("programme/guidance/times/<int:pk>/otherwise/", views.add_other, name="add_other"),
    path("programme/guidance/times/week/<int:pk>/remove/", views.remove_weekly, name="remove_weekly"),
    path("programme/guidance/times/otherwise/<int:pk>/remove/", views.remove_other, name="remove_other"),
    path("programme/calendar/", views.calendar, name="calendar"),
    path("programme/calendar/close/", views.close_calendar, name="close_calendar"),
    path("programme/calendar/<str:token>.ics", views.feed, name="feed"),
    path("challenges/<int:pk>/guidance/", views.of_challenge, name="of_challenge"),
]
