"""Who meets what where GC-1 is suspended, goes on, ends, or is renewed, and at its scale. It runs, so that there is nothing to resume and to take back."""

STOPS = """GET  commissioning:project_suspending GC-1 ok no no no no no no no – no no – – – – – – in
POST commissioning:project_suspending GC-1 422 no no no no no no no – no no – – – – – – in
GET  commissioning:project_resuming GC-1 409 no no no no no no no – no no – – – – – – in
POST commissioning:project_resuming GC-1 409 no no no no no no no – no no – – – – – – in
GET  commissioning:project_terminating GC-1 ok no no no no no no no – no no – – – – – – in
POST commissioning:project_terminating GC-1 422 no no no no no no no – no no – – – – – – in
GET  commissioning:project_taking_back GC-1 409 no no no no no no no – no no – – – – – – in
POST commissioning:project_taking_back GC-1 409 no no no no no no no – no no – – – – – – in
GET  commissioning:project_renewing GC-1 ok no no no no no no no – no no – – – – – – in
POST commissioning:project_renewing GC-1 422 no no no no no no no – no no – – – – – – in
GET  delivery:scale_adding GC-1 no no no no no no ok ok – no no – – – – – – in
POST delivery:scale_adding GC-1 no no no no no no 422 422 – no no – – – – – – in
GET  delivery:scale GC-1-scale no no no no no no ok ok – – – – – – – – – in
POST delivery:scale GC-1-scale no no no no no no 422 422 – – – – – – – – – in
POST delivery:scale_removing GC-1-scale no no no no no no 409 409 – – – – – – – – – in
"""
