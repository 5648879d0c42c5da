"""Addresses of method cards and programmes."""

from django.urls import path

from nybrott.programmes import views

app_name = "programmes"
urlpatterns = [
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/new/", views.programme_new, name="programme_new"),
    path("programmes/bring-in/", views.bring_in, name="bring_in"),
    path("programmes/shipped/<slug:slug>/", views.shipped, name="shipped"),
    path("programmes/shipped/<slug:slug>/take-over/", views.take_over_shipped, name="take_over_shipped"),
    path("programmes/packages/<int:pk>/", views.package, name="package"),
    path("programmes/packages/<int:pk>/file/", views.package_file, name="package_file"),
    path("programmes/packages/<int:pk>/difference/", views.package_difference, name="package_difference"),
    path("programmes/packages/<int:pk>/take-over/", views.take_over, name="take_over"),
    path("programmes/family/<slug:root>/", views.family, name="family"),
    path("programmes/own/<slug:slug>/", views.programme, name="programme"),
    path("programmes/own/<slug:slug>/about/", views.programme_about, name="programme_about"),
    path("programmes/own/<slug:slug>/card/", views.programme_card, name="programme_card"),
    path("programmes/own/<slug:slug>/difference/", views.programme_difference, name="programme_difference"),
    path("programmes/own/<slug:slug>/news/", views.programme_news, name="programme_news"),
    path("programmes/own/<slug:slug>/release/", views.programme_release, name="programme_release"),
    path("programmes/own/<slug:slug>/reach/", views.programme_reach, name="programme_reach"),
    path("programmes/own/<slug:slug>/<slug:section>/new/", views.programme_thing, name="programme_thing_new"),
    path("programmes/own/<slug:slug>/<slug:section>/<slug:id>/", views.programme_thing, name="programme_thing"),
    path("programmes/own/<slug:slug>/<slug:section>/<slug:id>/move/", views.programme_move, name="programme_move"),
    path(
        "programmes/own/<slug:slug>/<slug:section>/<slug:id>/remove/", views.programme_remove, name="programme_remove"
    ),
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
