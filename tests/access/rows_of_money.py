"""Who meets what at the contract and the money of a project."""

MONEY = """GET  desk:project_money GC-1                      ok ok ok ok ok ok ok – – – – – – – – – – in
GET  desk:project_money GC-2                      ok ok ok ok ok – ok – – – – – – – – – – in
GET  commissioning:contract GC-1                  ok no no no no no no no – no no – – – – – – in
POST commissioning:contract GC-1                  422 no no no no no no no – no no – – – – – – in
GET  commissioning:contract_amending GC-1         ok no no no no no no no – no no – – – – – – in
POST commissioning:contract_amending GC-1         422 no no no no no no no – no no – – – – – – in
GET  commissioning:reaching GC-1                  ok no no no no no no no – no no – – – – – – in
POST commissioning:reaching GC-1                  422 no no no no no no no – no no – – – – – – in
GET  commissioning:spending GC-1                  ok no no no no no ok – – – – – – – – – – in
POST commissioning:spending GC-1                  422 no no no no no 422 – – – – – – – – – – in
GET  commissioning:moving GC-1                    ok no no no no no ok – – – – – – – – – – in
POST commissioning:moving GC-1                    422 no no no no no 422 – – – – – – – – – – in
POST commissioning:payment_asking GC-1-第1期      409 no no no no no 409 – – – – – – – – – – in
GET  commissioning:payment_entering GC-1-第2期     no no ok no no no no – – – – – – – – – – in
POST commissioning:payment_entering GC-1-第2期     no no 422 no no no no – – – – – – – – – – in
GET  commissioning:payment GC-1-payment           ok ok ok ok ok ok ok – – – – – – – – – – in
POST commissioning:payment GC-1-payment           422 422 422 422 422 422 422 – – – – – – – – – – in
POST commissioning:expense_reversing 记-0312      ok no no no no no ok – – – – – – – – – – in
POST commissioning:transfer 人员费用→项目活动费   422 422 no no no no no – – – – – – – – – – in
GET  desk:project_buying GC-1                     ok ok ok ok ok – – – – – – – – – – – – in
GET  commissioning:beginning GC-1                 409 no no no no no no no – no no – – – – – – in
POST commissioning:beginning GC-1                 409 no no no no no no no – no no – – – – – – in
GET  commissioning:step_taking GC-1-purchase release ok no no no no – – – – – – – – – – – – in
POST commissioning:step_taking GC-1-purchase release 422 no no no no – – – – – – – – – – – – in
GET  commissioning:bidding GC-1-purchase          ok no no no no – – – – – – – – – – – – in
POST commissioning:bidding GC-1-purchase          422 no no no no – – – – – – – – – – – – in
GET  commissioning:inviting GC-1-purchase         ok no no no no – – – – – – – – – – – – in
POST commissioning:inviting GC-1-purchase         422 no no no no – – – – – – – – – – – – in
GET  commissioning:seating GC-1-purchase          ok no no no no – – – – – – – – – – – – in
POST commissioning:seating GC-1-purchase          422 no no no no – – – – – – – – – – – – in
GET  commissioning:awarding GC-1-bid              ok no no no no – – – – – – – – – – – – in
POST commissioning:awarding GC-1-bid              422 no no no no – – – – – – – – – – – – in
GET  commissioning:bid_withdrawing GC-1-bid       ok no no no no – – – – – – – – – – – – in
POST commissioning:bid_withdrawing GC-1-bid       422 no no no no – – – – – – – – – – – – in
GET  commissioning:bid_invalid GC-1-bid           ok no no no no – – – – – – – – – – – – in
POST commissioning:bid_invalid GC-1-bid           422 no no no no – – – – – – – – – – – – in
GET  commissioning:procurement_failing GC-1-purchase ok no no no no – – – – – – – – – – – – in
POST commissioning:procurement_failing GC-1-purchase 422 no no no no – – – – – – – – – – – – in
GET  commissioning:procurement_giving_up GC-1-purchase ok no no no no – – – – – – – – – – – – in
POST commissioning:procurement_giving_up GC-1-purchase 422 no no no no – – – – – – – – – – – – in
POST commissioning:unseating 周敏                   ok no no no no – – – – – – – – – – – – in
"""

PLANNED = {"number": "GC-99", "name": "邻里相伴", "domain": "community", "amount_fen": "220000"}
PLANNED |= {"starts_on": "2022-04-01", "ends_on": "2022-12-31"}
