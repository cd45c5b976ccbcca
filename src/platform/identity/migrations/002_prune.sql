-- Sessions that are over are cleared away after platform.retention; that they were opened and ended stays in the journal.
grant delete on identity.session to yike_app;
