# shellcheck shell=dash
# What is tried on each kernel, in the guest: the checks of the machine, every mode with exact counts, and the main ones
# as an ordinary user. tests/kernels/run.sh judges what is found.
cd /tmp || exit

tracetax doctor >/results/doctor 2>&1
tracetax list modes >/results/modes 2>&1
tracetax run --quiet --mode all --placement same,cross --blocks 1 --ops 20 --timeout 300 -o /results/root
echo $? >/results/root.status
chmod 777 /results
start-stop-daemon -S -c nobody:nogroup -x /usr/bin/tracetax -- run --quiet --blocks 1 --ops 20 --timeout 300 \
	--mode ptrace-syscall,seccomp-trace,seccomp-allow,user-notif,sud-trap,preload -o /results/nobody
echo $? >/results/nobody.status
