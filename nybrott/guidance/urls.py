"""Addresses of guidance: the pairs of a run below `programme/runs/`, a pair's own pages below `programme/pairs/`."""

from django.urls import URLPattern

app_name = "guidance"
urlpatterns: list[URLPattern] = []
