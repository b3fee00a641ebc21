"""Who meets what where GC-1 is suspended, goes on, ends, or is renewed. It runs, so that there is nothing to resume and to take back."""

STOPS = """GET  commissioning:project_suspending GC-1 ok no no no no no no no – no no – – – – – in
POST commissioning:project_suspending GC-1 422 no no no no no no no – no no – – – – – in
GET  commissioning:project_resuming GC-1 409 no no no no no no no – no no – – – – – in
POST commissioning:project_resuming GC-1 409 no no no no no no no – no no – – – – – in
GET  commissioning:project_terminating GC-1 ok no no no no no no no – no no – – – – – in
POST commissioning:project_terminating GC-1 422 no no no no no no no – no no – – – – – in
GET  commissioning:project_taking_back GC-1 409 no no no no no no no – no no – – – – – in
POST commissioning:project_taking_back GC-1 409 no no no no no no no – no no – – – – – in
GET  commissioning:project_renewing GC-1 ok no no no no no no no – no no – – – – – in
POST commissioning:project_renewing GC-1 422 no no no no no no no – no no – – – – – in
"""
