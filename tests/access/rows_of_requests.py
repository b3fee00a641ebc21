"""Who meets what at what the partner of GC-1 handed in."""

REQUESTS = """GET  commissioning:partner_request GC-1-request ok ok – ok – ok ok ok – ok – – – – – – – in
POST commissioning:partner_request GC-1-request 422 no – no – no 422 no – no – – – – – – – in
POST commissioning:request_handing_in no no no no no no no no no 422 no no no no no no no in
"""
