-- The roles of the service and its database. Run by psql as superuser; running it again changes nothing.
-- Passwords are set where the service is deployed: ALTER ROLE ... PASSWORD.

SELECT format('CREATE ROLE %I LOGIN', role)
FROM unnest(ARRAY['cdop_migrate', 'cdop_app', 'cdop_keys', 'cdop_sealer', 'cdop_backup']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec

ALTER ROLE cdop_backup BYPASSRLS;

SELECT 'CREATE DATABASE cdop OWNER cdop_migrate'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'cdop') \gexec

REVOKE ALL ON DATABASE cdop FROM PUBLIC;
GRANT CONNECT ON DATABASE cdop TO cdop_app, cdop_keys, cdop_sealer, cdop_backup;

\connect cdop

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO cdop_app, cdop_keys, cdop_sealer, cdop_backup;

-- What a migration makes is the service's to use. A table that allows less takes rights away in its own migration.
ALTER DEFAULT PRIVILEGES FOR ROLE cdop_migrate GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO cdop_app;
ALTER DEFAULT PRIVILEGES FOR ROLE cdop_migrate GRANT USAGE, SELECT ON SEQUENCES TO cdop_app;
ALTER DEFAULT PRIVILEGES FOR ROLE cdop_migrate REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE cdop_migrate GRANT EXECUTE ON FUNCTIONS TO cdop_app, cdop_keys, cdop_sealer;
ALTER DEFAULT PRIVILEGES FOR ROLE cdop_migrate GRANT SELECT ON TABLES TO cdop_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE cdop_migrate GRANT SELECT ON SEQUENCES TO cdop_backup;
