"""What directory tells those above it."""

from django.dispatch import Signal

register_changed = Signal()  # subdistrict
