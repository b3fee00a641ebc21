from django.dispatch import Signal

preferred = Signal()
"""Somebody who is signed in chose how to see the pages: user, chosen (by name)."""
