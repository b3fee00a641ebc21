"""Who meets what at what media told of GC-1."""

COVERAGE = """GET  desk:project_coverage GC-1           ok ok ok ok ok ok ok ok – ok ok – – – – – – in
GET  desk:project_coverage GC-2           ok ok ok ok ok – ok – ok – – – – – – – – in
GET  commissioning:coverage GC-1-coverage ok ok ok ok ok ok ok ok – ok ok – – – – – – in
GET  commissioning:coverage_adding GC-1   ok no no no no no ok ok – no no – – – – – – in
POST commissioning:coverage_adding GC-1   422 no no no no no 422 422 – no no – – – – – – in
GET  commissioning:coverage_editing GC-1-coverage ok no no no no no ok ok – no no – – – – – – in
POST commissioning:coverage_editing GC-1-coverage 422 no no no no no 422 422 – no no – – – – – – in
POST commissioning:coverage_removing GC-1-coverage ok no no no no no ok ok – no no – – – – – – in
"""
