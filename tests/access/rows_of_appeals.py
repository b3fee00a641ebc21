"""Who meets what where a panel talks things over: in 「合议轮」 「专家乙」 and 「专家甲」 do, of GC-1."""

APPEALS = """GET  evaluation:moderations 合议轮 ok ok – ok ok – – – – – – – – – – – in
GET  evaluation:moderation 合议轮+GC-1 ok ok – ok ok ok – – – – – – – – – – in
GET  evaluation:moderation 进行轮+GC-1 – – – – – – – – – – – – – – – – in
GET  evaluation:moderation_changing 合议轮-专家乙 合议轮的标准/目标达成 no no – no no no – – – – – – – – – – in
POST evaluation:moderation_changing 合议轮-专家乙 合议轮的标准/目标达成 no no – no no no – – – – – – – – – – in
GET  evaluation:moderation_noting 合议轮+GC-1 合议轮的标准/目标达成 ok no – no no no – – – – – – – – – – in
POST evaluation:moderation_noting 合议轮+GC-1 合议轮的标准/目标达成 422 no – no no no – – – – – – – – – – in
"""
