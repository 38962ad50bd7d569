#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "machine.h"
#include "probe.h"

enum { READS = 1000, NOT_SO = 255 /* beyond any errno */ };

/* Makes children waitable: with an inherited SIG_IGN the kernel would reap them unasked. */
static void children_are_ours(bool ours)
{
	static struct sigaction before;
	struct sigaction usual = { .sa_handler = SIG_DFL };
	sigaction(SIGCHLD, ours ? &usual : &before, ours ? &before : NULL);
}

/* Returns a child's exit status, or an errno if it has none. */
static int child_end(pid_t child)
{
	int status, error = 0;
	while (!error && waitpid(child, &status, 0) < 0)
		error = errno == EINTR ? 0 : errno;
	children_are_ours(false);
	if (error)
		return error;
	/* a filter around us may kill instead of refusing */
	return WIFEXITED(status) ? WEXITSTATUS(status) : EPERM;
}

/* Runs as the child: acts, unless its parent is dead already. */
static void act_and_exit(int (*act)(void), pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	_exit(getppid() == parent ? act() : 0);
}

static pid_t started(pid_t child)
{
	if (child < 0)
		children_are_ours(false);
	return child;
}

/* The child has its own filters, and no need of a copy of our memory. Some answer NOT_SO, too. */
int machine_ask_child(int (*act)(void))
{
	pid_t parent = getpid();
	children_are_ours(true);
	pid_t child = vfork();
	if (child == 0)
		act_and_exit(act, parent);
	return started(child) < 0 ? errno : child_end(child);
}

static int sleep_on(void)
{
	while (pause() < 0)
		continue;
	return 0;
}

/* Runs `act` on a sleeping child, from another child: a filter around us may kill the caller. */
static int on_sleeper(int (*act)(pid_t))
{
	pid_t parent = getpid();
	children_are_ours(true);
	pid_t child = fork();
	if (child == 0)
		act_and_exit(sleep_on, parent);
	if (started(child) < 0)
		return errno;
	int error = act(child);
	kill(child, SIGKILL);
	child_end(child);
	return error;
}

static int seize(pid_t child)
{
	return ptrace(PTRACE_SEIZE, child, 0L, (long)PTRACE_O_EXITKILL) < 0 ? errno : 0;
}

static int seize_sleeper(void)
{
	return on_sleeper(seize);
}

int machine_try_ptrace(void)
{
	return -machine_ask_child(seize_sleeper);
}

static int read_memory(pid_t child)
{
	static char here[] = "tracetax";
	char there[sizeof here] = "";
	struct iovec local = { there, sizeof there }, remote = { here, sizeof here };
	ssize_t n = process_vm_readv(child, &local, 1, &remote, 1, 0);
	if (n < 0)
		return errno;
	return memcmp(here, there, sizeof here) == 0 ? 0 : EIO;
}

static int read_sleeper(void)
{
	return on_sleeper(read_memory);
}

int machine_try_process_vm_readv(void)
{
	return -machine_ask_child(read_sleeper);
}

/* Loads a filter. libseccomp 2.5 reports EPERM as EFAULT or ECANCELED; errno still has the kernel's
 * error. */
static int install(scmp_filter_ctx filter)
{
	errno = 0;
	int error = seccomp_load(filter);
	return error && errno ? -errno : error;
}

/* Loads a filter on calls; libseccomp makes no rule for a call that the architecture lacks. */
static int load(uint32_t action, const int *calls, unsigned n)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	if (!filter)
		return ENOMEM;
	int error = 0;
	for (unsigned i = 0; i < n && !error; i++)
		error = seccomp_rule_add(filter, action, calls[i], 0);
	if (!error)
		error = install(filter);
	seccomp_release(filter);
	return -error;
}

static int filter(void)
{
	const int calls[] = { SCMP_SYS(getppid) };
	int error = load(SCMP_ACT_ERRNO(ENOTTY), calls, 1);
	if (error)
		return error;
	return syscall(SYS_getppid) < 0 && errno == ENOTTY ? 0 : EIO;
}

int machine_try_filter(void)
{
	return -machine_ask_child(filter);
}

/* Installs a listener by seccomp(2) itself: libseccomp turns every refusal into EINVAL. */
static int listen_in(void)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = { 1, &allow };
	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) < 0)
		return errno;
	long listener = syscall(
		SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
	return listener < 0 ? errno : 0;
}

int machine_try_listener(void)
{
	return -machine_ask_child(listen_in);
}

static int take_descriptor(pid_t child)
{
	long pidfd = syscall(SYS_pidfd_open, child, 0);
	return pidfd < 0 || syscall(SYS_pidfd_getfd, pidfd, STDIN_FILENO, 0) < 0 ? errno : 0;
}

static int take_from_sleeper(void)
{
	return on_sleeper(take_descriptor);
}

int machine_try_getfd(void)
{
	return -machine_ask_child(take_from_sleeper);
}

static int slowed(unsigned long feature, bool *known)
{
	int state = prctl(PR_GET_SPECULATION_CTRL, feature, 0L, 0L, 0L);
	*known |= state >= 0;
	return state > 0 && (state & (int)(PR_SPEC_DISABLE | PR_SPEC_FORCE_DISABLE)) != 0;
}

static int filter_slows(void)
{
	bool known = false;
	int before = slowed(PR_SPEC_STORE_BYPASS, &known) + slowed(PR_SPEC_INDIRECT_BRANCH, &known);
	int error = known ? load(0, NULL, 0) : ENODEV;
	if (error)
		return error;
	int after = slowed(PR_SPEC_STORE_BYPASS, &known) + slowed(PR_SPEC_INDIRECT_BRANCH, &known);
	return after > before ? NOT_SO : 0;
}

int machine_filter_slows(void)
{
	int answer = machine_ask_child(filter_slows);
	return answer == NOT_SO ? 1 : -answer;
}

static int clock_without_calls(void)
{
	const int calls[] = { SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64) };
	struct timespec now;
	int error = load(SCMP_ACT_ERRNO(EPERM), calls, 2);
	if (error)
		return error;
	/* a filter that lets the call through proves nothing */
	if (syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now) == 0)
		return EIO;
	for (int i = 0; i < READS; i++)
		if (clock_gettime(CLOCK_MONOTONIC, &now) < 0)
			return NOT_SO;
	return 0;
}

int machine_clock_in_vdso(void)
{
	int answer = machine_ask_child(clock_without_calls);
	return answer == NOT_SO ? 0 : answer ? -answer : 1;
}
