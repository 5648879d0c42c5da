"""Addresses of procurements."""

from django.urls import path

from nybrott.procurements import views

app_name = "procurements"
urlpatterns = [
    path("procurements/", views.portfolio, name="portfolio"),
    path("procurements/portfolio.<slug:kind>", views.portfolio_file, name="portfolio_file"),
    path("procurements/views/save/", views.save, name="save"),
    path("procurements/views/<int:pk>/forget/", views.forget, name="forget"),
    path("procurements/codes/", views.codes, name="codes"),
    path("procurements/new/", views.plan, name="plan"),
    path("procurements/<int:pk>/", views.procurement, name="procurement"),
    path("procurements/<int:pk>/change/", views.change, name="change"),
    path("procurements/<int:pk>/answers/", views.answers, name="answers"),
    path("procurements/<int:pk>/move/", views.move, name="move"),
    path("procurements/<int:pk>/stop/", views.stop, name="stop"),
]
