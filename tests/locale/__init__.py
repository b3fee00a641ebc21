"""Holds the English words beside the Chinese ones."""
