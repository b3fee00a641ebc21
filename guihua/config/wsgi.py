"""The application that the server runs. What a proxy says of its client is believed of the trusted ones alone."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guihua.config.settings")


def behind(proxies: list[str]) -> Any:
    """The application as it stands behind these proxies: their word on the client's address and on TLS counts."""
    return wrap_wsgi_with_proxy_headers(get_wsgi_application(), proxies)


application = behind(settings.GUIHUA_TRUSTED_PROXIES)
