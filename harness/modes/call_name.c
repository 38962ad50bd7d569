#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include <seccomp.h>

#include "call_name.h"

const char *call_name(int number, char *name, size_t size)
{
	char *known = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
	if (known)
		snprintf(name, size, "%s", known);
	else
		snprintf(name, size, "%d", number);
	free(known);
	return name;
}

int call_number(const char *name)
{
	char *end;
	long number = strtol(name, &end, 10);
	if (*end)
		number = seccomp_syscall_resolve_name(name);
	return *name && number >= 0 && number <= INT_MAX ? (int)number : -1;
}
