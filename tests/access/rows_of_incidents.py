"""Who meets what at a fall at GC-1, at a complaint that the secretary of its community handed on, and at a fall at the
confidential GC-2."""

INCIDENTS = """GET  desk:project_incidents GC-1 ok ok – ok – ok ok ok – – – – – – – – – in
GET  desk:project_incidents GC-2 ok ok – ok – – ok – ok – – – – – – – – in
GET  commissioning:incident GC-1-harm ok ok – ok – ok ok ok – – – – – – – – – in
POST commissioning:incident GC-1-harm 422 422 – 422 – 422 422 422 – – – – – – – – – in
GET  commissioning:incident GC-1-complaint ok ok – ok – ok ok ok – – ok – – – – – – in
POST commissioning:incident GC-1-complaint 422 422 – 422 – 422 422 422 – – 422 – – – – – – in
GET  commissioning:incident GC-2-harm ok ok – ok – – ok – ok – – – – – – – – in
GET  commissioning:incident_correcting own-report ok no – no – ok ok ok – – ok – – – – – – in
POST commissioning:incident_correcting own-report 422 no – no – 422 422 422 – – 422 – – – – – – in
POST commissioning:incident_reporting 422 no no no no 422 422 422 422 no 422 no no no no no 422 in
POST commissioning:incident_times 422 – – – – – – – – – – – – – – – 422 in
"""
