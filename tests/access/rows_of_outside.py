"""Who meets what at the open data, and at what contracts promise."""

NAMES = {"ocid_prefix": "ocds-a1b2c3", "scheme": "CN-USCC"}
OUTSIDE = """GET  commissioning:public_ocds 440605011 2022 releases ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok
GET  commissioning:public_ocds 440605011 2031 releases – – – – – – – – – – – – – – – – – –
GET  commissioning:year_ocds 2022 records         ok ok ok ok ok – – – – – – – – – – – ok in
GET  commissioning:project_ocds GC-1 releases     ok ok ok ok ok – – – – – – – – – – – – in
GET  commissioning:indicators GC-1                ok no no no no no no no – no no – – – – – – in
GET  api:project GC-1                             ok ok ok ok ok ok ok ok – ok ok – – – – – – in
GET  api:contract GC-HT-1                         ok ok ok ok ok ok ok – – – – – – – – – – in
GET  directory:key_making here                    ok – – – – – – – – – – – – – – – – in
POST directory:key_making here                    422 – – – – – – – – – – – – – – – – in
GET  directory:key a-key                          ok – – – – – – – – – – – – – – – – in
POST directory:key_revoking a-key                 ok – – – – – – – – – – – – – – – – in
POST commissioning:indicators GC-1                422 no no no no no no no – no no – – – – – – in
"""
