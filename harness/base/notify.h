/* Who may have a filter that notifies a supervisor: said by the modes that want one, and by doctor.
 */
#ifndef TRACETAX_NOTIFY_H
#define TRACETAX_NOTIFY_H

#define NOTIFY_SINCE "5.6" /* which has pidfd_getfd(2) */

/* What to do if seccomp(2) is refused. */
#define NOTIFY_PERMIT "permit seccomp(2): in a container --security-opt seccomp=unconfined"

/* What to do if the supervisor cannot get the filter's descriptor. */
#define NOTIFY_PERMIT_GETFD                                                                        \
	"permit pidfd_getfd(2), of Linux " NOTIFY_SINCE                                            \
	": kernel.yama.ptrace_scope=0 or 1, in a container --cap-add=SYS_PTRACE"

/* Returns what to do about an errno with which a filter that notifies was refused. */
const char *notify_remedy(int error);

#endif
