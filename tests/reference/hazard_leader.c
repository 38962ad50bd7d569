/* hazard_leader: the leader ends first; 50 ms later a sibling exits for all, with status 7. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *outlive(void *unused)
{
	usleep(50000);
	exit(7);
	return unused;
}

int main(void)
{
	pthread_t thread;
	if (pthread_create(&thread, NULL, outlive, NULL) != 0)
		return 1;
	pthread_exit(NULL);
}
