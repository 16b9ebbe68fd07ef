#!/bin/sh
# Makes login, database and roles of Workup at the first start of the database's container (see deploy/compose.yaml).
set -eu

psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<'SQL'
\set password `cat /run/secrets/password`
create role workup_login login password :'password';
create database workup owner workup_login;
SQL
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres --dbname=workup --set=login=workup_login --file=/roles.sql
