"""Who meets what at calls and proposals: at one that is sealed, and at one whose seals are broken."""

CALLS = """GET  commissioning:call GC-1-call ok ok ok ok ok – ok – – – – – – – – – – in
GET  commissioning:call_drafting GC-1-purchase 409 no no no no – – – – – – – – – – – – in
POST commissioning:call_drafting GC-1-purchase 409 no no no no – – – – – – – – – – – – in
GET  commissioning:call_editing GC-1-call 409 no no no no – no – – – – – – – – – – in
POST commissioning:call_editing GC-1-call 409 no no no no – no – – – – – – – – – – in
GET  commissioning:call_publishing GC-1-call 409 no no no no – no – – – – – – – – – – in
POST commissioning:call_publishing GC-1-call 409 no no no no – no – – – – – – – – – – in
GET  commissioning:call_postponing GC-1-call ok no no no no – no – – – – – – – – – – in
POST commissioning:call_postponing GC-1-call 422 no no no no – no – – – – – – – – – – in
GET  commissioning:call_withdrawing GC-1-call ok no no no no – no – – – – – – – – – – in
POST commissioning:call_withdrawing GC-1-call 422 no no no no – no – – – – – – – – – – in
POST commissioning:call_unsealing GC-1-call 409 no no no no – no – – – – – – – – – – in
POST commissioning:proposal_beginning GC-1-call no no no no no – ok – – – – – – – – – – in
GET  commissioning:proposal GC-1-proposal – – – – – – ok – – – – – – – – – – in
GET  commissioning:proposal GC-3-proposal ok ok ok ok ok – ok – – – – – – – – – – in
GET  commissioning:proposal_writing GC-1-proposal – – – – – – ok – – – – – – – – – – in
POST commissioning:proposal_writing GC-1-proposal – – – – – – ok – – – – – – – – – – in
GET  commissioning:proposal_writing GC-3-proposal no no no no no – 409 – – – – – – – – – – in
POST commissioning:proposal_writing GC-3-proposal no no no no no – 409 – – – – – – – – – – in
GET  commissioning:proposal_file_adding GC-1-proposal – – – – – – ok – – – – – – – – – – in
POST commissioning:proposal_file_adding GC-1-proposal – – – – – – 422 – – – – – – – – – – in
GET  commissioning:proposal_file_adding GC-3-proposal no no no no no – 409 – – – – – – – – – – in
POST commissioning:proposal_file_adding GC-3-proposal no no no no no – 409 – – – – – – – – – – in
POST commissioning:proposal_submitting GC-1-proposal – – – – – – 409 – – – – – – – – – – in
POST commissioning:proposal_submitting GC-3-proposal no no no no no – 409 – – – – – – – – – – in
POST commissioning:proposal_withdrawing GC-1-proposal – – – – – – 409 – – – – – – – – – – in
POST commissioning:proposal_withdrawing GC-3-proposal no no no no no – 409 – – – – – – – – – – in
GET  commissioning:proposal_file 营业执照-of-a-proposal – – – – – – ok – – – – – – – – – – in
POST commissioning:proposal_file_removing 营业执照-of-a-proposal – – – – – – ok – – – – – – – – – – in
GET  commissioning:proposal_file 业绩-of-a-proposal ok ok ok ok ok – ok – – – – – – – – – – in
POST commissioning:proposal_file_removing 业绩-of-a-proposal no no no no no – 409 – – – – – – – – – – in
GET  commissioning:screening GC-3-proposal ok no no no no – no – – – – – – – – – – in
POST commissioning:screening GC-3-proposal 422 no no no no – no – – – – – – – – – – in
GET  commissioning:screening GC-1-proposal – – – – – – no – – – – – – – – – – in
GET  commissioning:asking_back GC-3-proposal ok no no no no – no – – – – – – – – – – in
POST commissioning:asking_back GC-3-proposal 422 no no no no – no – – – – – – – – – – in
GET  commissioning:asking_back GC-1-proposal – – – – – – no – – – – – – – – – – in
GET  commissioning:clarifying GC-3-asked no no no no no – ok – – – – – – – – – – in
POST commissioning:clarifying GC-3-asked no no no no no – 422 – – – – – – – – – – in
"""
