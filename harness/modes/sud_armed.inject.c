#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "inject/dispatch.h"

static bool armed;

struct start {
	void *(*routine)(void *);
	void *argument;
};

static void *arm_and_start(void *data)
{
	struct start start = *(struct start *)data;
	free(data);
	dispatch_again();
	return start.routine(start.argument);
}

/* Stands in for libc's and arms each new thread, as no intercepted call tells of one. */
__attribute__((visibility("default"))) int pthread_create(pthread_t *thread,
	const pthread_attr_t *attributes, void *(*routine)(void *), void *argument)
{
	__typeof__(pthread_create) *real;
	*(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
	struct start *start = armed ? malloc(sizeof *start) : NULL;
	if (!start)
		return armed ? EAGAIN : real(thread, attributes, routine, argument);
	*start = (struct start){ routine, argument };
	int error = real(thread, attributes, arm_and_start, start);
	if (error)
		free(start);
	return error;
}

__attribute__((constructor)) static void begin(void)
{
	struct page *page = attach();
	if (!page)
		return;
	dispatch_begin(page, SYSCALL_DISPATCH_FILTER_ALLOW);
	armed = true;
	pthread_atfork(NULL, NULL, dispatch_again);
}
