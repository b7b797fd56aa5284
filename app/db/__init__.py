"""Base, sealed column type, engine, migrations, embedded launcher."""
