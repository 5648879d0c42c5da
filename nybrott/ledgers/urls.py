"""Addresses of the view of equal treatment, and of the ledger."""

from django.urls import path

from nybrott.ledgers import views

app_name = "ledgers"
urlpatterns = [
    path("dialogues/ours/<int:pk>/equal-treatment/", views.fairness, name="fairness"),
    path("dialogues/ours/<int:pk>/equal-treatment/view.<slug:kind>", views.view_file, name="view_file"),
    path("dialogues/ours/<int:pk>/annex/", views.annex, name="annex"),
    path("dialogues/ours/<int:pk>/annex/<slug:language>.<slug:kind>", views.annex_file, name="annex_file"),
    path("dialogues/ours/<int:pk>/ledger/", views.ledger, name="ledger"),
    path("dialogues/ours/suppliers/<int:pk>/catch-up/", views.catch_up, name="catch_up"),
    path("dialogues/<slug:slug>/ledger/", views.proof, name="proof"),
    path("dialogues/<slug:slug>/ledger.jsonl", views.ledger_file, name="ledger_file"),
]
