#!/bin/sh
# busybox, which may be a static program: its shell, and programs within it.
# needs: busybox
busybox sh -c 'seq 100 | busybox sort -n | busybox tail -n 1; (exit 3); echo $?; trap "echo bye" EXIT; kill -USR1 $$'
echo $?
seq 1000 | busybox gzip | busybox gunzip | busybox cksum
