"""Addresses of method cards and programmes."""

from django.urls import path

from nybrott.programmes import views

app_name = "programmes"
urlpatterns = [
    path("programmes/cards/", views.cards, name="cards"),
    path("programmes/cards/new/", views.card_new, name="card_new"),
    path("programmes/cards/<slug:slug>/", views.card, name="card"),
    path("programmes/cards/<slug:slug>/adapt/", views.card_adapt, name="card_adapt"),
    path("programmes/cards/<slug:slug>/change/", views.card_change, name="card_change"),
    path("programmes/cards/<slug:slug>/difference/", views.card_difference, name="card_difference"),
    path("programmes/cards/<slug:slug>/news/", views.card_news, name="card_news"),
    path("programmes/cards/<slug:slug>/put-away/", views.card_put_away, name="card_put_away"),
    path("programmes/cards/<slug:slug>/take-out/", views.card_take_out, name="card_take_out"),
    path("programmes/cards/<slug:slug>.<str:kind>", views.card_document, name="card_document"),
]
