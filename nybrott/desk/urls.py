"""Addresses of the desk."""

from django.urls import path

from nybrott.desk import views

app_name = "desk"
urlpatterns = [
    path("uploads/", views.uploads, name="uploads"),
    path("uploads/<int:pk>/", views.upload, name="upload"),
    path("uploads/<int:pk>/picture/", views.picture, name="picture"),
    path("uploads/<int:pk>/details/", views.remove_upload, name="remove_upload"),
]
