"""Who meets what at the messages and the periodic reports of a project; GC-2 is of a confidential domain."""

TOLD = """GET  desk:project_messages GC-1 ok ok – ok – ok ok ok – – – – – – – – – in
GET  desk:project_messages GC-2 ok – – – – – ok – ok – – – – – – – – in
GET  commissioning:thread GC-1-thread ok ok – ok – ok ok ok – – – – – – – – – in
POST commissioning:thread GC-1-thread 422 no – no – 422 422 422 – – – – – – – – – in
GET  commissioning:thread GC-2-thread ok – – – – – ok – ok – – – – – – – – in
POST commissioning:thread GC-2-thread 422 – – – – – 422 – 422 – – – – – – – – in
GET  commissioning:thread_beginning GC-1 ok no no no no ok ok ok – – – – – – – – – in
POST commissioning:thread_beginning GC-1 422 no no no no 422 422 422 – – – – – – – – – in
GET  commissioning:thread_beginning GC-2 ok no no no no – ok – ok – – – – – – – – in
GET  commissioning:message_file 活动方案-sent ok ok – ok – ok ok ok – – – – – – – – – in
GET  desk:project_reports GC-1 ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:periodic_report GC-1-01-report ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:periodic_report GC-1-04-report ok ok ok ok ok ok ok ok – – – – – – – – – in
POST desk:periodic_report GC-1-01-report 422 422 422 422 422 422 422 422 – – – – – – – – – in
GET  desk:report_word GC-1-01-report ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:report_word GC-1-04-report – – – – – – ok ok – – – – – – – – – in
GET  desk:report_writing GC-1-04-report no no no no no no ok ok – – – – – – – – – in
POST desk:report_writing GC-1-04-report no no no no no no ok ok – – – – – – – – – in
GET  desk:report_writing GC-1-01-report no no no no no no 409 409 – – – – – – – – – in
GET  desk:report_file_adding GC-1-04-report no no no no no no ok ok – – – – – – – – – in
POST desk:report_file_adding GC-1-04-report no no no no no no 422 422 – – – – – – – – – in
GET  desk:report_file 签到表-told ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:report_file 草稿-told – – – – – – ok ok – – – – – – – – – in
POST desk:report_file_removing 签到表-told no no no no no no 409 409 – – – – – – – – – in
POST desk:report_file_removing 草稿-told – – – – – – ok ok – – – – – – – – – in
"""
