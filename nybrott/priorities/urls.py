"""Addresses of rounds: a challenge's below its challenge, a round by its own number."""

from django.urls import path

from nybrott.priorities import views

app_name = "priorities"
urlpatterns = [
    path("challenges/<int:pk>/priorities/", views.of_challenge, name="of_challenge"),
    path("challenges/<int:pk>/priorities/begin/", views.begin, name="begin"),
    path("priorities/", views.rounds, name="rounds"),
    path("priorities/begin/", views.begin_wide, name="begin_wide"),
    path("priorities/<int:pk>/", views.round_page, name="round"),
    path("priorities/<int:pk>/prepare/", views.prepare, name="prepare"),
    path("priorities/<int:pk>/open/", views.open_round, name="open"),
    path("priorities/<int:pk>/ask/", views.ask_more, name="ask_more"),
    path("priorities/<int:pk>/deadline/", views.move_deadline, name="move_deadline"),
    path("priorities/<int:pk>/remind/", views.remind, name="remind"),
    path("priorities/<int:pk>/close/", views.close, name="close"),
    path("priorities/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("priorities/<int:pk>/score/<int:number>/", views.score, name="score"),
    path("priorities/<int:pk>/look-through/", views.look_through, name="look_through"),
    path("priorities/<int:pk>/show/", views.show, name="show"),
    path("priorities/<int:pk>/again/", views.open_again, name="open_again"),
    path("priorities/<int:pk>/result/", views.result, name="result"),
    path("priorities/<int:pk>/round.<slug:kind>", views.export, name="export"),
    path("priorities/decide/<int:pk>/", views.decide, name="decide"),
    path("priorities/<int:pk>/finish/", views.finish, name="finish"),
    path("priorities/<int:pk>/call-off/", views.call_off, name="call_off"),
]
