"""What is stored: tables, migrations, row mappings, the connection."""
