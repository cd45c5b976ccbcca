-- Events that were delivered to all are cleared away after platform.retention; those that failed somewhere stay.
grant delete on events.outbox, events.delivery to yike_app;
create index outbox_settled on events.outbox (jurisdiction, settled_at) where settled_at is not null;
