/* hazard_clone N: N threads that end at once, eight at a time. Fails unless every one ran. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { TOGETHER = 8 };
static atomic_long ran;

static void *run(void *unused)
{
	atomic_fetch_add(&ran, 1);
	return unused;
}

int main(int argc, char **argv)
{
	long n = argc == 2 ? atol(argv[1]) : 0, started = 0;
	while (started < n) {
		pthread_t threads[TOGETHER];
		for (int i = 0; i < TOGETHER; i++)
			if (pthread_create(&threads[i], NULL, run, NULL) != 0)
				return 1;
		for (int i = 0; i < TOGETHER; i++)
			pthread_join(threads[i], NULL);
		started += TOGETHER;
	}
	return ran != started;
}
