/* A seccomp filter that the user brought: how it is read and checked. */
#ifndef TRACETAX_FILTER_H
#define TRACETAX_FILTER_H

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>

#include "base/complaint.h"

struct filter {
	char file[64]; /* the last part of its path, printable */
	struct sock_fprog program;
	unsigned unknown; /* names of calls in its profile that libseccomp does not know */
};

/* Reads a file: a raw BPF program, as seccomp_export_bpf(3) writes it, or a container's profile in
 * JSON. To be freed by filter_free. Returns 0, or -EINVAL with the complaint. */
int filter_read(const char *path, struct filter *filter, struct complaint *complaint);
void filter_free(struct filter *filter);

/* Checks a program by the rules of the kernel (bpf_check_classic, seccomp_check_filter). Returns 0,
 * or -EINVAL with a complaint that names the instruction, counted from 0. */
int filter_check(const struct sock_fprog *program, struct complaint *complaint);

/* Returns a number that tells programs apart (FNV-1a, 64 bits). */
uint64_t filter_fingerprint(const struct sock_fprog *program);

#endif
