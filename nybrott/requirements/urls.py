"""Addresses of the requirements of a procurement."""

from django.urls import path

from nybrott.requirements import views

app_name = "requirements"
HERE = "procurements/<int:pk>/requirements/"
urlpatterns = [
    path(HERE, views.requirements, name="requirements"),
    path(f"{HERE}new/", views.new, name="new"),
    path(f"{HERE}<int:number>/", views.requirement, name="requirement"),
    path(f"{HERE}<int:number>/change/", views.change, name="change"),
    path(f"{HERE}move/", views.move, name="move"),
    path(f"{HERE}copy/", views.copy, name="copy"),
    path(f"{HERE}criteria/new/", views.new_criterion, name="new_criterion"),
    path(f"{HERE}criteria/<int:number>/", views.criterion, name="criterion"),
    path(f"{HERE}trace/", views.trace, name="trace"),
    path(f"{HERE}matrix/", views.matrix, name="matrix"),
    path(f"{HERE}settle/", views.settle, name="settle"),
    path(f"{HERE}versions/<int:number>/", views.version, name="version"),
    path(f"{HERE}specification.<slug:kind>", views.file, name="file"),
]
