#!/bin/sh
# tar through gzip, there and back.
# needs: tar gzip
mkdir -p from/a
seq 20000 >from/a/one
ln -s one from/a/link
chmod 600 from/a/one
tar -C from --owner=0 --group=0 --mtime=@0 --sort=name -cf - . | gzip -n >all.tar.gz
mkdir to
tar -xzf all.tar.gz -C to
tar -tzf all.tar.gz
diff -r from to
gzip -dc all.tar.gz | head -c 10 | cksum
