#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "profile.h"
#include "profile_parts.h"
#include "profile_rule.h"

enum { TREE_FROM = 33 /* names from which runc asks libseccomp for a binary tree */ };

static const char ARCHITECTURE[] = "SCMP_ARCH_";

/* Returns libseccomp's token of an architecture in a profile, SCMP_ARCH_X86_64; 0 if there is
 * none. */
static uint32_t token_of(const json_t *word)
{
	char name[32] = "";
	const char *text = json_string_value(word);
	size_t before = strlen(ARCHITECTURE);
	if (!text || strncmp(text, ARCHITECTURE, before) != 0)
		return 0;
	snprintf(name, sizeof name, "%s", text + before);
	for (char *c = name; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return seccomp_arch_resolve_name(name);
}

/* Adds the architectures of a list; one that libseccomp does not know cannot be this one. */
static int add_architectures(struct build *build, const json_t *list, struct complaint *complaint)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		uint32_t token = token_of(json_array_get(list, i));
		int error = token ? seccomp_arch_add(build->context, token) : 0;
		if (error && error != -EEXIST)
			return complain(complaint, "libseccomp takes no architecture \"%.40s\": %s",
				json_string_value(json_array_get(list, i)), strerror(-error));
	}
	return 0;
}

static bool has_this(const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (token_of(json_array_get(list, i)) == seccomp_arch_native())
			return true;
	return false;
}

/* Returns the entry of "archMap" for this architecture, or NULL. */
static const json_t *entry_of_this(const json_t *map)
{
	for (size_t i = 0; i < json_array_size(map); i++) {
		const json_t *entry = json_array_get(map, i);
		if (token_of(json_object_get(entry, "architecture")) == seccomp_arch_native())
			return entry;
	}
	return NULL;
}

static int read_architectures(
	struct build *build, const json_t *profile, struct complaint *complaint)
{
	json_t *list, *map, *others = NULL;
	int error = part_find(profile, "architectures", JSON_ARRAY, &list, complaint);
	if (!error)
		error = part_find(profile, "archMap", JSON_ARRAY, &map, complaint);
	if (error)
		return error;
	const json_t *entry = entry_of_this(map);
	if ((json_array_size(list) && !has_this(list)) || (json_array_size(map) && !entry))
		return complain(complaint, "the profile is for other architectures than this one");
	error = add_architectures(build, list, complaint);
	if (!error && entry)
		error = part_find(entry, "subArchitectures", JSON_ARRAY, &others, complaint);
	return error ? error : add_architectures(build, others, complaint);
}

static int read_rules(struct build *build, const json_t *profile, struct complaint *complaint)
{
	json_t *rules;
	struct complaint inner;
	int error = part_find(profile, "syscalls", JSON_ARRAY, &rules, complaint);
	for (size_t i = 0; i < json_array_size(rules) && !error; i++) {
		const json_t *rule = json_array_get(rules, i);
		error = json_is_object(rule) ? rule_add(build, rule, &inner)
					     : complain(&inner, "expected an object");
		if (error)
			complain(complaint, "syscalls[%zu]: %s", i, inner.text);
	}
	return error;
}

/* Takes the program that libseccomp writes. */
static int take_program(int fd, struct sock_fprog *program, struct complaint *complaint)
{
	struct stat file;
	if (fstat(fd, &file) < 0)
		return complain(complaint, "the program of the profile: %s", strerror(errno));
	size_t n = (size_t)file.st_size / sizeof *program->filter;
	if (n > BPF_MAXINSNS)
		return complain(complaint,
			"expected a profile of at most %d instructions, found %zu", BPF_MAXINSNS,
			n);
	program->filter = malloc((size_t)file.st_size);
	program->len = (unsigned short)n;
	if (program->filter && pread(fd, program->filter, (size_t)file.st_size, 0) == file.st_size)
		return 0;
	return complain(complaint, "the program of the profile cannot be read");
}

static int export(struct build *build, struct sock_fprog *program, struct complaint *complaint)
{
	int fd = memfd_create("tracetax-filter", MFD_CLOEXEC), error = fd < 0 ? -errno : 0;
	if (!error && build->names >= TREE_FROM)
		seccomp_attr_set(build->context, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	if (!error)
		error = seccomp_export_bpf(build->context, fd);
	error = error ? complain(complaint, "libseccomp: %s", strerror(-error))
		      : take_program(fd, program, complaint);
	if (fd >= 0)
		close(fd);
	return error;
}

static int build_filter(const json_t *profile, struct filter *filter, struct complaint *complaint)
{
	struct build build = { .context = NULL };
	int error = part_action(
		profile, "defaultAction", "defaultErrnoRet", &build.otherwise, complaint);
	if (error)
		return error;
	build.context = seccomp_init(build.otherwise);
	if (!build.context)
		return complain(complaint, "libseccomp takes no such default action");
	error = read_architectures(&build, profile, complaint);
	if (!error)
		error = read_rules(&build, profile, complaint);
	if (!error)
		error = export(&build, &filter->program, complaint);
	seccomp_release(build.context);
	filter->unknown = build.unknown;
	return error;
}

int profile_build(const char *text, size_t size, struct filter *filter, struct complaint *complaint)
{
	json_error_t wrong;
	json_t *profile = json_loadb(text, size, JSON_REJECT_DUPLICATES, &wrong);
	if (!profile)
		return complain(complaint, "line %d: %s", wrong.line, wrong.text);
	int error = json_is_object(profile)
			    ? build_filter(profile, filter, complaint)
			    : complain(complaint, "expected a profile, found another value");
	json_decref(profile);
	return error;
}
