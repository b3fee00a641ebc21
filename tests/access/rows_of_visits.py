"""Who meets what at the liaison officer's visit of GC-1, and at the tasks that came of it."""

VISITS = """GET  commissioning:visit GC-1-visit              ok ok ok ok ok ok ok ok – – – – – – – – – in
POST commissioning:visit GC-1-visit              no no no no no no 422 422 – – – – – – – – – in
GET  commissioning:visit_correcting GC-1-visit   no no no no no ok no no – – – – – – – – – in
POST commissioning:visit_correcting GC-1-visit   no no no no no 422 no no – – – – – – – – – in
GET  commissioning:visit_photo_adding GC-1-visit no no no no no ok no no – – – – – – – – – in
POST commissioning:visit_photo_adding GC-1-visit no no no no no 422 no no – – – – – – – – – in
GET  commissioning:visit_photo GC-1-visit-photo  ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:project_visits GC-1                    ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:project_visits GC-2                    ok ok ok ok ok – ok – ok – – – – – – – – in
GET  desk:visit_saved GC-1-visit                 no no no no no ok no no – – – – – – – – – in
GET  commissioning:task_raising GC-1             ok no no no no ok no no – – – – – – – – – in
GET  commissioning:task_raising GC-2             ok no no no no – no – no – – – – – – – – in
POST commissioning:task_raising GC-1             422 no no no no 422 no no – – – – – – – – – in
GET  commissioning:task 补记两次探访             ok ok ok ok ok ok ok ok – – – – – – – – – in
POST commissioning:task 补记两次探访             422 422 422 422 422 422 422 422 – – – – – – – – – in
GET  commissioning:task_file 交第一季度小结-file ok ok ok ok ok ok ok ok – – – – – – – – – in
"""
