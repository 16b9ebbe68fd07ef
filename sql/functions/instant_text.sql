-- An instant as RFC 3339 in UTC with microseconds, the one form Workup writes.
create or replace function instant_text(p_at timestamptz) returns text
language sql stable parallel safe as
$$ select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;
