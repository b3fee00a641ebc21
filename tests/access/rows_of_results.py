"""Who meets what at results: 「进行轮」 and 「又一轮」 are open, 「初稿轮」 has a draft with GC-1 in it,
「回应轮」 has one that GC-1 replied to, 「公布轮」 was published."""

RESULTS = """GET  evaluation:drafting 又一轮 ok no no no no no no – – – – – – – – – – in
POST evaluation:drafting 又一轮 409 no no no no no no – – – – – – – – – – in
GET  evaluation:drafting 筹备轮 409 no no no no – – – – – – – – – – – – in
GET  evaluation:drafting 初稿轮 409 no no no no no no – – – – – – – – – – in
GET  evaluation:judged 又一轮+GC-1 ok no no no no no no – – – – – – – – – – in
GET  evaluation:judged 初稿轮+GC-1 409 no no no no no no – – – – – – – – – – in
GET  evaluation:decision 又一轮+GC-1 excuse ok no no no no no no – – – – – – – – – – in
POST evaluation:decision 又一轮+GC-1 excuse 422 no no no no no no – – – – – – – – – – in
POST evaluation:decision 初稿轮+GC-1 bonus 409 no no no no no no – – – – – – – – – – in
POST evaluation:decision_taking_back 又一轮+GC-1 excuse 又一轮-excuse ok no no no no no no – – – – – – – – – – in
GET  evaluation:replying 初稿轮+GC-1 no no – no no no ok – – – – – – – – – – in
POST evaluation:replying 初稿轮+GC-1 no no – no no no 422 – – – – – – – – – – in
GET  evaluation:replying 回应轮+GC-1 no no – no no no 409 – – – – – – – – – – in
GET  evaluation:replying 公布轮+GC-1 no no no no no no 409 no – – – – – – – – – in
POST evaluation:replying 公布轮+GC-1 no no no no no no 422 no – – – – – – – – – in
GET  evaluation:answering 回应轮-reply ok no – no no no no – – – – – – – – – – in
POST evaluation:answering 回应轮-reply 422 no – no no no no – – – – – – – – – – in
GET  evaluation:publication 回应轮 ok no no no no no no – – – – – – – – – – in
POST evaluation:publication 回应轮 409 no no no no no no – – – – – – – – – – in
GET  evaluation:publication 公布轮 409 no no no no no no – – – – – – – – – – in
GET  evaluation:what_if 初稿轮 ok ok no no no no no – – – – – – – – – – in
GET  evaluation:what_if 又一轮 409 409 no no no no no – – – – – – – – – – in
GET  evaluation:quality 初稿轮 ok no no no no no no – – – – – – – – – – in
GET  evaluation:improving 公布轮+GC-1 ok no no no no ok no no – – – – – – – – – in
POST evaluation:improving 公布轮+GC-1 422 no no no no 422 no no – – – – – – – – – in
GET  evaluation:improving 初稿轮+GC-1 409 no – no no 409 no – – – – – – – – – – in
GET  evaluation:improvements 公布轮 ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  evaluation:improvements 初稿轮 – – – – – – – – – – – – – – – – – in
GET  evaluation:results 初稿轮 ok ok – ok ok ok ok – – – – – – – – – – in
GET  evaluation:result 初稿轮+GC-1 ok ok – ok ok ok ok – – – – – – – – – – in
GET  evaluation:results 公布轮 ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  evaluation:result 公布轮+GC-1 ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:result_pack 公布轮+GC-1 ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:result_pack_word 公布轮+GC-1 ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:result_pack 初稿轮+GC-1 ok ok – ok ok ok ok – – – – – – – – – – in
GET  evaluation:marks 公布轮 ok ok – ok ok ok ok – – – – – – – – – – in
GET  evaluation:marks 初稿轮 ok ok – ok ok ok – – – – – – – – – – – in
GET  evaluation:result 又一轮+GC-1 – – – – – – – – – – – – – – – – – in
"""
