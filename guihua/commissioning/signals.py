"""What commissioning tells those above it."""

from django.dispatch import Signal

projects_changed = Signal()  # subdistrict
