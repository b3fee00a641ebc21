"""Who meets what at the files of an office that begins with Guihua, and at the vouchers of what was spent."""

TAKING = """GET  desk:import_start contracts                  ok – – – – – – – – – – – – – – – ok in
GET  desk:import_start payments                   – – ok – – – – – – – – – – – – – – in
GET  desk:import_blank payments                   – – ok – – – – – – – – – – – – – – in
POST desk:import_start payments                   – – 422 – – – – – – – – – – – – – – in
GET  desk:import finance-file                     – – ok – – – – – – – – – – – – – – in
GET  commissioning:expense 记-0312                ok ok ok ok ok ok ok – – – – – – – – – – in
POST commissioning:expense 记-0312                422 no no no no no 422 – – – – – – – – – – in
GET  commissioning:voucher 记-0312-paper          ok ok ok ok ok ok ok – – – – – – – – – – in
POST commissioning:voucher_voiding 记-0312-paper  422 no no no no no 422 – – – – – – – – – – in
GET  desk:project_pack GC-1                       ok ok ok ok ok – – – – – – – – – – – – in
GET  desk:project_pack_word GC-1                  ok ok ok ok ok – – – – – – – – – – – – in
"""
