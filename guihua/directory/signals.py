"""What directory tells those above it."""

from django.dispatch import Signal

register_changed = Signal()  # subdistrict
people_turned = Signal()  # subdistrict, people: keys of those who turned out to be somebody else, or no longer are
consent_withdrawn = Signal()  # consent, within the transaction that takes it back
