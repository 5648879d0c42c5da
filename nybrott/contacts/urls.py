"""Addresses of talks and contact points: all below `exchange/contacts/`."""

from django.urls import path

from nybrott.contacts import views

app_name = "contacts"
urlpatterns = [
    path("exchange/contacts/", views.talks, name="talks"),
    path("exchange/contacts/file/<str:kind>/", views.talks_file, name="talks_file"),
    path("exchange/contacts/organisations/", views.organisations, name="organisations"),
    path("exchange/contacts/challenges/<int:pk>/", views.for_challenge, name="for_challenge"),
    path("exchange/contacts/ask/<slug:slug>/", views.ask, name="ask"),
    path("exchange/contacts/ours/", views.ours, name="ours"),
    path("exchange/contacts/ours/new/", views.name_point, name="name_point"),
    path("exchange/contacts/ours/<int:pk>/", views.agree, name="agree"),
    path("exchange/contacts/ours/<int:pk>/end/", views.end_point, name="end_point"),
    path("exchange/contacts/<int:pk>/", views.talk, name="talk"),
    path("exchange/contacts/<int:pk>/step/<str:step>/", views.step, name="step"),
    path("exchange/contacts/times/<int:pk>/", views.choose, name="choose"),
]
