#include <errno.h>
#include <linux/audit.h>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "audit.h"

static int ask(int kernel, unsigned short what)
{
	const struct nlmsghdr request = {
		.nlmsg_len = sizeof request,
		.nlmsg_type = what,
		.nlmsg_flags = NLM_F_REQUEST,
	};
	return send(kernel, &request, sizeof request, 0) < 0 ? -errno : 0;
}

int audit_take(const struct nlmsghdr *message, struct audit *audit)
{
	const void *content = NLMSG_DATA(message);
	size_t size = message->nlmsg_len - NLMSG_HDRLEN;
	if (message->nlmsg_len < NLMSG_HDRLEN)
		return -EBADMSG;
	if (message->nlmsg_type == NLMSG_ERROR)
		return size < sizeof(int) ? -EBADMSG : ((const struct nlmsgerr *)content)->error;
	if (message->nlmsg_type == AUDIT_GET) {
		/* the kernel's struct may be shorter or longer than ours, but begins with these */
		if (size < 2 * sizeof(__u32))
			return -EBADMSG;
		audit->enabled = ((const struct audit_status *)content)->enabled;
		return 1;
	}
	audit->rules += message->nlmsg_type == AUDIT_LIST_RULES;
	return message->nlmsg_type == NLMSG_DONE;
}

/* Takes in what the kernel answers; each of its messages is a packet of its own. */
static int answer(int kernel, struct audit *audit)
{
	union {
		struct nlmsghdr message;
		char room[16384]; /* a rule may hold a long path */
	} packet;
	int end = 0;
	while (end == 0) {
		ssize_t n = recv(kernel, &packet, sizeof packet, 0);
		if (n < 0 && errno != EINTR)
			return errno == EAGAIN ? -ETIMEDOUT : -errno;
		if (n >= NLMSG_HDRLEN && packet.message.nlmsg_len <= (size_t)n)
			end = audit_take(&packet.message, audit);
		else if (n >= 0)
			end = -EBADMSG;
	}
	return end < 0 ? end : 0;
}

int audit_ask(struct audit *audit)
{
	const struct timeval wait = { .tv_usec = 500000 };
	int kernel = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT);
	*audit = (struct audit){ 0 };
	if (kernel < 0)
		return -errno;
	setsockopt(kernel, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	int error = ask(kernel, AUDIT_GET);
	if (!error)
		error = answer(kernel, audit);
	if (!error)
		error = ask(kernel, AUDIT_LIST_RULES);
	if (!error)
		error = answer(kernel, audit);
	close(kernel);
	return error;
}
