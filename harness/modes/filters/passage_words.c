/* What a filter does with a call, in words. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "modes/call_name.h"
#include "passage.h"

bool passage_makes(uint32_t answer)
{
	uint32_t action = answer & SECCOMP_RET_ACTION_FULL;
	return action == SECCOMP_RET_ALLOW || action == SECCOMP_RET_LOG;
}

bool passage_ends(uint32_t answer)
{
	switch (answer & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ALLOW:
	case SECCOMP_RET_LOG:
	case SECCOMP_RET_ERRNO:
	case SECCOMP_RET_TRACE:
	case SECCOMP_RET_USER_NOTIF:
		return false;
	default:
		return true;
	}
}

/* Returns the errno that the caller sees: without a tracer or a listener it is ENOSYS. */
static const char *errno_of(uint32_t answer)
{
	bool own = (answer & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_ERRNO;
	const char *name = strerrorname_np(own ? (int)(answer & SECCOMP_RET_DATA) : ENOSYS);
	return name ? name : "an unknown error";
}

static void put_answer(uint32_t answer, char *words, size_t size)
{
	switch (answer & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_ALLOW:
		snprintf(words, size, "allow");
		break;
	case SECCOMP_RET_LOG:
		snprintf(words, size, "log");
		break;
	case SECCOMP_RET_ERRNO:
		snprintf(words, size, "errno %s", errno_of(answer));
		break;
	case SECCOMP_RET_TRACE:
		snprintf(words, size, "trace");
		break;
	case SECCOMP_RET_USER_NOTIF:
		snprintf(words, size, "notify");
		break;
	case SECCOMP_RET_TRAP:
		snprintf(words, size, "trap");
		break;
	default: /* the kernel takes every other answer for the strictest */
		snprintf(words, size, "kill");
	}
}

const char *passage_words(const struct passage *passage, char *words, size_t size)
{
	char strictest[32], mildest[32];
	put_answer(passage->strictest, strictest, sizeof strictest);
	put_answer(passage->mildest, mildest, sizeof mildest);
	if (strcmp(strictest, mildest) == 0)
		snprintf(words, size, "%s", mildest);
	else
		snprintf(words, size, "%s or %s", mildest, strictest);
	return words;
}

bool passage_refuses(const struct sock_fprog *program, const int *calls, unsigned n,
	bool answer_ignored, char *words, size_t size)
{
	char name[32];
	for (unsigned i = 0; i < n; i++) {
		uint32_t answer = passage_of_call(program, calls[i]).mildest;
		if (passage_makes(answer) || (answer_ignored && !passage_ends(answer)))
			continue;
		call_name(calls[i], name, sizeof name);
		if (passage_ends(answer))
			snprintf(words, size, "its filter ends a program that calls %s", name);
		else
			snprintf(words, size, "its filter answers %s with %s", name,
				errno_of(answer));
		return true;
	}
	return false;
}
