CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {put_in} END

CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {take_out} END

CREATE TRIGGER {table}_fts_update AFTER UPDATE OF {columns} ON {table} BEGIN {take_out} {put_in} END
