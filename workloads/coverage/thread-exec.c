/* A thread other than the first that becomes another program. */
#include <pthread.h>

#include "again.h"

static int waiting;

static void *become(void *argv)
{
	while (!__atomic_load_n(&waiting, __ATOMIC_ACQUIRE))
		continue; /* else how many calls the other has made would vary */
	execv("/proc/self/exe", AGAIN((char **)argv));
	_exit(1);
}

int main(int argc, char **argv)
{
	pthread_t thread;
	if (again(argc))
		return again_end(argc, argv);
	unusual_calls(argc, argv);
	if (pthread_create(&thread, NULL, become, argv))
		return 1;
	__atomic_store_n(&waiting, 1, __ATOMIC_RELEASE);
	for (;;)
		__asm__ volatile(""); /* the exec ends it */
}
