#!/usr/bin/env bash
# Makes the database of a release: the invented school of its own `waymark demo`, small, packed.
#
#   store/tests/releases/make.sh WAYMARK VERSION     WAYMARK: the released program; needs sqlite3 and zip
#
# Once for each release; what is made never changes again. The two large PDFs of the request bundle are left out, so that the
# file stays small; kinds of entries that the demonstration does not write are added, so that every kind is in it.
set -euo pipefail
waymark=$1 version=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$waymark" demo --data "$work" --port 0 --pupils 24 --schools 1 --today 2026-11-23 > "$work/said" &
server=$!
until grep -q '^listening' "$work/said"; do kill -0 "$server" && sleep 1; done
kill "$server" && wait "$server" || true
sqlite3 "$work/waymark.db" <<'SQL'
delete from file_chunk where file_id in (select id from file where bytes > 100000);
delete from file where bytes > 100000;
insert into entry select school_id, randomblob(16), pupil_id, round, 'note', on_date, '{"text":"An invented note."}', author_kind, author_id, written_at, 1 from entry where kind = 'view' limit 1;
insert into entry select school_id, randomblob(16), pupil_id, round, 'plan-comments', on_date, '{}', author_kind, author_id, written_at, 1 from entry where kind = 'ehcp' limit 1;
SQL
sqlite3 "$work/waymark.db" "vacuum into '$work/packed.db'"
mv "$work/packed.db" "$work/waymark.db"
rm -f "$here/$version.zip"
(cd "$work" && zip -9 -q -X "$here/$version.zip" waymark.db)
ls -l "$here/$version.zip"
