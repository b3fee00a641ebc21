"""Who meets what at the report: its pages and figures, its words and its editions."""

REPORTS = """GET  reporting:report 2022                        ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      –        –     –      ok       in
GET  reporting:words 2022                         ok     no     no     no      no        –       –       –      –         –       –         – –      –        –     –      ok       in
POST reporting:words 2022                         422    no     no     no      no        –       –       –      –         –       –         – –      –        –     –      422      in
GET  reporting:preview 2022                       ok     no     no     no      no        –       –       –      –         –       –         – –      –        –     –      ok       in
GET  reporting:editions 2022                      ok     no     no     no      no        –       –       –      –         –       –         – –      –        –     –      ok       in
POST reporting:editions 2022                      422    no     no     no      no        –       –       –      –         –       –         – –      –        –     –      422      in
POST reporting:withdrawing 2022                   422    no     no     no      no        –       –       –      –         –       –         – –      –        –     –      422      in
GET  reporting:figure 2022 projects.count         ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      –        –     –      ok       in
GET  reporting:figure 2022 attendance.sessions ?community=440605011001 ok     ok     ok      ok      ok        –       –       –      –         –       ok        – –      – –                                                                                          –      ok       in
GET  reporting:figure 2022 attendance.sessions ?community=440605011004 ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      – –                                                                                          –      ok       in
GET  reporting:figure 2022 attendance.people_served ?community=440605011001 ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      – –                                                                                          –      ok       in
GET  reporting:download 2022 json                 ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      –        –     –      ok       in
GET  reporting:download 2022 xlsx                 ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      –        –     –      ok       in
GET  reporting:period 2022 Q1                     ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      –        –     –      ok       in
GET  reporting:period_download 2022 Q1 xlsx       ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      –        –     –      ok       in
GET  reporting:periods 2022 ?first=2&last=3       ok     ok     ok      ok      ok        –       –       –      –         –       –         – –      –        –     –      ok       in
GET  reporting:upper_form 桂城街道-form               ok     ok     – – – – – – – – – – – – – – – in
POST reporting:upper_cell 桂城街道-form               422    422    – – – – – – – – – – – – – – – in
POST reporting:upper_cell_clearing 桂城街道-form 桂城街道-cell ok     ok     – – – – – – – – – – – – – – – in
POST reporting:upper_filling 桂城街道-form            ok     ok     – – – – – – – – – – – – – – – in
POST reporting:upper_removing 桂城街道-form           ok     ok     – – – – – – – – – – – – – – – in
GET  reporting:story_adding A1 ok no no no no no ok ok – – – – – – – – – in
GET  reporting:story_adding B1 409 no no no no – 409 – 409 – – – – – – – – in
POST reporting:story_adding A1 422 no no no no no 422 422 – – – – – – – – – in
GET  reporting:story_changing A1-story ok – – – – – ok ok – – – – – – – – – in
POST reporting:story_changing A1-story 422 – – – – – 422 422 – – – – – – – – – in
POST reporting:story_taking_back A1-story ok – – – – – ok ok – – – – – – – – – in
POST reporting:story_picking A1-story 409 – – – – – no no – – – – – – – – – in
"""
