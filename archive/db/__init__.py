"""The SQLite file: connection, schema, migrations, transactions."""
