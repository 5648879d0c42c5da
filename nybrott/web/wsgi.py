"""The door the web server knocks on."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nybrott.web.settings")
application = get_wsgi_application()

from nybrott.web.warming import warm  # noqa: E402 - needs the applications loaded

warm()
