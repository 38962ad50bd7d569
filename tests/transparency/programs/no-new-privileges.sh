#!/bin/sh
# Whether a program and its children may gain privileges by an exec.
# differs: @(seccomp-*|sigsys-trap|user-notif*) a filter that an ordinary user may install takes no_new_privs, and all have the same
# short
grep NoNewPrivs /proc/self/status
sh -c 'grep NoNewPrivs /proc/self/status; exit 3'
