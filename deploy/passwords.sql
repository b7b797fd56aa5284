-- Gives each role the password of its secret file, when the database is made.
\set migrate `cat /run/secrets/cdop_migrate`
\set app `cat /run/secrets/cdop_app`
\set keys `cat /run/secrets/cdop_keys`
\set sealer `cat /run/secrets/cdop_sealer`
\set backup `cat /run/secrets/cdop_backup`
ALTER ROLE cdop_migrate PASSWORD :'migrate';
ALTER ROLE cdop_app PASSWORD :'app';
ALTER ROLE cdop_keys PASSWORD :'keys';
ALTER ROLE cdop_sealer PASSWORD :'sealer';
ALTER ROLE cdop_backup PASSWORD :'backup';
