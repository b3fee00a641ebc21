"""Who meets what at the contract and the money of a project."""

MONEY = """GET  desk:project_money GC-1                      ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:project_money GC-2                      ok ok ok ok ok – ok – – – – – – – – – in
GET  commissioning:contract GC-1                  ok no no no no no no no – no no – – – – – in
POST commissioning:contract GC-1                  422 no no no no no no no – no no – – – – – in
GET  commissioning:contract_amending GC-1         ok no no no no no no no – no no – – – – – in
POST commissioning:contract_amending GC-1         422 no no no no no no no – no no – – – – – in
GET  commissioning:reaching GC-1                  ok no no no no no no no – no no – – – – – in
POST commissioning:reaching GC-1                  422 no no no no no no no – no no – – – – – in
GET  commissioning:spending GC-1                  ok no no no no no ok – – – – – – – – – in
POST commissioning:spending GC-1                  422 no no no no no 422 – – – – – – – – – in
GET  commissioning:moving GC-1                    ok no no no no no ok – – – – – – – – – in
POST commissioning:moving GC-1                    422 no no no no no 422 – – – – – – – – – in
POST commissioning:payment_asking GC-1-第1期      409 no no no no no 409 – – – – – – – – – in
GET  commissioning:payment GC-1-payment           ok ok ok ok ok ok ok – – – – – – – – – in
POST commissioning:payment GC-1-payment           422 422 422 422 422 422 422 – – – – – – – – – in
POST commissioning:expense_reversing 记-0312      ok no no no no no ok – – – – – – – – – in
POST commissioning:transfer 人员费用→项目活动费   ok ok no no no no no – – – – – – – – – in
"""
