#!/bin/sh
# Forks, threads, execs, spawns and queued signals, 10,000 times each.
says() { "$@"; echo "$1: $?"; }
says hazard_fork 10000
says hazard_clone 10000
says hazard_queue 10000
says hazard_vfork 10000 post 0
says hazard_exec_thread 10000 post 0
