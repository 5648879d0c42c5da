"""Addresses of the radar: the own organisation's, each buyer's, and each contract's."""

from django.urls import path

from nybrott.renewals import views

app_name = "renewals"
urlpatterns = [
    path("radar/", views.radar, name="radar"),
    path("radar/contracts.<slug:kind>", views.radar_file, name="radar_file"),
    path("radar/contracts/<str:ref>/", views.contract, name="contract"),
    path("radar/contracts/<str:ref>/decision/", views.decide, name="decide"),
    path("radar/buyers/", views.buyers, name="buyers"),
    path("radar/buyers/<str:country>/<str:ref>/", views.buyer, name="buyer"),
    path("radar/buyers/<str:country>/<str:ref>/contracts.<slug:kind>", views.buyer_file, name="buyer_file"),
    path("radar/buyers/<str:country>/<str:ref>/dates.ics", views.buyer_dates, name="buyer_dates"),
]
