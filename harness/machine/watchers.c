/* What watches the calls of all processes, the untraced ones too. It comes and goes. */
#include "call_path.h"
#include "parts.h"

static json_t *work_of(const struct call_path *path)
{
	static const char *const names[CALL_WORKS] = { "seccomp", "tracepoint", "ptrace",
		"ptrace-sysemu", "audit", "user-dispatch" };
	if (!path->path_known)
		return json_null();
	json_t *work = json_array();
	for (int i = 0; i < CALL_WORKS; i++)
		if (path->work >> i & 1)
			json_array_append_new(work, json_string(names[i]));
	return work;
}

static json_t *programs_of(const struct call_path *path)
{
	if (!path->programs_known)
		return json_null();
	json_t *programs = json_object();
	for (int i = 0; i < BPF_KINDS; i++)
		if (path->programs[i])
			json_object_set_new(
				programs, bpf_kinds[i].name, json_integer(path->programs[i]));
	return programs;
}

json_t *machine_watchers(void)
{
	struct call_path path;
	json_t *facts = json_object();
	call_path_look(&path);
	json_object_set_new(facts, "tracer", machine_line("/sys/kernel/tracing/current_tracer"));
	json_object_set_new(facts, "call_path", work_of(&path));
	json_object_set_new(facts, "bpf_programs", programs_of(&path));
	return facts;
}
