"""Who meets what at the staff of GC-1: the worker's own post is 李洁's; and at that of the confidential GC-2."""

POSTS = """GET  desk:project_posts GC-1 ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  desk:project_posts GC-2 ok ok ok ok ok – ok – ok – – – – – – – – in
GET  commissioning:post_adding GC-1 ok no no no no no ok – – – – – – – – – – in
POST commissioning:post_adding GC-1 422 no no no no no 422 – – – – – – – – – – in
GET  commissioning:post 李洁-post ok no no no no no ok no – – – – – – – – – in
POST commissioning:post 李洁-post 422 no no no no no 422 no – – – – – – – – – in
GET  commissioning:post_leaving 李洁-post ok no no no no no ok no – – – – – – – – – in
POST commissioning:post_leaving 李洁-post 422 no no no no no 422 no – – – – – – – – – in
GET  commissioning:post_leaving 陈晓雯-post ok no no no no no ok – – – – – – – – – – in
GET  commissioning:post_paper 李洁-post ok – – – – – ok ok – – – – – – – – – in
GET  commissioning:learning_adding GC-1 ok no no no no no ok – – – – – – – – – – in
POST commissioning:learning_adding GC-1 422 no no no no no 422 – – – – – – – – – – in
POST commissioning:learning_removing 急救-learning ok no no no no no ok – – – – – – – – – – in
"""
