-- Purpose: how many open workups are on each version of a protocol is counted in an index alone; with 100,000 open workups it took a
-- tenth of a second.
-- Lock: worklist_entry against writing for as long as the index is built, about 0.1 s for 100,000 workups.

create index worklist_entry_protocol_idx on worklist_entry (protocol_code, protocol_version, next_step_state)
where status = 'open';
