/* What else the machine did during a run: read before and after it. */
#ifndef TRACETAX_VITALS_H
#define TRACETAX_VITALS_H

#include <stdbool.h>
#include <stdint.h>

struct vitals {
	uint64_t steal_ns; /* taken from all CPUs by the hypervisor; /proc/stat, in ticks */
	bool quota_known; /* whether throttled_ns can be read here */
	uint64_t throttled_ns; /* taken by the quota of our control groups; all CPUs together */
	uint64_t throttlings; /* how often, by quota or heat */
	int64_t runnable; /* other processes here, running or ready; -1: unknown */
};

/* Reads all vitals, from descriptors that stay open: some 20 us. */
void vitals_read(struct vitals *vitals);

/* Returns what two readings differ by; for `runnable`, the smaller of both. */
struct vitals vitals_between(const struct vitals *before, const struct vitals *after);

#endif
