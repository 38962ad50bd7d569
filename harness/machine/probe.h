/* What this machine lets the calling process do, found out by doing it. Whatever a trial changes
 * happens in a child that is thrown away. */
#ifndef TRACETAX_MACHINE_PROBE_H
#define TRACETAX_MACHINE_PROBE_H

/* PTRACE_SEIZE of a child. 0 or -errno. */
int machine_try_ptrace(void);
/* process_vm_readv from a child. 0 or -errno. */
int machine_try_process_vm_readv(void);
/* A seccomp filter; a filter with a notification listener. 0 or -errno. */
int machine_try_filter(void);
int machine_try_listener(void);
/* pidfd_getfd(2) of a child's standard input. 0 or -errno. */
int machine_try_getfd(void);
/* Whether a filter switches a speculation mitigation on for the process that bears it, as kernels
 * before 5.16 do by default (commit 2f46993d83ff). 1, 0, or -errno where this cannot be told. */
int machine_filter_slows(void);

#endif
