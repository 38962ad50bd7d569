/* Calls that a supervisor of the program's own answers. A third of the calls are notified; to
 * receive and to answer each takes the others, so the argument is divided by three. */
#include <pthread.h>
#include <sys/ioctl.h>

#include "bare_call.h"
#include "filter.h"

enum { ANSWER = 4242 };

static long rounds, served;
static int listener = -1, ready;

/* Is the supervisor. It waits by looking, as how often a call waits would not be known. */
static void *serve(void *unused)
{
	__atomic_store_n(&ready, 1, __ATOMIC_RELEASE);
	while (__atomic_load_n(&listener, __ATOMIC_ACQUIRE) < 0)
		continue;
	for (; served < rounds; __atomic_add_fetch(&served, 1, __ATOMIC_RELEASE)) {
		struct seccomp_notif request = { 0 };
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request) < 0)
			_exit(1);
		struct seccomp_notif_resp response = { .id = request.id, .val = ANSWER };
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response) < 0)
			_exit(1);
	}
	for (;;)
		__asm__ volatile(""); /* until the program ends */
	return unused;
}

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv);
	pthread_t thread;
	rounds = calls / 3;
	if (pthread_create(&thread, NULL, serve, NULL))
		return 1;
	while (!__atomic_load_n(&ready, __ATOMIC_ACQUIRE))
		continue; /* the calls with which a thread begins are made then */
	int fd = filter_install(SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER);
	if (fd < 0)
		unusual_cannot("a listener");
	__atomic_store_n(&listener, fd, __ATOMIC_RELEASE);
	long right = bare_calls(rounds, SYS_getppid, ANSWER);
	while (__atomic_load_n(&served, __ATOMIC_ACQUIRE) < rounds)
		continue;
	return unusual_end(calls, 3 * right);
}
