"""Who meets what at rounds and rubrics: 「进行轮」 is open and has GC-1 in it, 「专家甲」 is bound to it, 「筹备轮」 is being prepared."""

JUDGING = """POST evaluation:round_planning 422 no no no no no no no no no no no no no no no 422 in
POST evaluation:rubric_drafting 422 no no no no no no no no no no no no no no no 422 in
GET  evaluation:round 筹备轮 ok ok ok ok ok – – – – – – – – – – – – in
GET  evaluation:round 进行轮 ok ok ok ok ok ok ok – – – – – – – – – – in
GET  evaluation:round_terms 筹备轮 ok no no no no – – – – – – – – – – – – in
POST evaluation:round_terms 筹备轮 422 no no no no – – – – – – – – – – – – in
GET  evaluation:round_terms 进行轮 409 no no no no no no – – – – – – – – – – in
POST evaluation:round_terms 进行轮 409 no no no no no no – – – – – – – – – – in
GET  evaluation:round_projects 筹备轮 ok no no no no – – – – – – – – – – – – in
GET  evaluation:round_projects 进行轮 409 no no no no no no – – – – – – – – – – in
POST evaluation:round_projects 筹备轮 ok no no no no – – – – – – – – – – – – in
POST evaluation:round_projects 进行轮 409 no no no no no no – – – – – – – – – – in
POST evaluation:round_opening 筹备轮 409 no no no no – – – – – – – – – – – – in
POST evaluation:round_opening 进行轮 409 no no no no no no – – – – – – – – – – in
POST evaluation:round_discarding 筹备轮 ok no no no no – – – – – – – – – – – – in
POST evaluation:round_discarding 进行轮 409 no no no no no no – – – – – – – – – – in
GET  evaluation:round_withdrawing 进行轮+GC-1 ok no no no no no no – – – – – – – – – – in
POST evaluation:round_withdrawing 进行轮+GC-1 422 no no no no no no – – – – – – – – – – in
GET  evaluation:rubric 草稿标准 ok ok ok ok ok – – – – – – – – – – – – in
GET  evaluation:rubric_table 草稿标准 ok no no no no – – – – – – – – – – – – in
POST evaluation:rubric_table 草稿标准 422 no no no no – – – – – – – – – – – – in
GET  evaluation:rubric_copying 草稿标准 ok no no no no – – – – – – – – – – – – in
POST evaluation:rubric_copying 草稿标准 422 no no no no – – – – – – – – – – – – in
POST evaluation:rubric_discarding 草稿标准 ok no no no no – – – – – – – – – – – – in
POST evaluation:rubric_discarding 进行轮的标准 409 no no no no – – – – – – – – – – – – in
GET  evaluation:criterion 草稿标准/档案管理 ok no no no no – – – – – – – – – – – – in
POST evaluation:criterion 草稿标准/档案管理 422 no no no no – – – – – – – – – – – – in
GET  evaluation:panels 筹备轮 ok ok ok ok ok – – – – – – – – – – – – in
GET  evaluation:panels 进行轮 ok ok ok ok ok – – – – – – – – – – – – in
GET  evaluation:arranging 进行轮 ok no no no no – – – – – – – – – – – – in
POST evaluation:arranging 进行轮 422 no no no no – – – – – – – – – – – – in
GET  evaluation:panel_ways 进行轮 ok no no no no – – – – – – – – – – – – in
POST evaluation:panel_ways 进行轮 ok no no no no – – – – – – – – – – – – in
GET  evaluation:panel 进行轮的评估组 ok ok ok ok ok – – – – – – – – – – – – in
GET  evaluation:panel_meeting 进行轮的评估组 ok no no no no – – – – – – – – – – – – in
POST evaluation:panel_meeting 进行轮的评估组 422 no no no no – – – – – – – – – – – – in
GET  evaluation:panel_seating 进行轮的评估组 ok no no no no – – – – – – – – – – – – in
POST evaluation:panel_seating 进行轮的评估组 422 no no no no – – – – – – – – – – – – in
GET  evaluation:seat_leaving 专家乙的席位 ok no no no no – – – – – – – – – – – – in
POST evaluation:seat_leaving 专家乙的席位 422 no no no no – – – – – – – – – – – – in
POST evaluation:seat_fixing 专家乙的席位 ok no no no no – – – – – – – – – – – – in
GET  evaluation:assessor_absences 专家甲 ok no no no no – – – – – – – – – – – – in
POST evaluation:assessor_absences 专家甲 ok no no no no – – – – – – – – – – – – in
GET  evaluation:sheet_beginning 进行轮+GC-1 no no no no no ok no – – – – – – – – – – in
POST evaluation:sheet_beginning 进行轮+GC-1 no no no no no ok no – – – – – – – – – – in
GET  evaluation:declaration 进行轮 – – – – – – – – – – – ok – – – – – in
POST evaluation:declaration 进行轮 – – – – – – – – – – – ok – – – – – in
GET  evaluation:taking_up 专家乙的席位 – – – – – – – – – – – ok – – – – – in
POST evaluation:taking_up 专家乙的席位 – – – – – – – – – – – ok – – – – – in
GET  evaluation:panel_sheets 进行轮+GC-1 ok ok – ok ok – – – – – – – – – – – – in
GET  evaluation:sheet 进行轮-sheet ok – – – – ok – – – – – – – – – – – in
POST evaluation:sheet 进行轮-sheet ok – – – – 422 – – – – – – – – – – – in
GET  evaluation:sheet 又一轮-sheet ok ok – ok ok ok – – – – – – – – – – – in
POST evaluation:sheet 又一轮-sheet ok ok – ok ok ok – – – – – – – – – – – in
GET  evaluation:sheet_paper 进行轮-sheet 月报 ok – – – – ok – – – – – – – – – – – in
GET  evaluation:sheet_paper 又一轮-sheet 月报 ok ok – ok ok ok – – – – – – – – – – – in
GET  evaluation:sheet_sample 进行轮-sheet – – – – – – – – – – – – – – – – – in
POST evaluation:sheet_sample 进行轮-sheet – – – – – – – – – – – – – – – – – in
GET  evaluation:sheet_checking 进行轮-sheet no – – – – ok – – – – – – – – – – – in
POST evaluation:sheet_checking 进行轮-sheet no – – – – 409 – – – – – – – – – – – in
GET  evaluation:sheet_checking 又一轮-sheet no no – no no 409 – – – – – – – – – – – in
POST evaluation:sheet_checking 又一轮-sheet no no – no no 409 – – – – – – – – – – – in
GET  evaluation:sheet 专家轮-专家乙 ok – – – – – – – – – – ok – – – – – in
POST evaluation:sheet 专家轮-专家乙 ok – – – – – – – – – – 422 – – – – – in
GET  evaluation:sheet 合议轮-专家甲 ok ok – ok ok ok – – – – – ok – – – – – in
GET  evaluation:sheet_paper 专家轮-专家乙 月报 ok – – – – – – – – – – ok – – – – – in
GET  evaluation:sheet_sample 专家轮-专家乙 no – – – – – – – – – – ok – – – – – in
POST evaluation:sheet_sample 专家轮-专家乙 no – – – – – – – – – – ok – – – – – in
GET  evaluation:sheet_checking 专家轮-专家乙 no – – – – – – – – – – ok – – – – – in
POST evaluation:sheet_checking 专家轮-专家乙 no – – – – – – – – – – 409 – – – – – in
GET  evaluation:sheet_sample 合议轮-专家乙 no no – no no no – – – – – 409 – – – – – in
POST evaluation:sheet_sample 合议轮-专家乙 no no – no no no – – – – – 409 – – – – – in
GET  evaluation:employment_ending 专家乙的任职 ok no no no no – – – – – – ok – – – – – in
POST evaluation:employment_ending 专家乙的任职 422 no no no no – – – – – – 422 – – – – – in
GET  evaluation:sheet_reopening 又一轮-sheet ok no – no no no – – – – – – – – – – – in
POST evaluation:sheet_reopening 又一轮-sheet 422 no – no no no – – – – – – – – – – – in
POST evaluation:assessor_entering 422 no no no no no no no no no no no no no no no 422 in
POST evaluation:assessor_pasting 422 no no no no no no no no no no no no no no no 422 in
POST evaluation:assessors_inviting ok no no no no no no no no no no no no no no no ok in
GET  evaluation:assessor 专家甲 ok ok ok ok ok – – – – – – – – – – – – in
GET  evaluation:assessor 专家乙 ok ok ok ok ok – – – – – – ok – – – – – in
GET  evaluation:assessor_changing 专家乙 ok no no no no – – – – – – no – – – – – in
POST evaluation:assessor_changing 专家乙 422 no no no no – – – – – – no – – – – – in
POST evaluation:assessor_inviting 专家乙 409 no no no no – – – – – – no – – – – – in
GET  evaluation:assessor_employing 专家乙 ok no no no no – – – – – – ok – – – – – in
POST evaluation:assessor_employing 专家乙 422 no no no no – – – – – – 422 – – – – – in
GET  evaluation:assessor_tying 专家乙 ok no no no no – – – – – – ok – – – – – in
POST evaluation:assessor_tying 专家乙 422 no no no no – – – – – – 422 – – – – – in
GET  evaluation:assessor_absences 专家乙 ok no no no no – – – – – – ok – – – – – in
POST evaluation:assessor_absences 专家乙 ok no no no no – – – – – – ok – – – – – in
GET  evaluation:assessor_retiring 专家乙 ok no no no no – – – – – – no – – – – – in
POST evaluation:assessor_retiring 专家乙 422 no no no no – – – – – – no – – – – – in
POST evaluation:assessor_taking_back 专家乙 409 no no no no – – – – – – no – – – – – in
POST evaluation:assessor_inviting 专家甲 ok no no no no – – – – – – – – – – – – in
GET  evaluation:assessor_changing 专家甲 ok no no no no – – – – – – – – – – – – in
POST evaluation:assessor_changing 专家甲 422 no no no no – – – – – – – – – – – – in
GET  evaluation:assessor_employing 专家甲 ok no no no no – – – – – – – – – – – – in
POST evaluation:assessor_employing 专家甲 422 no no no no – – – – – – – – – – – – in
GET  evaluation:assessor_tying 专家甲 ok no no no no – – – – – – – – – – – – in
POST evaluation:assessor_tying 专家甲 422 no no no no – – – – – – – – – – – – in
GET  evaluation:assessor_retiring 专家甲 ok no no no no – – – – – – – – – – – – in
POST evaluation:assessor_retiring 专家甲 422 no no no no – – – – – – – – – – – – in
GET  evaluation:employment_ending 专家甲的任职 ok no no no no – – – – – – – – – – – – in
POST evaluation:employment_ending 专家甲的任职 422 no no no no – – – – – – – – – – – – in
POST evaluation:tie_untying 专家乙的关系 ok no no no no – – – – – – no – – – – – in
POST evaluation:tie_untying 专家甲的关系 ok no no no no – – – – – – – – – – – – in
POST evaluation:assessor_taking_back 专家甲 409 no no no no – – – – – – – – – – – – in
"""
