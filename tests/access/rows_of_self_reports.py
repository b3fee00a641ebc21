"""Who meets what at self-reports: GC-1's of 「进行轮」 is being written, those of 「又一轮」 and 「合议轮」 were handed in, each with a
file; on the panel of the last sits the assessor."""

SELF_REPORTS = """GET  evaluation:self_reports 进行轮 ok ok – ok ok ok ok – – – – – – – – – – in
GET  evaluation:self_reports 筹备轮 – – – – – – – – – – – – – – – – – in
GET  evaluation:self_report_beginning 进行轮+GC-1 no no no no no no ok – – – – – – – – – – in
POST evaluation:self_report_beginning 进行轮+GC-1 no no no no no no ok – – – – – – – – – – in
POST evaluation:self_report_beginning 又一轮+GC-1 no no no no no no 409 – – – – – – – – – – in
GET  evaluation:self_report 进行轮-self – – – – – – ok – – – – – – – – – – in
POST evaluation:self_report 进行轮-self – – – – – – 422 – – – – – – – – – – in
GET  evaluation:self_report 又一轮-self ok ok – ok ok ok ok – – – – – – – – – – in
POST evaluation:self_report 又一轮-self ok ok – ok ok ok 422 – – – – – – – – – – in
GET  evaluation:self_report 合议轮-self ok ok – ok ok ok ok – – – – ok – – – – – in
POST evaluation:self_report 合议轮-self ok ok – ok ok ok 422 – – – – ok – – – – – in
GET  evaluation:self_report_checking 合议轮-self no no – no no no 409 – – – – no – – – – – in
POST evaluation:self_report_checking 合议轮-self no no – no no no 409 – – – – no – – – – – in
GET  evaluation:self_evidence_adding 合议轮-self 合议轮的标准/档案管理 no no – no no no 409 – – – – no – – – – – in
POST evaluation:self_evidence_adding 合议轮-self 合议轮的标准/档案管理 no no – no no no 422 – – – – no – – – – – in
GET  evaluation:self_evidence 合议轮-self-file ok ok – ok ok ok ok – – – – ok – – – – – in
POST evaluation:self_evidence_removing 合议轮-self-file no no – no no no 409 – – – – no – – – – – in
GET  evaluation:self_report_checking 进行轮-self – – – – – – ok – – – – – – – – – – in
POST evaluation:self_report_checking 进行轮-self – – – – – – 409 – – – – – – – – – – in
GET  evaluation:self_report_checking 又一轮-self no no – no no no 409 – – – – – – – – – – in
POST evaluation:self_report_checking 又一轮-self no no – no no no 409 – – – – – – – – – – in
GET  evaluation:self_report_opening 进行轮+GC-1 409 no no no no no no – – – – – – – – – – in
GET  evaluation:self_report_opening 又一轮+GC-1 ok no no no no no no – – – – – – – – – – in
POST evaluation:self_report_opening 又一轮+GC-1 422 no no no no no no – – – – – – – – – – in
GET  evaluation:self_evidence_adding 进行轮-self 进行轮的标准/档案管理 – – – – – – ok – – – – – – – – – – in
POST evaluation:self_evidence_adding 进行轮-self 进行轮的标准/档案管理 – – – – – – 422 – – – – – – – – – – in
GET  evaluation:self_evidence_adding 又一轮-self 又一轮的标准/档案管理 no no – no no no 409 – – – – – – – – – – in
POST evaluation:self_evidence_adding 又一轮-self 又一轮的标准/档案管理 no no – no no no 422 – – – – – – – – – – in
GET  evaluation:self_evidence 进行轮-self-paper – – – – – – ok – – – – – – – – – – in
GET  evaluation:self_evidence 又一轮-self-file ok ok – ok ok ok ok – – – – – – – – – – in
POST evaluation:self_evidence_removing 进行轮-self-paper – – – – – – ok – – – – – – – – – – in
POST evaluation:self_evidence_removing 又一轮-self-file no no – no no no 409 – – – – – – – – – – in
"""
