"""Who meets what at the accounts of others: rows of the TABLE in `test_roles`, under its head. There is a security administrator
here, so that the office runs no roles; beside there is none."""

ACCOUNTS = """GET  directory:account worker-account             ok     –      –       –       –         –       ok      –      –         –       –         – –      ok       –     –      –        in
GET  directory:account finance-account            ok     –      –       –       –         –       –       –      –         –       –         – –      ok       –     –      –        in
GET  directory:account neighbour-account          –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  directory:appointing worker-account          no     –      –       –       –         –       ok      –      –         –       –         – –      ok       –     –      –        in
GET  directory:appointing neighbour-account       –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  directory:dismissing worker-account worker-role no  –      –       –       –         –       ok      –      –         –       –         – –      ok       –     –      –        in
GET  directory:dismissing manager-account manager-role no –     –       –       –         –       no      –      –         –       –         – –      ok       –     –      –        in
GET  directory:dismissing neighbour-account neighbour-role – –  –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  directory:disabling worker-account           no     –      –       –       –         –       no      –      –         –       –         – –      ok       –     –      –        in
GET  directory:disabling neighbour-account        –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  directory:enabling worker-account            no     –      –       –       –         –       no      –      –         –       –         – –      ok       –     –      –        in
GET  directory:enabling neighbour-account         –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  directory:renaming worker-account            no     –      –       –       –         –       no      –      –         –       –         – –      ok       –     –      –        in
GET  directory:renaming neighbour-account         –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST directory:appointing worker-account          no     –      –       –       –         –       422     –      –         –       –         – –      422      –     –      –        in
POST directory:appointing neighbour-account       –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      422      in
POST directory:dismissing worker-account worker-role no  –      –       –       –         –       ok      –      –         –       –         – –      ok       –     –      –        in
POST directory:dismissing manager-account manager-role no –     –       –       –         –       no      –      –         –       –         – –      ok       –     –      –        in
POST directory:dismissing neighbour-account neighbour-role – –  –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST directory:disabling worker-account           no     –      –       –       –         –       no      –      –         –       –         – –      ok       –     –      –        in
POST directory:disabling neighbour-account        –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST directory:enabling worker-account            no     –      –       –       –         –       no      –      –         –       –         – –      409      –     –      –        in
POST directory:enabling neighbour-account         –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      409      in
POST directory:renaming worker-account            no     –      –       –       –         –       no      –      –         –       –         – –      ok       –     –      –        in
POST directory:renaming neighbour-account         –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST directory:others_ending worker-account worker's no  –      –       –       –         –       ok      –      –         –       –         – –      ok       –     –      –        in
POST directory:others_ending finance-account finance's no –     –       –       –         –       –       –      –         –       –         – –      ok       –     –      –        in
POST directory:others_ending neighbour-account neighbour's – –  –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST directory:all_others_ending worker-account   –      –      –       –       –         –       ok      –      –         –       –         – –      ok       –     –      –        in
POST directory:all_others_ending neighbour-account –     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST directory:password_linking worker-account    no     –      –       –       –         –       no      –      –         –       –         – –      ok       –     –      –        in
POST directory:password_linking neighbour-account –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  directory:invitation 陈志强-invitation          ok     –      –       –       –         –       ok      –      –         –       –         – –      ok       –     –      –        in
GET  directory:invitation 狮志强-invitation          –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  directory:inviting here                      no     –      –       –       –         –       ok      –      –         –       –         – –      ok       –     –      –        in
GET  directory:inviting beside                    –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST directory:inviting here                      no     –      –       –       –         –       422     –      –         –       –         – –      422      –     –      –        in
POST directory:inviting beside                    –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      422      in
POST directory:renewing 陈志强-invitation            no     –      –       –       –         –       ok      –      –         –       –         – –      ok       –     –      –        in
POST directory:renewing 狮志强-invitation            –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST directory:withdrawing 陈志强-invitation         no     –      –       –       –         –       ok      –      –         –       –         – –      ok       –     –      –        in
POST directory:withdrawing 狮志强-invitation         –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  directory:link link                          ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       ok
GET  desk:staffing 榕声 worker-account              ok     no     no      no      no        no      ok      no     no        no      no        no no     no       no    –      –        in
POST desk:staffing 榕声 worker-account              ok     no     no      no      no        no      ok      no     no        no      no        no no     no       no    –      –        in
"""
