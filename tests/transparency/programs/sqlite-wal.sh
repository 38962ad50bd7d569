#!/bin/sh
# sqlite3 with a write-ahead log, four writers at once, and its check of integrity.
# needs: sqlite3
sqlite3 base 'pragma journal_mode=wal; create table t(a integer, b text);'
for who in 1 2 3 4; do
	for i in 1 2 3 4 5; do
		sqlite3 base ".timeout 100000" "begin immediate; with recursive c(x) as (select 1 union all select x + 1 from c where x < 200)
			insert into t select x, 'of $who' from c; commit;"
	done &
done
wait
sqlite3 base 'pragma integrity_check; select count(*), sum(a), count(distinct b) from t; pragma wal_checkpoint(truncate);'
sqlite3 base 'vacuum' 'select b, count(*) from t group by b order by b'
rm -f base base-*
