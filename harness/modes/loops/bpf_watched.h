/* The only value of the only map of bpf_tracepoint: what it counts, and for which process. */
#ifndef TRACETAX_BPF_WATCHED_H
#define TRACETAX_BPF_WATCHED_H

#include <linux/types.h>

struct watched {
	__u64 stops; /* first, as the driver reads it there: page/stops.c */
	__u64 process; /* the id that the tracee has in a pid namespace */
	__u64 device, inode; /* of that namespace */
};

#endif
