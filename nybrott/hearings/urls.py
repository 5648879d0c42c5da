"""Addresses where people are heard: below a challenge for those who work on it, below `needs/` for everyone."""

from django.urls import path

from nybrott.hearings import views

app_name = "hearings"
urlpatterns = [
    path("challenges/<int:pk>/contributions/", views.contributions, name="contributions"),
    path("challenges/<int:pk>/contributions/enter/", views.enter_contribution, name="enter_contribution"),
    path("challenges/contributions/<int:pk>/", views.contribution, name="contribution"),
    path("challenges/<int:pk>/evidence/", views.evidence, name="evidence"),
    path("challenges/<int:pk>/evidence/record/", views.record_evidence, name="record_evidence"),
    path("challenges/evidence/<int:pk>/", views.change_evidence, name="change_evidence"),
    path("challenges/evidence/<int:pk>/file/", views.evidence_file, name="evidence_file"),
    path("challenges/evidence/<int:pk>/picture/", views.evidence_picture, name="evidence_picture"),
    path("challenges/evidence/<int:pk>/remove/", views.remove_evidence, name="remove_evidence"),
    path("needs/", views.open_challenges, name="open_challenges"),
    path("needs/mine/<str:token>/", views.mine, name="mine"),
    path("needs/mine/<str:token>/take-back/", views.take_back, name="take_back"),
    path("needs/<slug:slug>/", views.contribute, name="contribute"),
    path("needs/<slug:slug>/told/", views.told, name="told"),
    path("needs/<slug:slug>/poster/", views.poster, name="poster"),
    path("needs/<slug:slug>/code.svg", views.code, name="code"),
]
