"""Addresses of adoptions: all below `exchange/adoptions/`."""

from django.urls import path

from nybrott.adoptions import views

app_name = "adoptions"
urlpatterns = [
    path("exchange/adoptions/", views.adoptions, name="adoptions"),
    path("exchange/adoptions/theirs/", views.theirs, name="theirs"),
    path("exchange/adoptions/feed.<slug:kind>", views.feed, name="feed"),
    path("exchange/adoptions/<slug:which>.<slug:kind>", views.file, name="file"),
    path("exchange/adoptions/take/<slug:place>/<slug:slug>/", views.take, name="take"),
    path("exchange/adoptions/<int:pk>/", views.adoption, name="adoption"),
    path("exchange/adoptions/<int:pk>/change/", views.change, name="change"),
    path("exchange/adoptions/<int:pk>/parts/<slug:part>/", views.adapt, name="adapt"),
    path("exchange/adoptions/<int:pk>/begin/", views.begin, name="begin"),
    path("exchange/adoptions/<int:pk>/make/", views.make, name="make"),
    path("exchange/adoptions/<int:pk>/result/", views.tell, name="tell"),
    path("exchange/adoptions/<int:pk>/version/", views.version, name="version"),
]
