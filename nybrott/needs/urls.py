"""Addresses of needs: `challenges/` inside, `needs/` for everyone."""

from django.urls import path

from nybrott.needs import views

app_name = "needs"
urlpatterns = [
    path("challenges/", views.challenges, name="challenges"),
    path("challenges/raise/", views.raise_, name="raise"),
    path("challenges/<int:pk>/", views.challenge, name="challenge"),
    path("challenges/<int:pk>/words/", views.describe, name="describe"),
    path("challenges/<int:pk>/leader/", views.anchoring, name="anchoring"),
    path("challenges/leader/<int:pk>/", views.answer_anchoring, name="answer_anchoring"),
    path("challenges/<int:pk>/team/", views.team, name="team"),
    path("challenges/team/<int:pk>/", views.answer_team, name="answer_team"),
    path("challenges/team/<int:pk>/leave/", views.leave_team, name="leave_team"),
    path("challenges/<int:pk>/hearing/", views.hearing, name="hearing"),
    path("challenges/<int:pk>/hearing/close/", views.close_hearing, name="close_hearing"),
    path("challenges/<int:pk>/contributions/", views.contributions, name="contributions"),
    path("challenges/<int:pk>/contributions/enter/", views.enter_contribution, name="enter_contribution"),
    path("challenges/contributions/<int:pk>/", views.contribution, name="contribution"),
    path("challenges/<int:pk>/evidence/", views.evidence, name="evidence"),
    path("challenges/<int:pk>/evidence/record/", views.record_evidence, name="record_evidence"),
    path("challenges/evidence/<int:pk>/", views.change_evidence, name="change_evidence"),
    path("challenges/evidence/<int:pk>/remove/", views.remove_evidence, name="remove_evidence"),
    path("challenges/<int:pk>/problem/", views.problem, name="problem"),
    path("challenges/<int:pk>/problem/word/", views.word_problem, name="word_problem"),
    path("challenges/problem/<int:pk>/", views.statement, name="statement"),
    path("challenges/problem/<int:pk>/words/", views.reword_problem, name="reword_problem"),
    path("challenges/problem/<int:pk>/choose/", views.choose_problem, name="choose_problem"),
    path("challenges/<int:pk>/park/", views.park, name="park"),
    path("challenges/<int:pk>/resume/", views.resume, name="resume"),
    path("challenges/<int:pk>/reuse/", views.reuse, name="reuse"),
    path("needs/", views.open_challenges, name="open_challenges"),
    path("needs/mine/<str:token>/", views.mine, name="mine"),
    path("needs/mine/<str:token>/take-back/", views.take_back, name="take_back"),
    path("needs/<slug:slug>/", views.contribute, name="contribute"),
    path("needs/<slug:slug>/told/", views.told, name="told"),
    path("needs/<slug:slug>/poster/", views.poster, name="poster"),
    path("needs/<slug:slug>/code.svg", views.code, name="code"),
]
