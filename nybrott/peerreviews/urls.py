"""Addresses of peer challenges: below `exchange/reviews/`, and a tab on what is challenged."""

from django.urls import path

from nybrott.peerreviews import views

app_name = "peerreviews"
urlpatterns = [
    path("exchange/reviews/", views.reviews, name="reviews"),
    path("exchange/reviews/new/<str:kind>/<int:pk>/", views.new, name="new"),
    path("exchange/reviews/<int:pk>/", views.review, name="review"),
    path("exchange/reviews/<int:pk>/change/", views.change, name="change"),
    path("exchange/reviews/<int:pk>/answer/", views.answer, name="answer"),
    path("exchange/reviews/<int:pk>/decline/", views.decline, name="decline"),
    path("exchange/reviews/<int:pk>/unclear/", views.ask_clarity, name="ask_clarity"),
    path("exchange/reviews/unclear/<int:pk>/", views.clear, name="clear"),
    path("exchange/reviews/points/<int:pk>/", views.decide, name="decide"),
    path("exchange/reviews/<int:pk>/step/<str:step>/", views.step, name="step"),
    path("exchange/reviews/<int:pk>/file/<str:kind>/", views.review_file, name="review_file"),
    path("exchange/cases/<int:pk>/peer-challenges/", views.of_case, name="of_case"),
    path("challenges/<int:pk>/peer-challenges/", views.of_challenge, name="of_challenge"),
    path("dialogues/ours/<int:pk>/peer-challenges/", views.of_dialogue, name="of_dialogue"),
    path("evaluation/runs/<int:run>/peer-challenges/", views.of_plan, name="of_plan"),
]
