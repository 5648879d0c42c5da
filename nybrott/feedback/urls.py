"""Addresses of feedback: `ours/` from inside, `worth/` by the link of a letter."""

from django.urls import path

from nybrott.feedback import views

app_name = "feedback"
urlpatterns = [
    path("dialogues/ours/<int:pk>/after/", views.after, name="after"),
    path("dialogues/worth/<str:token>/", views.worth, name="worth"),
]
