"""Addresses of same needs and buyers' groups."""

from django.urls import path

from nybrott.groups import views

app_name = "groups"
urlpatterns = [
    path("exchange/same-need/", views.same_need, name="same_need"),
    path("exchange/same-need/networks/<slug:slug>/", views.compared, name="compared"),
    path("exchange/same-need/networks/<slug:slug>/look/", views.look, name="look"),
    path("exchange/same-need/<int:pk>/", views.match, name="match"),
]
