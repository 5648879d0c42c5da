"""Addresses of recruiting to runs."""

from django.urls import path

from nybrott.recruiting import views

app_name = "recruiting"
urlpatterns = [
    path("programme/asked/", views.asked, name="asked"),
    path("programme/asked/<int:pk>/", views.answer, name="answer"),
    path("programme/runs/<int:pk>/call/", views.call, name="call"),
    path("programme/runs/<int:pk>/call/open/", views.open_call, name="open_call"),
    path("programme/runs/<int:pk>/call/change/", views.change_call, name="change_call"),
    path("programme/runs/<int:pk>/sign-up/<str:kind>/", views.sign_up, name="sign_up"),
    path("programme/runs/<int:pk>/people/", views.people, name="people"),
    path("programme/runs/<int:pk>/people/ask-leaders/", views.ask_waiting, name="ask_waiting"),
    path("programme/runs/<int:pk>/people/put-in/", views.put_in, name="put_in"),
    path("programme/runs/<int:pk>/people/offer/<int:known>/", views.offer, name="offer"),
    path("programme/runs/<int:pk>/people.<str:kind>", views.people_file, name="people_file"),
    path("programme/parts/<int:pk>/", views.part, name="part"),
    path("programme/parts/<int:pk>/change/", views.change_part, name="change_part"),
    path("programme/parts/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("programme/parts/<int:pk>/accept/", views.accept, name="accept"),
    path("programme/parts/<int:pk>/ask-leader/", views.ask_leader, name="ask_leader"),
    path("programme/parts/<int:pk>/take-in/", views.take_in, name="take_in"),
    path("yes/<str:token>/", views.yes, name="yes"),
]
