#!/bin/sh
# A program of root's that goes on as an ordinary user.
# needs: setpriv id
[ "$(id -u)" -eq 0 ] || { echo "only root can give it up" && exit 77; }
setpriv --reuid=65534 --regid=65534 --clear-groups sh -c 'id -u; (exit 3); echo $?; exec sh -c "exit 4"'
echo $?
