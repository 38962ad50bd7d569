#!/bin/bash
# ^Z, fg and ^C in a shell under a pseudo-terminal, and what jobs says.
# needs: bash script mkfifo
mkfifo keys
env --default-signal script -qec 'exec bash --norc --noprofile -i' /dev/null <keys >screen 2>&1 &
exec 7>keys
# types KEYS WORDS: types these keys, and waits until the log ends so.
types() {
	printf "$1" >&7
	for _ in {1..6000}; do
		[[ $(tail -n 1 log 2>/dev/null) == "$2" ]] && break
		sleep 0.01
	done
	[[ $(tail -n 1 log) == "$2" ]] || { echo "never came: $2"; cat screen; exit 1; }
}
types "sh -c 'echo begins >>log; until [ -e on ]; do sleep 0.01; done; echo on >>log; while :; do sleep 0.01; done'\n" begins
types '\032echo stopped $? >>log\n' 'stopped 148'
types 'jobs | sed "s/ \\+/ /g; s/ sh.*//" >>log; touch on; echo listed >>log\n' listed
types 'fg\n' on
types '\003' on
types 'echo interrupted $? >>log\n' 'interrupted 130'
types 'sleep 60 & echo $- | grep -c m >>log\n' 1
types 'kill %%1; wait %%1; echo ended $? >>log\n' 'ended 143'
printf 'exit 4\n' >&7
wait $!
echo "status $?"
exec 7>&-
cat log
rm -f screen keys
