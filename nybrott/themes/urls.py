"""Addresses of the need graph and of themes: below `challenges/`, beside the needs they are about."""

from django.urls import path

from nybrott.themes import views

app_name = "themes"
urlpatterns = [
    path("challenges/<int:pk>/connections/", views.challenge, name="challenge"),
    path("challenges/connections/", views.all_links, name="all"),
    path("challenges/connections/<int:pk>/undo/", views.undo, name="undo"),
    path("challenges/connections/apart/<int:pk>/undo/", views.propose_again, name="propose_again"),
    path("challenges/needs/<int:pk>/connections/", views.need, name="need"),
    path("challenges/needs/<int:pk>/connections/link/", views.link, name="link"),
    path("challenges/needs/<int:pk>/connections/apart/", views.apart, name="apart"),
    path("challenges/themes/", views.themes, name="themes"),
    path("challenges/themes/<int:pk>/", views.theme, name="theme"),
    path("challenges/themes/<int:pk>/name/", views.name, name="name"),
]
