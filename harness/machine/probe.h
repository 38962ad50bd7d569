/* Finds out by trying what this process may do here. Trials that change the process run in a
 * child. */
#ifndef TRACETAX_MACHINE_PROBE_H
#define TRACETAX_MACHINE_PROBE_H

/* Runs `act` in a child that shares our memory. Returns its answer: 0 or an errno, also of a
 * failure to ask; EPERM if it was killed. */
int machine_ask_child(int (*act)(void));

/* Tries PTRACE_SEIZE on a child. Returns 0 or -errno. */
int machine_try_ptrace(void);
/* Tries process_vm_readv on a child. Returns 0 or -errno. */
int machine_try_process_vm_readv(void);
/* Tries a seccomp filter; a filter with a listener. Both return 0 or -errno. */
int machine_try_filter(void);
int machine_try_listener(void);
/* Tries pidfd_getfd(2) on a child's standard input. Returns 0 or -errno. */
int machine_try_getfd(void);
/* Tells whether a filter switches on a speculation mitigation for its process, as it did by default
 * before Linux 5.16 (commit 2f46993d83ff). Returns 1, 0, or -errno if this cannot be told. */
int machine_filter_slows(void);

#endif
