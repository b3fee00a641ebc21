"""What directory tells those above it."""

from django.dispatch import Signal

register_changed = Signal()  # subdistrict
people_turned = Signal()  # subdistrict, people: keys of those who turned out to be somebody else, or no longer are
person_erased = Signal()  # person, by; within the transaction that erases everything that register holds of them
invitation_accepted = Signal()  # invitation, user; within the transaction that takes it
invitation_renewed = Signal()  # old, new
consent_withdrawn = Signal()  # consent, within the transaction that takes it back
