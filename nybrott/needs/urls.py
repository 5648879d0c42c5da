"""Addresses of problems and descriptions: all below `challenges/`, where their challenge is."""

from django.urls import path

from nybrott.needs import views

app_name = "needs"
urlpatterns = [
    path("challenges/<int:pk>/problem/", views.problem, name="problem"),
    path("challenges/<int:pk>/problem/word/", views.word_problem, name="word_problem"),
    path("challenges/problem/<int:pk>/", views.statement, name="statement"),
    path("challenges/problem/<int:pk>/words/", views.reword_problem, name="reword_problem"),
    path("challenges/problem/<int:pk>/choose/", views.choose_problem, name="choose_problem"),
    path("challenges/<int:pk>/description/", views.description, name="description"),
    path("challenges/<int:pk>/description/begin/", views.begin_description, name="begin_description"),
    path("challenges/description/<int:pk>/", views.version, name="version"),
    path("challenges/description/<int:pk>/write/", views.write_description, name="write_description"),
    path("challenges/description/<int:pk>/step/", views.step_description, name="step_description"),
    path("challenges/description/<int:pk>/changes/", views.compare_versions, name="compare_versions"),
    path("challenges/description/<int:pk>/<str:kind>/", views.take_along, name="take_along"),
    path("challenges/comments/<int:pk>/settle/", views.settle_comment, name="settle_comment"),
]
