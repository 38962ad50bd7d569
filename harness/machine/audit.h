/* Asks the kernel about audit, which follows each call where it is on. */
#ifndef TRACETAX_AUDIT_H
#define TRACETAX_AUDIT_H

struct audit {
	unsigned enabled; /* 0: off, 1: on, 2: on until the next boot */
	unsigned rules;
};

/* Asks by netlink, for half a second at most. Returns 0 or -errno: EPERM without
 * CAP_AUDIT_CONTROL, EPROTONOSUPPORT where the kernel has no audit, ECONNREFUSED in a user
 * namespace. */
int audit_ask(struct audit *audit);

struct nlmsghdr;

/* Takes one message of the answer in. Returns 1 if it is the last, 0 if more will come, or -errno.
 */
int audit_take(const struct nlmsghdr *message, struct audit *audit);

#endif
