"""Who meets what at second factors, their own and those of others: rows of the TABLE in `test_roles`, under its head."""

FACTORS = """GET  directory:passkey own-passkey                ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
GET  directory:passkey office-passkey             ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST directory:passkey_removing own-passkey       ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
POST directory:passkey_removing office-passkey    ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
GET  directory:factors_resetting worker-account   no     –      –       –       –         –       no      –      –         –       –         – –      ok       –     –      –        in
POST directory:factors_resetting worker-account   no     –      –       –       –         –       no      –      –         –       –         – –      ok       –     –      –        in
GET  directory:factors_resetting neighbour-account –     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST directory:factors_resetting neighbour-account –     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST directory:demanding here                     no     –      –       –       –         –       –       –      –         –       –         – –      ok       –     –      –        in
POST directory:demanding beside                   –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
"""
