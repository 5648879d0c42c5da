"""Addresses of benefits: below their procurement, and all of the organisation's."""

from django.urls import path

from nybrott.benefits import views

app_name = "benefits"
HERE = "procurements/<int:pk>/benefits/"
ONE = f"{HERE}<int:benefit>/"
urlpatterns = [
    path("benefits/", views.everywhere, name="everywhere"),
    path("benefits/benefits.<slug:kind>", views.everywhere_file, name="everywhere_file"),
    path(HERE, views.benefits, name="benefits"),
    path(f"{HERE}new/", views.new, name="new"),
    path(f"{HERE}benefits.<slug:kind>", views.benefits_file, name="benefits_file"),
    path(ONE, views.benefit, name="benefit"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}baseline/", views.baseline, name="baseline"),
    path(f"{ONE}estimate/", views.estimate, name="estimate"),
    path(f"{ONE}measure/", views.measure, name="measure"),
    path(f"{ONE}measure/<int:measurement>/", views.correct, name="correct"),
    path(f"{ONE}let-go/", views.let_go, name="let_go"),
]
