/* The one value of the one map: what the program of bpf_tracepoint counts, and of whom. */
#ifndef TRACETAX_BPF_WATCHED_H
#define TRACETAX_BPF_WATCHED_H

#include <linux/types.h>

struct watched {
	__u64 stops; /* first: here the driver reads it, see page/stops.c */
	__u64 device, inode; /* of the pid namespace in which... */
	__u64 process; /* ... the tracee has this id */
};

#endif
