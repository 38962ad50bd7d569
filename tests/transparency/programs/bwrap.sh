#!/bin/sh
# bwrap: namespaces of its own for a program, and a filter.
# needs: bwrap
bwrap --ro-bind / / true 2>/dev/null || { echo "no sandbox can be had here" && exit 77; }
bwrap --ro-bind / / --tmpfs /tmp --dev /dev --unshare-all --die-with-parent sh -c \
	'ls /tmp; echo x >/tmp/x && cat /tmp/x; touch /etc/x 2>/dev/null || echo "read only"; echo $$; exit 6'
echo $?
