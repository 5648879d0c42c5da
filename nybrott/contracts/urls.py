"""Addresses of contracts: below the procurement, and beside the portfolio."""

from django.urls import path

from nybrott.contracts import views

app_name = "contracts"
OF = "procurements/<int:pk>/contract/"
ONE = f"{OF}<int:contract>/"
urlpatterns = [
    path("procurements/graveyard/", views.graveyard, name="graveyard"),
    path("procurements/graveyard/months/", views.patience, name="patience"),
    path("procurements/graveyard/dialogues/<int:dialogue>/", views.rest, name="rest"),
    path("procurements/graveyard.<slug:kind>", views.graveyard_file, name="graveyard_file"),
    path("procurements/contracts.<slug:kind>", views.contracts_file, name="contracts_file"),
    path(OF, views.contract, name="contract"),
    path(f"{OF}new/", views.new, name="new"),
    path(ONE, views.agreement, name="agreement"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}suppliers/", views.new_supplier, name="new_supplier"),
    path(f"{ONE}suppliers/<int:party>/", views.supplier, name="supplier"),
    path(f"{ONE}milestones/", views.new_milestone, name="new_milestone"),
    path(f"{ONE}milestones/<int:milestone>/", views.milestone, name="milestone"),
    path(ONE + "contract.ics", views.dates, name="dates"),
    path(f"{ONE}trial/", views.trial, name="trial"),
    path(f"{ONE}trial/<slug:yardstick>/<int:ref>/", views.result, name="result"),
    path(f"{ONE}trial.<slug:kind>", views.trial_file, name="trial_file"),
    path(f"{ONE}questions/", views.questions, name="questions"),
    path(f"{ONE}decide/", views.decide, name="decide"),
    path(f"{ONE}again/", views.again, name="again"),
]
