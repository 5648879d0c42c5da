"""Addresses of insights and needs: all below `challenges/`, where their challenge is."""

from django.urls import path

from nybrott.insights import views

app_name = "insights"
urlpatterns = [
    path("challenges/<int:pk>/board/", views.board, name="board"),
    path("challenges/<int:pk>/board/move/", views.move, name="move"),
    path("challenges/insights/<int:pk>/", views.insight, name="insight"),
    path("challenges/insights/<int:pk>/unlink/", views.unlink_evidence, name="unlink_evidence"),
    path("challenges/insights/<int:pk>/remove/", views.remove_insight, name="remove_insight"),
    path("challenges/<int:pk>/needs/write/", views.write_need, name="write_need"),
    path("challenges/needs/<int:pk>/", views.need, name="need"),
    path("challenges/needs/<int:pk>/words/", views.word_need, name="word_need"),
    path("challenges/needs/<int:pk>/unlink/", views.unlink_from_need, name="unlink_from_need"),
    path("challenges/needs/<int:pk>/verify/", views.verify, name="verify"),
    path("challenges/needs/<int:pk>/exception/", views.exception, name="exception"),
    path("challenges/needs/<int:pk>/park/", views.park, name="park"),
    path("challenges/needs/<int:pk>/again/", views.again, name="again"),
]
