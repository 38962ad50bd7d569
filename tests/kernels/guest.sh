# shellcheck shell=dash disable=SC2154 # run.sh puts names and values before this
# What is tried on each kernel, in the guest: the checks of the machine, every mode with exact counts, the main ones as
# an ordinary user, and the $tests of $top. tests/kernels/run.sh judges what is found.
cd /tmp || exit

tracetax doctor >/results/doctor 2>&1
tracetax list modes >/results/modes 2>&1
tracetax run --quiet --mode all --placement same,cross --blocks 1 --ops 20 --timeout 300 -o /results/root
echo $? >/results/root.status
chmod 777 /results
start-stop-daemon -S -c nobody:nogroup -x /usr/bin/tracetax -- run --quiet --blocks 1 --ops 20 --timeout 300 \
	--mode ptrace-syscall,seccomp-trace,seccomp-allow,user-notif,sud-trap,preload -o /results/nobody
echo $? >/results/nobody.status
: >/results/tests
[ "$tests" ] || exit 0
export BUILD
cd "$top" || exit
# on the console too, which is shown if they do not end
# shellcheck disable=SC2046,SC2086 # several
sh tests/run.sh $(printf 'tests/%s\n' $tests) 2>&1 | tee /results/tests
