/* Checks for what makes "untraced" not bare: what watches the calls of all processes. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "audit.h"
#include "checks_parts.h"
#include "holders.h"
#include "records/baseline.h"
#include "trace_events.h"

void check_call_path(const json_t *machine, struct finding *finding)
{
	const json_t *work = check_fact(machine, "watchers", "call_path");
	bool tracepoint = baseline_has_work(machine, "tracepoint");
	bool audit = baseline_has_work(machine, "audit");
	if (tracepoint || audit)
		check_find(finding, CHECK_NOTE, "end it: see audit, trace_events, bpf and perf",
			"every call passes %s%s%s", tracepoint ? "someone's tracepoints" : "",
			tracepoint && audit ? " and " : "", audit ? "audit" : "");
	else if (json_is_array(work))
		check_find(finding, CHECK_GOOD, NULL, "no tracepoint or audit on our calls");
	else
		check_find(finding, CHECK_GOOD, NULL,
			"not known: root may look by bpf(2), on x86-64 with Linux 5.11 or later");
}

void check_audit(const json_t *machine, struct finding *finding)
{
	struct audit audit;
	int error = audit_ask(&audit);
	(void)machine;
	if (error == -EPROTONOSUPPORT)
		check_find(finding, CHECK_GOOD, NULL, "none in this kernel");
	else if (error)
		check_find(finding, CHECK_GOOD, NULL, "not known: %s%s", strerror(-error),
			error == -EPERM || error == -ECONNREFUSED
				? ": root may ask, outside of containers"
				: "");
	else if (audit.enabled)
		check_find(finding, CHECK_NOTE,
			"auditctl -a task,never, then start anew; or boot with audit=0",
			"on, %u rule%s: it follows every call", audit.rules,
			audit.rules == 1 ? "" : "s");
	else
		check_find(finding, CHECK_GOOD, NULL, "off");
}

static void find_events(struct finding *finding)
{
	json_t *events = trace_events("/sys/kernel/tracing");
	char counts[160];
	baseline_counts(events, counts, sizeof counts);
	if (*counts)
		check_find(finding, CHECK_NOTE, "echo >/sys/kernel/tracing/set_event", "on: %s",
			counts);
	else
		check_find(finding, CHECK_GOOD, NULL, "%s",
			json_is_object(events)
				? "none on in tracefs"
				: "not known: root may look, where tracefs is mounted");
	json_decref(events);
}

void check_trace_events(const json_t *machine, struct finding *finding)
{
	const char *tracer = check_text(machine, "watchers", "tracer");
	if (tracer && strcmp(tracer, "nop") != 0)
		check_find(finding, CHECK_NOTE, "echo nop >/sys/kernel/tracing/current_tracer",
			"the kernel's tracer %s is on", tracer);
	else
		find_events(finding);
}

void check_bpf(const json_t *machine, struct finding *finding)
{
	const json_t *programs = check_fact(machine, "watchers", "bpf_programs");
	char counts[160];
	baseline_counts(programs, counts, sizeof counts);
	if (*counts)
		check_find(finding, CHECK_NOTE,
			"end what loaded them, such as bpftrace or a security agent: see bpftool prog",
			"programs that may run at calls: %s", counts);
	else
		check_find(finding, CHECK_GOOD, NULL, "%s",
			json_is_object(programs) ? "no program that may run at calls"
						 : "not known: root may list programs");
}

void check_perf(const json_t *machine, struct finding *finding)
{
	struct holders holders;
	holders_find("anon_inode:[perf_event]", &holders);
	(void)machine;
	if (holders.n)
		check_find(finding, CHECK_NOTE,
			"end it while you measure, if it looks at all processes (perf -a)",
			"events are held by %s", holders.names);
	else
		check_find(finding, CHECK_GOOD, NULL, "%s",
			holders.all_seen ? "nobody holds events"
					 : "not known: root may see what others hold");
}

void check_preload(const json_t *machine, struct finding *finding)
{
	const json_t *listed = check_fact(machine, "surroundings", "preload");
	if (json_is_true(listed))
		check_find(finding, CHECK_NOTE, "move /etc/ld.so.preload away while you measure",
			"/etc/ld.so.preload puts libraries into every program");
	else
		check_find(finding, CHECK_GOOD, NULL, "%s",
			json_is_false(listed) ? "no library in /etc/ld.so.preload" : "not known");
}

void check_idle(const json_t *machine, struct finding *finding)
{
	json_int_t us;
	const char *name = baseline_idle(machine, &us);
	if (name && us >= BASELINE_DEEP_US)
		check_find(finding, CHECK_NOTE,
			"cpupower idle-set -D 10; or hold /dev/cpu_dma_latency open at 9",
			"a CPU may idle in %s: %lld us to wake it", name, (long long)us);
	else if (name)
		check_find(finding, CHECK_GOOD, NULL, "%s at most: %lld us to wake a CPU", name,
			(long long)us);
	else
		check_find(finding, CHECK_GOOD, NULL, "not known: no idle states to be seen");
}
