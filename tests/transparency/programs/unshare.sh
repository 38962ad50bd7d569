#!/bin/sh
# unshare: a user namespace, a process namespace with its own init, and a host name of its own.
# needs: unshare
unshare -Ur true 2>/dev/null || { echo "no user namespace can be had here" && exit 77; }
unshare -Ur sh -c 'id -u; id -g'
unshare -Urpf --kill-child sh -c 'echo $$; sh -c "exit 3" & wait $!; echo $?; sh -c "sleep 600 &"; exit 4'
echo $?
unshare -Uru sh -c 'hostname inner 2>/dev/null || echo inner >/proc/sys/kernel/hostname; uname -n'
unshare -Urm sh -c 'mount -t tmpfs none /mnt && touch /mnt/x && ls /mnt'
