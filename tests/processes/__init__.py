"""Deployments of their own, used by processes of their own: what a crash or a second user does cannot be seen from within."""
