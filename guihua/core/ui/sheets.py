"""The style sheets, in the order in which they are read. Their layers are ordered once, in layers.css."""

from __future__ import annotations

COMPONENTS = (
    "actions",
    "brand",
    "card",
    "chart",
    "definition",
    "field",
    "filters",
    "notice",
    "page_header",
    "pager",
    "pairs",
    "preferences",
    "rail",
    "segmented",
    "sign_ins",
    "signing",
    "skip",
    "state",
    "status",
    "steps",
    "strip",
    "table",
    "tabs",
    "tile",
    "timeline",
    "toast",
)
CSS = (
    "layers",
    "tokens",
    "reset",
    "base",
    "layout",
    *(f"components/{name}" for name in COMPONENTS),
    "report",
    "figure",
    "utilities",
    "print",
)
