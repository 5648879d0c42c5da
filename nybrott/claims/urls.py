"""Addresses of claims and costs: lists below their run, one thing by its own number."""

from django.urls import path

from nybrott.claims import views

app_name = "claims"
urlpatterns = [
    path("evaluation/runs/<int:run>/claims/", views.claims, name="claims"),
    path("evaluation/runs/<int:run>/claims.csv", views.claims_file, name="claims_file"),
    path("evaluation/claims/<int:pk>/", views.claim, name="claim"),
    path("evaluation/claims/<int:pk>/change/", views.change, name="change"),
    path("evaluation/claims/<int:pk>/move/", views.move, name="move"),
    path("evaluation/claims/<int:pk>/remove/", views.remove, name="remove"),
    path("evaluation/claims/<int:pk>/weigh/", views.weigh, name="weigh"),
    path("evaluation/claims/<int:pk>/evidence/", views.evidence, name="evidence"),
    path("evaluation/claims/<int:pk>/draw/", views.draw, name="draw"),
    path("evaluation/claims/<int:pk>/rival/", views.rival, name="rival"),
    path("evaluation/evidence/<int:pk>/remove/", views.remove_evidence, name="remove_evidence"),
    path("evaluation/rivals/<int:pk>/", views.change_rival, name="change_rival"),
    path("evaluation/rivals/<int:pk>/remove/", views.remove_rival, name="remove_rival"),
    path("evaluation/runs/<int:run>/costs/", views.costs, name="costs"),
    path("evaluation/runs/<int:run>/costs.csv", views.costs_file, name="costs_file"),
    path("evaluation/runs/<int:run>/costs/rates/", views.rates, name="rates"),
    path("evaluation/runs/<int:run>/costs/paid/", views.paid, name="paid"),
    path("evaluation/runs/<int:run>/costs/unpriced/", views.unpriced, name="unpriced"),
    path("evaluation/costs/<int:pk>/remove/", views.remove_cost, name="remove_cost"),
    path("evaluation/unpriced/<int:pk>/remove/", views.remove_unpriced, name="remove_unpriced"),
]
