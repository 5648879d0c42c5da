"""Addresses of the observatory."""
app_name = "observatory"
urlpatterns = []
