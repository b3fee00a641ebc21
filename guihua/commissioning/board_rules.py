"""The rules with which the board of a programme starts; the office edits them. (kind, colour, limit) in the order of their numbers."""

from __future__ import annotations

FIRST = [
    ("behind", "red", 67),
    ("behind", "amber", 85),
    ("silent", "red", 45),
    ("silent", "amber", 21),
    ("unvisited", "red", 75),
    ("unvisited", "amber", 45),
    ("spent_fast", "amber", 95),
    ("spent_slow", "amber", 40),
    ("unrecorded", "amber", 10),
    ("task", "red", 30),
    ("task", "amber", 14),
    ("report", "amber", 10),
    ("unpaid", "amber", 60),
    ("unaccepted", "amber", 30),
    ("incident", "red", 1),
    ("grave", "red", 1),
    ("staff", "amber", 1),
]
