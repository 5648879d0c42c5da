"""Addresses of challenges: all below `challenges/`."""

from django.urls import path

from nybrott.challenges import views

app_name = "challenges"
urlpatterns = [
    path("challenges/", views.challenges, name="challenges"),
    path("challenges/raise/", views.raise_, name="raise"),
    path("challenges/<int:pk>/", views.challenge, name="challenge"),
    path("challenges/shared/<int:pk>/", views.shared, name="shared"),
    path("challenges/<int:pk>/twins/", views.twins, name="twins"),
    path("challenges/<int:pk>/words/", views.describe, name="describe"),
    path("challenges/<int:pk>/leader/", views.anchoring, name="anchoring"),
    path("challenges/leader/<int:pk>/", views.answer_anchoring, name="answer_anchoring"),
    path("challenges/<int:pk>/team/", views.team, name="team"),
    path("challenges/team/<int:pk>/", views.answer_team, name="answer_team"),
    path("challenges/team/<int:pk>/leave/", views.leave_team, name="leave_team"),
    path("challenges/<int:pk>/hearing/", views.hearing, name="hearing"),
    path("challenges/<int:pk>/hearing/close/", views.close_hearing, name="close_hearing"),
    path("challenges/<int:pk>/park/", views.park, name="park"),
    path("challenges/<int:pk>/resume/", views.resume, name="resume"),
    path("challenges/<int:pk>/reuse/", views.reuse, name="reuse"),
]
