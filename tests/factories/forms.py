"""What a browser sends of a form."""

from __future__ import annotations


def opened(form):
    """What a browser sends of a form as it came: its fields and what they said."""
    said = {name: form[name].value() for name in form.fields}
    said |= {form.add_initial_prefix(name): form[name].value() for name in form.edited}
    return {name: "" if value is None else str(value) for name, value in said.items()}
