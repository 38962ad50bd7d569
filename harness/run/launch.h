/* The processes of a run. */
#ifndef TRACETAX_LAUNCH_H
#define TRACETAX_LAUNCH_H

#include <stddef.h>
#include <sys/types.h>

#include "run.h"

/* Runs it in processes of its own and leaves none of them behind. `interrupt` is a descriptor that
 * becomes readable when the user wants to stop. 0, or -errno where no run could be started at all.
 */
int run_measure(const struct order *order, int interrupt, struct result *result);

#define PAGE_VARIABLE	 "TRACETAX_PAGE" /* what an injected object looks for */
#define PRELOAD_VARIABLE "LD_PRELOAD"

/* The tracee up to its exec: it waits at the gate until the tracer has seized it. */
void launch_wait_at_gate(struct page *page, pid_t tracer);

/* The object of a mode, beside the driver. Ends the process where it is missing: the dynamic loader
 * would go on without it. */
void launch_find_object(
	struct page *page, const struct mode *mode, const char *driver, char *path, size_t size);

/* Ends the process where the mode cannot be armed, having said why. */
void launch_arm(const struct mode *mode, const struct run *run);

/* Supervises as the mode does, until its tracees have ended. 0 or -errno. */
int launch_supervise(const struct mode *mode, struct run *run);

#endif
