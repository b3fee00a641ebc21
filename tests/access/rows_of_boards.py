"""Who meets what at the board, its rules, a light of GC-1, and what is counted there by hand."""

BOARDS = """GET  desk:project_indicators GC-1               ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:project_indicators GC-2               ok ok ok ok ok – ok – ok – – – – – – – – in
GET  commissioning:board_rule 规则-4             ok – – – – – – – – – – – – – – – – in
POST commissioning:board_rule 规则-4             422 – – – – – – – – – – – – – – – – in
GET  commissioning:board_rule_adding silent      ok – – – – – – – – – – – – – – – ok in
POST commissioning:board_rule_adding silent      422 – – – – – – – – – – – – – – – 422 in
GET  commissioning:light GC-1-light              ok ok ok ok ok ok ok – – – – – – – – – – in
POST commissioning:light GC-1-light              422 422 no no no 422 422 – – – – – – – – – – in
GET  commissioning:reading_entering 骨干志愿者   ok no no no no no ok ok – – – – – – – – – in
POST commissioning:reading_entering 骨干志愿者   422 no no no no no 422 422 – – – – – – – – – in
GET  commissioning:reading_correcting 骨干志愿者-reading  ok no no no no no ok ok – – – – – – – – – in
POST commissioning:reading_correcting 骨干志愿者-reading  422 no no no no no 422 422 – – – – – – – – – in
"""
