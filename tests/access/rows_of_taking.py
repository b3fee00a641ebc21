"""Who meets what at the files of an office that begins with Guihua."""

TAKING = """GET  desk:import_start contracts                  ok – – – – – – – – – – – – – – ok in
GET  desk:import_start payments                   – – ok – – – – – – – – – – – – – in
GET  desk:import_blank payments                   – – ok – – – – – – – – – – – – – in
POST desk:import_start payments                   – – 422 – – – – – – – – – – – – – in
GET  desk:import finance-file                     – – ok – – – – – – – – – – – – – in
"""
