"""Who meets what at the archive of a purchase, at what is published of it, and at the rules of buying."""

PAPERS = """GET  commissioning:paper_putting GC-1-purchase record ok no no no no – – – – – – – – – – – – in
POST commissioning:paper_putting GC-1-purchase record 422 no no no no – – – – – – – – – – – – in
GET  commissioning:archive_download GC-1-purchase ok ok ok ok ok – – – – – – – – – – – – in
GET  commissioning:publishing GC-1-purchase award 409 no no no no – – – – – – – – – – – – in
POST commissioning:publishing GC-1-purchase award 409 no no no no – – – – – – – – – – – – in
GET  commissioning:published_text GC-1-text ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok
GET  commissioning:published_purchase GC-1-purchase ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok
GET  commissioning:method GC-1-method ok – – – – – – – – – – – – – – – – in
POST commissioning:method GC-1-method 422 – – – – – – – – – – – – – – – – in
GET  commissioning:step_adding GC-1-method ok – – – – – – – – – – – – – – – – in
POST commissioning:step_adding GC-1-method 422 – – – – – – – – – – – – – – – – in
GET  commissioning:step_rule GC-1-method release ok – – – – – – – – – – – – – – – – in
POST commissioning:step_rule GC-1-method release 422 – – – – – – – – – – – – – – – – in
POST commissioning:step_removing GC-1-method release 409 – – – – – – – – – – – – – – – – in
GET  commissioning:paper_adding GC-1-method ok – – – – – – – – – – – – – – – – in
POST commissioning:paper_adding GC-1-method 422 – – – – – – – – – – – – – – – – in
GET  commissioning:paper_rule GC-1-method record ok – – – – – – – – – – – – – – – – in
POST commissioning:paper_rule GC-1-method record 422 – – – – – – – – – – – – – – – – in
POST commissioning:paper_removing GC-1-method record 409 – – – – – – – – – – – – – – – – in
GET  commissioning:word domain a-domain ok – – – – – – – – – – – – – – – – in
POST commissioning:word domain a-domain 422 – – – – – – – – – – – – – – – – in
GET  commissioning:category a-category ok – – – – – – – – – – – – – – – – in
POST commissioning:category a-category 422 – – – – – – – – – – – – – – – – in
GET  commissioning:heading a-heading ok – – – – – – – – – – – – – – – – in
POST commissioning:heading a-heading 422 – – – – – – – – – – – – – – – – in
"""
