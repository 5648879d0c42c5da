"""Addresses of imports."""

from django.urls import path

from nybrott.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("new/", views.new_import, name="new_import"),
    path("folder/", views.choose_folder, name="choose_folder"),
    path("<int:pk>/", views.notice_import, name="import"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/refusals/", views.refusals, name="refusals"),
    path("<int:pk>/refusals.csv", views.refusals_file, name="refusals_file"),
    path("<int:pk>/take-back/", views.take_back, name="take_back"),
    path("<int:pk>/try-again/", views.try_again, name="try_again"),
]
