-- Rows are looked up by their keys alone: one plan serves every call.
alter function journal.append_each set plan_cache_mode = force_generic_plan;
