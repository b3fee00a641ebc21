"""Who meets what at the pages of a project: in sight, in a confidential domain, and of a neighbour."""

PROJECTS = """GET  desk:project GC-1                            ok     ok     ok      ok      ok        ok      ok      ok     –         ok      ok        – –      –        –     –      –        in
GET  desk:project GC-2                            ok     ok     ok      ok      ok        –       ok      –      ok        –       –         – –      –        –     –      –        in
GET  desk:project GC-3                            ok     ok     ok      ok      ok        –       ok      –      –         ok      –         – –      –        –     –      –        in
GET  desk:project 狮-1                            –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  desk:project_sessions GC-1                   ok     ok     ok      ok      ok        ok      ok      ok     –         ok      ok        – –      –        –     –      –        in
GET  desk:project_sessions GC-2                   ok     ok     ok      ok      ok        –       ok      –      ok        –       –         – –      –        –     –      –        in
GET  desk:project_sessions GC-3                   ok     ok     ok      ok      ok        –       ok      –      –         ok      –         – –      –        –     –      –        in
GET  desk:project_sessions 狮-1                   –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  desk:project_timeline GC-1                   ok     ok     ok      ok      ok        ok      ok      ok     –         ok      ok        – –      –        –     –      –        in
GET  desk:project_timeline GC-2                   ok     ok     ok      ok      ok        –       ok      –      ok        –       –         – –      –        –     –      –        in
GET  desk:project_timeline GC-3                   ok     ok     ok      ok      ok        –       ok      –      –         ok      –         – –      –        –     –      –        in
GET  desk:project_timeline 狮-1                   –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  desk:project_files GC-1                      ok     ok     ok      ok      ok        ok      ok      ok     –         –       –         – –      –        –     –      –        in
GET  desk:project_files GC-2                      ok     ok     ok      ok      ok        –       ok      –      ok        –       –         – –      –        –     –      –        in
GET  desk:project_history GC-1                    ok     ok     ok      ok      ok        ok      ok      ok     –         –       –         – –      –        –     –      –        in
GET  desk:project_history GC-2                    ok     ok     ok      ok      ok        –       ok      –      ok        –       –         – –      –        –     –      –        in
"""
