#!/bin/bash
# ^Z, fg and ^C in a shell under a pseudo-terminal, and what jobs says. The program that is stopped starts no other: a ^Z
# that meets a vfork stops the child, and its parent waits for good, also alone.
# needs: bash script mkfifo perl
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
cat >program <<'END'
open my $log, ">>", "log" or die;
select $log;
$| = 1;
print "begins\n";
select undef, undef, undef, 0.01 until -e "on";
print "on\n";
sleep 1 while 1;
END
types 'perl program\n' begins
types '\032echo stopped $? >>log\n' 'stopped 148'
types 'jobs | sed "s/ \\+/ /g; s/ perl.*//" >>log; touch on; echo listed >>log\n' listed
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
rm -f screen keys program
