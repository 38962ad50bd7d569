#!/bin/sh
# timeout ends what it runs, in each of its ways. What shells say of children that a signal ended, now and then, is left out.
# needs: timeout
says() { "$@" 2>/dev/null; echo "$*: $?"; }
says timeout 10 sh -c 'exit 3'
says timeout 0.1 sleep 60
says timeout --foreground 0.1 sleep 60
says timeout --preserve-status 0.1 sleep 60
says timeout -s INT 0.1 sleep 60
says timeout -s KILL 0.1 sleep 60

# trapping ACTION SIGNAL OPTION...: says what it does to a shell with a trap. Where the shell had not set it in time, it is
# tried again with more; and a shell that is sent the signal twice, by itself and with its group, may take it twice.
trapping() {
	loop="trap '$1' $2; : >set; while :; do sleep 0.01; done"
	shift 2
	for time in 0.1 1 10; do
		said=$(timeout "$@" "$time" sh -c "$loop" 2>/dev/null; echo "$* $loop: $?")
		[ ! -e set ] || break
	done
	rm -f set
	echo "$said" | sort -u
}
trapping '' TERM -k 0.1
trapping 'echo no' HUP --foreground -k 2 -s HUP
trapping 'echo trapped; exit 5' TERM
