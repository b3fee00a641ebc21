"""What delivery tells those above it."""

from django.dispatch import Signal

# subdistrict, months (a set of yyyymm): sessions, attendance or duty of these months have changed
records_changed = Signal()
