"""How each language writes a day and a time, where it differs from Django's own way. Tables write 2022-11-15 in both."""
