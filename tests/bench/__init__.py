"""How fast it is, measured by hand on a machine that is named beside the numbers; never part of `./run test`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guihua.config.settings")
django.setup()
