/* notify CMD [ARG...]: what seccomp_unotify(2) comes down to, a loop of receive and send that lets
 * every call go on. The yardstick for the real one. */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int *listener; /* in the memory of both */

static void become_target(char **command)
{
	struct sock_filter every_call = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
	struct sock_fprog filter = { 1, &every_call };
	prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
	*listener = (int)syscall(
		SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
	execvp(*command, command);
	_exit(127);
}

static void answer_all(int fd)
{
	struct seccomp_notif request;
	struct seccomp_notif_resp response = { .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE };
	for (;;) {
		memset(&request, 0, sizeof request);
		if (ioctl(fd, SECCOMP_IOCTL_NOTIF_RECV, &request) < 0)
			return; /* ENOENT: nobody is left (Linux 6.11) */
		response.id = request.id;
		ioctl(fd, SECCOMP_IOCTL_NOTIF_SEND, &response);
	}
}

int main(int argc, char **argv)
{
	listener = mmap(
		NULL, sizeof *listener, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t target = argc < 2 || listener == MAP_FAILED ? -1 : fork();
	if (target == 0)
		become_target(argv + 1);
	if (target < 0) {
		fprintf(stderr, "usage: notify CMD [ARG...]\n");
		return 2;
	}
	while (*listener == 0)
		usleep(100);
	int pidfd = (int)syscall(SYS_pidfd_open, target, 0);
	int fd = (int)syscall(SYS_pidfd_getfd, pidfd, *listener, 0);
	if (fd < 0) {
		perror("notify: pidfd_getfd");
		return 2;
	}
	answer_all(fd);
	int status;
	waitpid(target, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
