"""Who meets what where a panel talks things over, as in 「合议轮」 「专家乙」 and 「专家甲」 do of GC-1, and at appeals: 「专家乙」 has looked
again at GC-1 in 「公布轮」, and the office is to decide."""

APPEALS = """GET  evaluation:moderations 合议轮 ok ok – ok ok – – – – – – – – – – – – in
GET  evaluation:moderation 合议轮+GC-1 ok ok – ok ok ok – – – – – ok – – – – – in
GET  evaluation:moderation 进行轮+GC-1 – – – – – – – – – – – – – – – – – in
GET  evaluation:moderation_changing 合议轮-专家乙 合议轮的标准/目标达成 no no – no no no – – – – – ok – – – – – in
POST evaluation:moderation_changing 合议轮-专家乙 合议轮的标准/目标达成 no no – no no no – – – – – 422 – – – – – in
GET  evaluation:moderation_noting 合议轮+GC-1 合议轮的标准/目标达成 ok no – no no no – – – – – no – – – – – in
POST evaluation:moderation_noting 合议轮+GC-1 合议轮的标准/目标达成 422 no – no no no – – – – – no – – – – – in
GET  evaluation:appealing 公布轮+GC-1 no no no no no no 409 no – – – – – – – – – in
POST evaluation:appealing 公布轮+GC-1 no no no no no no 422 no – – – – – – – – – in
GET  evaluation:appealing 初稿轮+GC-1 no no – no no no 409 – – – – – – – – – – in
GET  evaluation:appeals 公布轮 ok ok – ok ok – ok – – – – – – – – – – in
GET  evaluation:appeals 初稿轮 – – – – – – – – – – – – – – – – – in
GET  evaluation:appeal 公布轮-appeal ok ok – ok ok – ok – – – – – – – – – – in
GET  evaluation:appeal_admitting 公布轮-appeal 409 no – no no – no – – – – – – – – – – in
POST evaluation:appeal_admitting 公布轮-appeal 409 no – no no – no – – – – – – – – – – in
GET  evaluation:appeal_refusing 公布轮-appeal 409 no – no no – no – – – – – – – – – – in
POST evaluation:appeal_refusing 公布轮-appeal 409 no – no no – no – – – – – – – – – – in
GET  evaluation:appeal_adding 公布轮-appeal ok no – no no – no – – – – – – – – – – in
POST evaluation:appeal_adding 公布轮-appeal 422 no – no no – no – – – – – – – – – – in
GET  evaluation:appeal_deciding 公布轮-appeal ok no – no no – no – – – – – – – – – – in
POST evaluation:appeal_deciding 公布轮-appeal 422 no – no no – no – – – – – – – – – – in
GET  evaluation:second_look_releasing 公布轮-look 409 no – no no – no – – – – – – – – – – in
POST evaluation:second_look_releasing 公布轮-look 409 no – no no – no – – – – – – – – – – in
GET  evaluation:second_look 公布轮-look – – – – – – – – – – – ok – – – – – in
POST evaluation:second_look 公布轮-look – – – – – – – – – – – ok – – – – – in
GET  evaluation:second_look_paper 公布轮-look 月报 – – – – – – – – – – – ok – – – – – in
"""
