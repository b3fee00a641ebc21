"""Who meets what at the acceptances of a contract: the first is published, the second a draft."""

ONE, TWO = "GC-1-acceptance-1", "GC-1-acceptance-2"
ACCEPT = f"""GET  commissioning:acceptance_adding GC-1 409 no no no no no no – – – – – – – – – – in
POST commissioning:acceptance_adding GC-1           409 no no no no no no – – – – – – – – – – in
GET  commissioning:acceptance {ONE}                 ok ok ok ok ok ok ok – – – – – – – – – – in
GET  commissioning:acceptance {TWO}                 ok ok ok ok ok – – – – – – – – – – – – in
GET  commissioning:acceptance_writing {ONE}         409 no no no no no no – – – – – – – – – – in
GET  commissioning:acceptance_writing {TWO}         ok no no no no – – – – – – – – – – – – in
POST commissioning:acceptance_writing {ONE}         409 no no no no no no – – – – – – – – – – in
POST commissioning:acceptance_writing {TWO}         422 no no no no – – – – – – – – – – – – in
POST commissioning:acceptance_signing {ONE}         409 409 no no no no no – – – – – – – – – – in
POST commissioning:acceptance_publishing {ONE}      409 no no no no no no – – – – – – – – – – in
GET  commissioning:acceptance_correcting {ONE}      409 no no no no no no – – – – – – – – – – in
POST commissioning:acceptance_correcting {ONE}      409 no no no no no no – – – – – – – – – – in
GET  commissioning:acceptance_answering {ONE}       no no no no no no ok – – – – – – – – – – in
POST commissioning:acceptance_answering {ONE}       no no no no no no 422 – – – – – – – – – – in
GET  commissioning:opinion_adding {ONE}             409 no no no no no no – – – – – – – – – – in
GET  commissioning:opinion_adding {TWO}             ok no no no no – – – – – – – – – – – – in
POST commissioning:opinion_adding {ONE}             409 no no no no no no – – – – – – – – – – in
POST commissioning:opinion_adding {TWO}             422 no no no no – – – – – – – – – – – – in
GET  commissioning:opinions {ONE}                   ok ok ok ok ok no no – – – – – – – – – – in
GET  commissioning:opinions {TWO}                   ok ok ok ok ok – – – – – – – – – – – – in
GET  commissioning:opinion_aside {ONE}-opinion      409 no no no no no no – – – – – – – – – – in
POST commissioning:opinion_aside {ONE}-opinion      409 no no no no no no – – – – – – – – – – in
GET  commissioning:opinion_link {ONE}               409 no no no no no no – – – – – – – – – – in
POST commissioning:opinion_link {ONE}               409 no no no no no no – – – – – – – – – – in
POST commissioning:opinion_marking {ONE}            409 no no no no no no – – – – – – – – – – in
GET  commissioning:opinion {TWO}-link               ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok
POST commissioning:opinion {TWO}-link               422 422 422 422 422 422 422 422 422 422 422 422 422 422 422 422 422 422
GET  commissioning:acceptance_published {ONE}       ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok
GET  commissioning:acceptance_published {TWO}       – – – – – – – – – – – – – – – – – –
"""
