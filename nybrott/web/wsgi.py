"""The door the web server knocks on."""

import os

from django.core.wsgi import get_wsgi_application

from nybrott.web.starting import loading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nybrott.web.settings")
with loading():
    application = get_wsgi_application()

    from nybrott.web.warming import warm  # needs the applications loaded

    warm()
