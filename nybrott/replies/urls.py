"""Addresses of word back: below a challenge for those who work on it, `heard/` for those who told, `reputation/` for the house."""

from django.urls import path

from nybrott.replies import views

app_name = "replies"
urlpatterns = [
    path("challenges/<int:pk>/replies/", views.replies, name="replies"),
    path("challenges/<int:pk>/replies/begin/", views.begin, name="begin"),
    path("challenges/<int:pk>/replies/asked/", views.asked, name="asked"),
    path("challenges/<int:pk>/replies/better/", views.plan, name="plan"),
    path("challenges/contributions/<int:pk>/answer/", views.answer, name="answer"),
    path("challenges/replies/<int:pk>/", views.read, name="read"),
    path("challenges/replies/<int:pk>/write/", views.write, name="write"),
    path("challenges/replies/<int:pk>/step/", views.step, name="step"),
    path("heard/<str:key>/", views.letter, name="letter"),
    path("heard/<str:key>/say/", views.say, name="say"),
    path("heard/<str:key>/stop/", views.stop, name="stop"),
    path("reputation/", views.reputation, name="reputation"),
    path("reputation/definition/", views.definition, name="definition"),
    path("reputation/figures.csv", views.figures, name="figures"),
]
