-- Answers are forgotten after platform.retention.
grant delete on http.answer to yike_app;
create index answer_at on http.answer (jurisdiction, at);
