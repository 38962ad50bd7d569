#include <errno.h>
#include <inttypes.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "base/nearest.h"
#include "profile_parts.h"

enum { ERRNO_MAX = 4095 /* the kernel's MAX_ERRNO */ };

static const char *type_name(json_type type)
{
	return type == JSON_OBJECT    ? "an object"
	       : type == JSON_ARRAY   ? "an array"
	       : type == JSON_STRING  ? "a string"
	       : type == JSON_INTEGER ? "a whole number"
				      : "another value";
}

int part_find(const json_t *object, const char *name, json_type type, json_t **found,
	struct complaint *complaint)
{
	*found = json_object_get(object, name);
	if (json_is_null(*found))
		*found = NULL;
	if (!*found || json_typeof(*found) == type)
		return 0;
	return complain(complaint, "\"%s\": expected %s, found %s", name, type_name(type),
		type_name(json_typeof(*found)));
}

int part_number(const json_t *object, const char *name, uint64_t most, uint64_t *value,
	struct complaint *complaint)
{
	json_t *number;
	int error = part_find(object, name, JSON_INTEGER, &number, complaint);
	if (error || !number)
		return error;
	json_int_t found = json_integer_value(number);
	*value = (uint64_t)found;
	if (found >= 0 && *value <= most)
		return 0;
	return complain(complaint,
		"\"%s\": expected a whole number from 0 to %" PRIu64
		", found %" JSON_INTEGER_FORMAT,
		name, most, found);
}

int part_action(const json_t *object, const char *name, const char *errno_name, uint32_t *action,
	struct complaint *complaint)
{
	static const struct {
		const char *name;
		uint32_t action;
	} known[] = {
		{ "SCMP_ACT_ALLOW", SCMP_ACT_ALLOW },
		{ "SCMP_ACT_ERRNO", SCMP_ACT_ERRNO(0) },
		{ "SCMP_ACT_KILL", SCMP_ACT_KILL_THREAD },
		{ "SCMP_ACT_KILL_PROCESS", SCMP_ACT_KILL_PROCESS },
		{ "SCMP_ACT_KILL_THREAD", SCMP_ACT_KILL_THREAD },
		{ "SCMP_ACT_LOG", SCMP_ACT_LOG },
		{ "SCMP_ACT_NOTIFY", SCMP_ACT_NOTIFY },
		{ "SCMP_ACT_TRACE", SCMP_ACT_TRACE(0) },
		{ "SCMP_ACT_TRAP", SCMP_ACT_TRAP },
	};
	json_t *word;
	uint64_t number = EPERM;
	size_t i = 0, n = sizeof known / sizeof *known;
	int error = part_find(object, name, JSON_STRING, &word, complaint);
	if (!error && !word)
		error = complain(complaint, "expected \"%s\", found none", name);
	if (!error)
		error = part_number(object, errno_name, ERRNO_MAX, &number, complaint);
	if (error)
		return error;
	struct nearest nearest = nearest_to(json_string_value(word));
	for (; i < n && strcmp(known[i].name, nearest.typed) != 0; i++)
		nearest_offer(&nearest, known[i].name);
	if (i == n)
		return nearest_complain(&nearest, "action", "seccomp_rule_add(3)", complaint);
	*action = known[i].action;
	if (*action == SCMP_ACT_ERRNO(0) || *action == SCMP_ACT_TRACE(0))
		*action |= (uint32_t)number;
	return 0;
}

/* Tells whether Docker gives this capability to a container that asks for none. */
static bool is_given(const char *capability)
{
	static const char *const given[] = { "CAP_AUDIT_WRITE", "CAP_CHOWN", "CAP_DAC_OVERRIDE",
		"CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_MKNOD", "CAP_NET_BIND_SERVICE",
		"CAP_NET_RAW", "CAP_SETFCAP", "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID",
		"CAP_SYS_CHROOT" };
	for (size_t i = 0; i < sizeof given / sizeof *given; i++)
		if (strcmp(given[i], capability) == 0)
			return true;
	return false;
}

/* Tells whether this architecture has that name in Go, as profiles call it. */
static bool is_here(const char *architecture)
{
	static const struct {
		uint32_t token;
		const char *name;
	} names[] = {
		{ SCMP_ARCH_X86_64, "amd64" },
		{ SCMP_ARCH_X86, "386" },
		{ SCMP_ARCH_AARCH64, "arm64" },
		{ SCMP_ARCH_ARM, "arm" },
		{ SCMP_ARCH_PPC64LE, "ppc64le" },
		{ SCMP_ARCH_S390X, "s390x" },
		{ SCMP_ARCH_RISCV64, "riscv64" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].token == seccomp_arch_native())
			return strcmp(names[i].name, architecture) == 0;
	return false;
}

/* Counts the members of a list that hold, and all of them. */
static int count(const json_t *object, const char *name, bool (*holds)(const char *), size_t *held,
	size_t *all, struct complaint *complaint)
{
	json_t *list;
	int error = part_find(object, name, JSON_ARRAY, &list, complaint);
	*held = 0;
	*all = json_array_size(list);
	for (size_t i = 0; i < *all && !error; i++) {
		const char *word = json_string_value(json_array_get(list, i));
		if (!word)
			error = complain(complaint, "\"%s\": expected strings", name);
		else
			*held += holds(word);
	}
	return error;
}

/* Reads "minKernel"; without it `newer` keeps its value. */
static int read_kernel(const json_t *object, bool *newer, struct complaint *complaint)
{
	json_t *text;
	struct utsname here;
	unsigned major, minor, own_major, own_minor;
	int error = part_find(object, "minKernel", JSON_STRING, &text, complaint);
	if (error || !text)
		return error;
	if (sscanf(json_string_value(text), "%u.%u", &major, &minor) != 2)
		return complain(complaint, "\"minKernel\": expected a version such as \"4.8\"");
	uname(&here);
	if (sscanf(here.release, "%u.%u", &own_major, &own_minor) == 2)
		*newer = own_major > major || (own_major == major && own_minor >= minor);
	return 0;
}

/* Reads the conditions of a rule. It is included where all hold, one architecture being enough, and
 * excluded where one does. */
static int read_conditions(const json_t *rule, const char *name, bool *all_hold, bool *one_holds,
	struct complaint *complaint)
{
	json_t *object;
	size_t here, arches, given, capabilities;
	int error = part_find(rule, name, JSON_OBJECT, &object, complaint);
	bool is_newer = true, none_newer = false;
	if (!error)
		error = count(object, "arches", is_here, &here, &arches, complaint);
	if (!error)
		error = count(object, "caps", is_given, &given, &capabilities, complaint);
	if (!error)
		error = read_kernel(object, &is_newer, complaint);
	if (!error)
		error = read_kernel(object, &none_newer, complaint);
	if (error)
		return error;
	*all_hold = (!arches || here) && given == capabilities && is_newer;
	*one_holds = here || given || none_newer;
	return 0;
}

int part_applies(const json_t *rule, bool *applies, struct complaint *complaint)
{
	bool included, excluded, unused;
	int error = read_conditions(rule, "includes", &included, &unused, complaint);
	if (!error)
		error = read_conditions(rule, "excludes", &unused, &excluded, complaint);
	*applies = !error && included && !excluded;
	return error;
}
