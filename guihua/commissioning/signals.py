"""What commissioning tells those above it."""

from django.dispatch import Signal

projects_changed = Signal()  # subdistrict

# project, domain (the key of the one it is to have): who holds records of it may refuse, in the same transaction
domain_changing = Signal()

# project, provider (the key of the one it is to have): who counts its records for its provider may refuse likewise
provider_changing = Signal()
