/* What makes a baseline not bare: facts read from files that are made here, and what is told of
 * them. */
#include <check.h>
#include <errno.h>
#include <linux/audit.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine/audit.h"
#include "machine/holders.h"
#include "machine/parts.h"
#include "machine/trace_events.h"
#include "records/baseline.h"
#include "run.h"

static char root[] = "/tmp/tracetax-baseline-XXXXXX";

static void begin(void)
{
	strcpy(root + sizeof root - 7, "XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(root));
	ck_assert_int_eq(chdir(root), 0);
}

static void end(void)
{
	char command[96];
	snprintf(command, sizeof command, "rm -r %s", root);
	ck_assert_int_eq(chdir("/"), 0);
	ck_assert_int_eq(system(command), 0);
}

static void put(const char *path, const void *content, size_t size)
{
	char directory[96];
	snprintf(directory, sizeof directory, "%s", path);
	for (char *slash = directory; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		mkdir(directory, 0755);
	}
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(content, 1, size, file), size);
	ck_assert_int_eq(fclose(file), 0);
}

static void put_text(const char *path, const char *text)
{
	put(path, text, strlen(text));
}

static void ck_json(json_t *fact, const char *due)
{
	char *text = json_dumps(fact, JSON_COMPACT | JSON_ENCODE_ANY);
	ck_assert_str_eq(text, due);
	free(text);
	json_decref(fact);
}

/* Fails unless the fact of this name, read from elsewhere, is this JSON. */
static void ck_fact(
	const struct machine_fact *facts, const char *name, const char *from, const char *due)
{
	while (facts->name && strcmp(facts->name, name) != 0)
		facts++;
	ck_assert_ptr_nonnull(facts->name);
	ck_json(facts->read(from), due);
}

START_TEST(idle_states)
{
	ck_fact(machine_idle_facts, "states", "cpu0/state?*", "null");
	put_text("cpu0/state0/name", "POLL\n");
	put_text("cpu0/state0/latency", "0\n");
	put_text("cpu0/state0/disable", "0\n");
	put_text("cpu0/state1/name", "C6\n");
	put_text("cpu0/state1/latency", "133\n");
	put_text("cpu0/state1/disable", "1\n");
	put_text("cpu0/state2/name", "C9\n"); /* and nothing else */
	put_text("cpu0/state3/latency", "5\n"); /* and no name */
	ck_fact(machine_idle_facts, "states", "cpu0/state?*",
		"{\"POLL\":{\"latency_us\":0,\"off\":false},"
		"\"C6\":{\"latency_us\":133,\"off\":true},"
		"\"C9\":{\"latency_us\":null,\"off\":null}}");
}
END_TEST

START_TEST(limits_of_latency)
{
	const int none = 2000000000, some = 9, wrong = -1;
	ck_fact(machine_idle_facts, "limit_us", "limit", "null");
	put("limit", &none, sizeof none);
	ck_fact(machine_idle_facts, "limit_us", "limit", "false");
	put("limit", &some, sizeof some);
	ck_fact(machine_idle_facts, "limit_us", "limit", "9");
	put("limit", &wrong, sizeof wrong);
	ck_fact(machine_idle_facts, "limit_us", "limit", "null");
	put("limit", &some, 2);
	ck_fact(machine_idle_facts, "limit_us", "limit", "null");
}
END_TEST

START_TEST(libraries_for_every_program)
{
	ck_json(machine_preload("list"), "false");
	put_text("list", "");
	ck_json(machine_preload("list"), "false");
	put_text("list", "# none\n \t\n:\n");
	ck_json(machine_preload("list"), "false");
	put_text("list", "# one\n /lib/agent.so # it watches\n");
	ck_json(machine_preload("list"), "true");
	ck_assert_int_eq(mkdir("unread", 0700), 0);
	ck_json(machine_preload("unread"), "null");
}
END_TEST

START_TEST(events_that_are_on)
{
	ck_json(trace_events("tracing"), "null");
	put_text("tracing/set_event", "");
	ck_json(trace_events("tracing"), "{}");
	put_text("tracing/set_event", "sched:sched_switch\nsched:sched_waking\n");
	put_text("tracing/instances/agent/set_event", "raw_syscalls:sys_enter\n");
	put_text("tracing/instances/other/set_event", "");
	ck_json(trace_events("tracing"), "{\"sched\":2,\"raw_syscalls\":1}");
}
END_TEST

START_TEST(the_deepest_state_that_is_allowed)
{
	static const struct {
		const char *machine, *name;
		json_int_t us;
	} cases[] = {
		{ "{}", NULL, -1 },
		{ "{\"idle\": {\"states\": 7}}", NULL, -1 },
#define MACHINE(limit, c6_off)                                                                     \
	"{\"idle\": {\"limit_us\": " limit                                                         \
	", \"states\": {\"C1\": {\"latency_us\": 2, \"off\": false}, "                             \
	"\"C6\": {\"latency_us\": 133, \"off\": " c6_off                                           \
	"}, \"?\": {\"latency_us\": null}, \"!\": 5}}}"
		{ MACHINE("false", "false"), "C6", 133 },
		{ MACHINE("null", "null"), "C6", 133 },
		{ MACHINE("133", "false"), "C6", 133 },
		{ MACHINE("132", "false"), "C1", 2 },
		{ MACHINE("false", "true"), "C1", 2 },
		{ MACHINE("0", "false"), NULL, -1 },
	};
	json_int_t us;
	json_t *machine = json_loads(cases[_i].machine, 0, NULL);
	ck_assert_ptr_nonnull(machine);
	ck_assert_pstr_eq(baseline_idle(machine, &us), cases[_i].name);
	ck_assert_int_eq(us, cases[_i].us);
	json_decref(machine);
}
END_TEST

static void list(const char *words, void *text)
{
	strcat(strcat(text, words), "; ");
}

static void ck_burdens(const char *json, const char *due, bool unknown)
{
	char text[2048] = "";
	json_t *machine = json_loads(json, 0, NULL);
	ck_assert_ptr_nonnull(machine);
	baseline_burdens(machine, list, text);
	ck_assert_str_eq(text, due);
	ck_assert_int_eq(baseline_is_unknown(machine), unknown);
	json_decref(machine);
}

START_TEST(burdens_of_every_call)
{
	ck_burdens("{}", "", false);
	ck_burdens("{\"watchers\": {\"tracer\": \"nop\", \"call_path\": [], "
		   "\"bpf_programs\": {}}, \"surroundings\": {\"seccomp\": 0, \"preload\": false}}",
		"", false);
	ck_burdens("{\"watchers\": {\"tracer\": null, \"call_path\": null, "
		   "\"bpf_programs\": null}}",
		"", true);
	ck_burdens("{\"watchers\": {\"tracer\": 5, \"call_path\": {\"audit\": 1}, "
		   "\"bpf_programs\": \"lsm\"}, \"surroundings\": []}",
		"", false);
	ck_burdens("{\"watchers\": {\"tracer\": \"function\", "
		   "\"call_path\": [\"audit\", \"tracepoint\", \"seccomp\"], "
		   "\"bpf_programs\": {\"kprobe\": 2, \"lsm\": 1}}, \"surroundings\": "
		   "{\"seccomp\": 2, \"seccomp_filters\": 3, \"supervised\": true, "
		   "\"preload\": true}}",
		"seccomp filters of its surroundings; a supervisor that answers calls for the "
		"kernel; someone's tracepoints on the calls of all processes; audit; the kernel's "
		"tracer \"function\"; BPF programs that may run at calls "
		"(2 kprobe, 1 lsm); the libraries of /etc/ld.so.preload; ",
		false);
}
END_TEST

START_TEST(counts_that_do_not_fit)
{
	char text[12];
	json_t *counts = json_loads("{\"sched\": 24, \"irq\": 2}", 0, NULL);
	baseline_counts(counts, text, sizeof text);
	ck_assert_str_eq(text, "24 sched");
	baseline_counts(NULL, text, sizeof text);
	ck_assert_str_eq(text, "");
	json_decref(counts);
}
END_TEST

/* Lets audit_take see a message of the kernel's. */
static int take(unsigned short type, const void *content, size_t size, struct audit *audit)
{
	union {
		struct nlmsghdr message;
		char room[128];
	} packet = { .message = { .nlmsg_type = type } };
	packet.message.nlmsg_len = (unsigned)NLMSG_LENGTH(size);
	if (size)
		memcpy(NLMSG_DATA(&packet.message), content, size);
	return audit_take(&packet.message, audit);
}

START_TEST(answers_about_audit)
{
	struct audit audit = { 0 };
	const struct audit_status status = { .enabled = 1, .pid = 77 };
	const struct nlmsgerr refusal = { .error = -1 };
	ck_assert_int_eq(take(AUDIT_GET, &status, sizeof status, &audit), 1);
	ck_assert_uint_eq(audit.enabled, 1);
	ck_assert_int_eq(take(AUDIT_GET, &status, 4, &audit), -EBADMSG);
	ck_assert_int_eq(take(AUDIT_LIST_RULES, &status, sizeof status, &audit), 0);
	ck_assert_int_eq(take(AUDIT_LIST_RULES, &status, sizeof status, &audit), 0);
	ck_assert_int_eq(take(NLMSG_DONE, NULL, 0, &audit), 1);
	ck_assert_uint_eq(audit.rules, 2);
	ck_assert_int_eq(take(NLMSG_ERROR, &refusal, sizeof refusal, &audit), -EPERM);
	ck_assert_int_eq(audit_take(&(struct nlmsghdr){ .nlmsg_len = 3 }, &audit), -EBADMSG);
}
END_TEST

/* Holds a file that nobody else has until the pipe is closed. */
static void hold(const int ready[2], const int go[2])
{
	char byte = 0;
	close(go[1]);
	int held = memfd_create("tracetax-held", MFD_CLOEXEC);
	if (held < 0 || write(ready[1], &byte, 1) < 0)
		_exit(1);
	_exit(read(go[0], &byte, 1) < 0);
}

START_TEST(who_holds_what_has_no_name)
{
	struct holders holders;
	int ready[2], go[2];
	char byte, due[64];
	ck_assert_int_eq(pipe(ready) | pipe(go), 0);
	holders_find("/memfd:tracetax-held (deleted)", &holders);
	ck_assert_uint_eq(holders.n, 0);
	pid_t child = fork();
	if (child == 0)
		hold(ready, go);
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	holders_find("/memfd:tracetax-held (deleted)", &holders);
	close(go[1]);
	snprintf(due, sizeof due, "baseline (%d)", (int)child);
	ck_assert_str_eq(holders.names, due);
	ck_assert_uint_eq(holders.n, 1);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("baseline");
	tcase_add_checked_fixture(tests, begin, end);
	tcase_add_test(tests, idle_states);
	tcase_add_test(tests, limits_of_latency);
	tcase_add_test(tests, libraries_for_every_program);
	tcase_add_test(tests, events_that_are_on);
	tcase_add_loop_test(tests, the_deepest_state_that_is_allowed, 0, 8);
	tcase_add_test(tests, burdens_of_every_call);
	tcase_add_test(tests, counts_that_do_not_fit);
	tcase_add_test(tests, answers_about_audit);
	tcase_add_test(tests, who_holds_what_has_no_name);
	Suite *suite = suite_create("baseline");
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
