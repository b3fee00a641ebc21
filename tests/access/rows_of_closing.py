"""Who meets what where months are closed: rows of the TABLE in `test_roles`, under its head."""

CLOSING = """GET  delivery:closing_month 202203                ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      –        –     –      ok       in
GET  delivery:closing_whole 202203                ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      –        –     –      ok       in
POST delivery:closing_whole 202203                422    no     no      no      no        –       –       –      –         –       –         – –      –        –     –      422      in
POST delivery:closing_reminding 202203            ok     no     no      no      no        –       –       –      –         –       –         – –      –        –     –      ok       in
GET  delivery:closing_provider 202203 榕声        ok     ok     ok      ok      ok        –       ok      –      –         –       –         – –      –        –     –      –        in
GET  delivery:closing_deed 202203 榕声            ok     ok     ok      ok      ok        –       ok      –      –         –       –         – –      –        –     –      –        in
POST delivery:closing_deed 202203 榕声            ok     no     no      no      no        –       ok      –      –         –       –         – –      –        –     –      –        in
POST delivery:finding_confirming 202203 榕声      422    no     no      no      no        –       422     –      –         –       –         – –      –        –     –      –        in
GET  delivery:reopening_asking 202201-close       ok     no     no      no      no        –       ok      –      –         –       –         – –      –        –     –      –        in
POST delivery:reopening_asking 202201-close       422    no     no      no      no        –       422     –      –         –       –         – –      –        –     –      –        in
POST delivery:reopening_decision 202202-reopening ok     ok     no      no      no        –       no      –      –         –       –         – –      –        –     –      –        in
POST delivery:session_placing A1                  422    no     no      no      no        no      422     no     –         –       –         – –      –        –     –      –        in
POST delivery:session_placing B1                  422    no     no      no      no        –       422     –      no        –       –         – –      –        –     –      –        in
"""
