/* Asks the kernel by bpf(2) what watches calls: this process's, and those of all. */
#ifndef TRACETAX_CALL_PATH_H
#define TRACETAX_CALL_PATH_H

#include <stdbool.h>
#include <stdint.h>

/* What a call may have to pass: the kernel's enum syscall_work_bit. */
enum call_work {
	WORK_SECCOMP,
	WORK_TRACEPOINT,
	WORK_PTRACE,
	WORK_PTRACE_SYSEMU,
	WORK_AUDIT,
	WORK_USER_DISPATCH,
	CALL_WORKS,
};

enum { BPF_KINDS = 7 };

struct bpf_kind {
	uint32_t type; /* of linux/bpf.h */
	const char *name;
};
extern const struct bpf_kind bpf_kinds[BPF_KINDS]; /* of programs that may run at calls */

struct call_path {
	bool path_known; /* takes CAP_BPF and CAP_PERFMON, and Linux 5.11 on x86-64 */
	uint32_t work; /* a bit for each enum call_work */
	bool programs_known; /* takes CAP_SYS_ADMIN */
	unsigned programs[BPF_KINDS]; /* how many are loaded */
};

/* Looks; afterwards this process is as it was. */
void call_path_look(struct call_path *path);

#endif
