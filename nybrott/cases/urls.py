"""Addresses of cases, and of the hub of what organisations learn from each other."""

from django.urls import include, path

from nybrott.cases import views

cases = [
    path("cases/", views.cases, name="cases"),
    path("cases/feed.<slug:kind>", views.feed, name="feed"),
    path("challenges/<int:pk>/tell/", views.of_challenge, name="of_challenge"),
    path("cases/<slug:place>/<slug:slug>/", views.told, name="told"),
    path("cases/<slug:place>/<slug:slug>/case.<slug:kind>", views.document, name="document"),
    path("cases/<slug:place>/<slug:slug>/versions/", views.versions, name="versions"),
    path("cases/<slug:place>/<slug:slug>/versions/<int:number>/", views.version, name="version"),
    path("cases/<slug:place>/<slug:slug>/versions/<int:old>/<int:new>/", views.changes, name="changes"),
    path("exchange/cases/", views.ours, name="ours"),
    path("exchange/cases/new/", views.begin, name="begin"),
    path("exchange/cases/<int:pk>/", views.case, name="case"),
    path("exchange/cases/<int:pk>/write/", views.write, name="write"),
    path("exchange/cases/<int:pk>/ask/", views.ask, name="ask"),
    path("exchange/cases/<int:pk>/review/", views.review, name="review"),
    path("exchange/cases/<int:pk>/publish/", views.publish, name="publish"),
    path("exchange/cases/<int:pk>/back/", views.take_back, name="take_back"),
    path("exchange/cases/<int:pk>/down/", views.take_down, name="take_down"),
    path("exchange/cases/<int:pk>/narrow/", views.narrow, name="narrow"),
    path("exchange/cases/<int:pk>/names/", views.name, name="name"),
    path("exchange/cases/<int:pk>/names/meant/", views.meant, name="meant"),
    path("exchange/cases/<int:pk>/names/ask/", views.ask_named, name="ask_named"),
    path("exchange/cases/<int:pk>/names/<int:named>/out/", views.unname, name="unname"),
    path("exchange/named/<str:token>/", views.named, name="named"),
    path("exchange/cases/<int:pk>/drop/", views.drop, name="drop"),
]
urlpatterns = [
    path("exchange/", views.exchange, name="exchange"),
    path("", include((cases, "cases"))),
]
