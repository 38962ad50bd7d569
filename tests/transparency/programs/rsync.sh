#!/bin/sh
# rsync copies a tree, then what has changed of it.
# needs: rsync
mkdir -p from/a/b
seq 1000 >from/one
seq 20000 >from/a/two
ln -s ../one from/a/link
ln from/one from/a/b/hard
chmod 640 from/a/two
rsync -aH from/ to
echo more >>from/a/two
rm from/one
touch -d @1700000000 from/a/two from/a from
rsync -aH --delete --checksum --itemize-changes --omit-dir-times from/ to
diff -r from to
