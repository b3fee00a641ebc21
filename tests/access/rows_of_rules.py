"""Who meets what at the management rules: what is published everybody reads, a draft is the office's."""

RULES = """GET  commissioning:edition edition-1              ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok – – in
GET  commissioning:edition draft-2                ok – – – – – – – – – – – – – – – – in
GET  commissioning:rules_compared edition-1 edition-1 ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok – – in
GET  commissioning:rules_compared draft-2 edition-1 ok – – – – – – – – – – – – – – – – in
GET  commissioning:rules_writing draft-2          ok – – – – – – – – – – – – – – – – in
POST commissioning:rules_writing draft-2          422 – – – – – – – – – – – – – – – – in
GET  commissioning:rules_modes draft-2            ok – – – – – – – – – – – – – – – – in
POST commissioning:rules_modes draft-2            409 – – – – – – – – – – – – – – – – in
GET  commissioning:rules_publishing draft-2       ok – – – – – – – – – – – – – – – – in
POST commissioning:rules_publishing draft-2       422 – – – – – – – – – – – – – – – – in
POST commissioning:rules_discarding draft-2       ok – – – – – – – – – – – – – – – – in
"""
