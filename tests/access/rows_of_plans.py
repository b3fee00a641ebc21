"""Who meets what at the plans of communities: the own one of a secretary, and another's."""

PLANS = """GET  commissioning:plan 桂一社区 2022              ok ok ok ok ok ok – – – – ok – – – – – – in
GET  commissioning:plan 叠二社区 2022              ok ok ok ok ok ok – – – – – – – – – – – in
POST commissioning:plan 桂一社区 2022              422 422 422 422 422 422 – – – – 422 – – – – – – in
GET  commissioning:need_adding 桂一社区 2022       no no no no no no – – – – ok – – – – – – in
POST commissioning:need_adding 桂一社区 2022       no no no no no no – – – – 422 – – – – – – in
GET  commissioning:need_adding 叠二社区 2022       no no no no no no – – – – – – – – – – – in
GET  commissioning:need 桂一社区-2                 no no no no no no – – – – ok – – – – – – in
POST commissioning:need 桂一社区-2                 no no no no no no – – – – 422 – – – – – – in
POST commissioning:need_advancing 桂一社区-2       no no no no no no – – – – ok – – – – – – in
POST commissioning:need_removing 桂一社区-2        no no no no no no – – – – ok – – – – – – in
GET  commissioning:need_answering 叠二社区-1       ok no no no no no – – – – – – – – – – – in
GET  commissioning:need_answering 桂一社区-2       409 no no no no no – – – – no – – – – – – in
POST commissioning:need_answering 叠二社区-1       422 no no no no no – – – – – – – – – – – in
POST commissioning:need_answering 桂一社区-2       409 no no no no no – – – – no – – – – – – in
POST commissioning:answer_removing GC-1-answer     409 no no no no no – – – – no – – – – – – in
"""
