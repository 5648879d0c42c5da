"""Addresses of the networks."""

from django.urls import path

from nybrott.networks import views

app_name = "networks"
urlpatterns = [
    path("settings/networks/", views.networks_here, name="networks"),
    path("settings/networks/new/", views.network_new, name="new"),
    path("settings/networks/members/<int:key>/answer/", views.network_answer, name="answer"),
    path("settings/networks/members/<int:key>/leave/", views.network_leave, name="leave"),
    path("settings/networks/members/<int:key>/remove/", views.network_remove, name="remove"),
    path("settings/networks/members/<int:key>/keeper/", views.network_hand_over, name="hand_over"),
    path("settings/networks/<slug:slug>/", views.network, name="network"),
    path("settings/networks/<slug:slug>/change/", views.network_change, name="change"),
    path("settings/networks/<slug:slug>/invite/", views.network_ask, name="ask"),
    path("settings/networks/<slug:slug>/end/", views.network_end, name="end"),
]
