/* What else the machine did during a run: read before and after it. */
#ifndef TRACETAX_VITALS_H
#define TRACETAX_VITALS_H

#include <stdbool.h>
#include <stdint.h>

struct vitals {
	uint64_t steal_ns; /* taken by the hypervisor from all CPUs; /proc/stat, in ticks */
	bool quota_known; /* whether throttled_ns can be read here */
	uint64_t throttled_ns; /* our control groups', by their quota; all CPUs together */
	uint64_t throttlings; /* events: by quota, and by heat */
	int64_t runnable; /* other processes, of the whole machine: running or ready; -1: unknown */
};

/* Reads all of it, from descriptors that stay open: some 20 us. */
void vitals_read(struct vitals *vitals);

/* What was added between two readings; of `runnable`, the smaller of both. */
struct vitals vitals_between(const struct vitals *before, const struct vitals *after);

#endif
