#include <check.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>

#include "modes/filters/filter.h"
#include "modes/fit.h"
#include "run.h"
#include "workload.h"

static const struct layout reading = { .access = MEMORY_READ },
			   writing = { .access = MEMORY_WRITE },
			   pieces = { .access = MEMORY_READ, .piece = 8 };
static char *words[] = { NULL };
static const int getpid_alone[] = { SYS_getpid };
static struct sock_filter refusing[] = { BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM) },
			  ending[] = { BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS) };
static const struct filter refuses = { .program = { 1, refusing } },
			   ends = { .program = { 1, ending } };

static int supervise(struct run *run)
{
	(void)run;
	return 0;
}

/* Each with a part of the reason; NULL: it fits. */
static const struct {
	struct mode mode;
	struct traits program;
	const char *why;
} pairs[] = {
	{ { .name = "" }, { 0 }, NULL },
	{ { .name = "" }, { .foreign = true }, NULL },
	{ { .name = "" }, { .memory = &reading }, "it intercepts calls" },
	{ { .memory = MEMORY_READ }, { 0 }, "it reads memory, and intercepts no calls" },
	{ { .memory = MEMORY_WRITE }, { 0 }, "it writes memory, and intercepts no calls" },
	{ { .memory = MEMORY_READ }, { .memory = &reading }, NULL },
	{ { .memory = MEMORY_READ }, { .memory = &writing }, "it reads memory, and writes none" },
	{ { .memory = MEMORY_WRITE }, { .memory = &reading }, "it writes memory, and reads none" },
	{ { .memory = MEMORY_READ | MEMORY_WRITE }, { .memory = &writing }, NULL },
	{ { .memory = MEMORY_READ }, { .memory = &pieces }, NULL },
	{ { .memory = MEMORY_READ, .pieces = true }, { .memory = &pieces }, NULL },
	{ { .memory = MEMORY_READ, .pieces = true }, { .memory = &reading }, "in pieces" },
	{ { .answers = true }, { 0 }, "it answers in place of the kernel" },
	{ { .answers = true }, { .answer_ignored = true }, NULL },
	{ { .answers = true }, { .foreign = true }, "it answers in place of the kernel" },
	{ { .misses = COVER_FORK | COVER_EXEC }, { 0 }, NULL },
	{ { .misses = COVER_FORK }, { .demands = COVER_EXEC }, NULL },
	{ { .misses = COVER_FORK | COVER_EXEC },
		{ .demands = COVER_FORK | COVER_EXEC | COVER_THREADS },
		"it does not carry over fork, exec, which" },
	{ { .wrapper = words }, { 0 }, NULL },
	{ { .wrapper = words }, { .foreign = true }, "it is a program of its own" },
	{ { .wrapper = words }, { .foreign = true, .behind = true }, NULL },
	{ { .wrapper = words }, { .foreign = true, .behind = true, .apart = true },
		"it starts the command where it runs itself" },
	{ { .wrapper = words }, { .apart = true }, NULL },
	{ { .inject = "a.so" }, { .closed = NULL }, NULL },
	{ { .inject = "a.so" }, { .closed = "it is static" },
		"into the program, and it is static" },
	{ { .supervise = supervise }, { .closed = "it is static" }, NULL },
	{ { .filter = &refuses }, { 0 }, NULL },
	{ { .filter = &refuses }, { .calls = getpid_alone, .n_calls = 1 },
		"its filter answers getpid with EPERM, and the program needs that call" },
	{ { .filter = &refuses }, { .calls = getpid_alone, .n_calls = 1, .answer_ignored = true },
		NULL },
	{ { .filter = &ends }, { .calls = getpid_alone, .n_calls = 1, .answer_ignored = true },
		"its filter ends a program that calls getpid, and" },
	{ { .reference_only = true }, { 0 }, NULL },
	{ { .reference_only = true }, { .foreign = true }, "it works in tracetax-driver only" },
	{ { .reference_only = true, .supervise = supervise }, { .foreign = true }, NULL },
	{ { .stops_source = STOPS_IN_MAP }, { 0 }, NULL },
	{ { .stops_source = STOPS_IN_MAP }, { .foreign = true }, "its stops are counted in" },
};

START_TEST(each_pair)
{
	char reason[128] = "";
	bool fits = fit_mode(&pairs[_i].mode, pairs[_i].program, reason, sizeof reason);
	ck_assert_msg(fits == !pairs[_i].why, "pair %d: \"%s\"", _i, reason);
	ck_assert_msg(fits || strstr(reason, pairs[_i].why), "pair %d: \"%s\"", _i, reason);
}
END_TEST

START_TEST(kinds)
{
	const struct traits calls = { 0 }, memory = { .memory = &reading };
	const struct mode watcher = { .answers = true, .misses = COVER_FORK };
	const struct mode reader = { .memory = MEMORY_READ };
	ck_assert(fit_kind(&watcher, calls)); /* whether it fits or not */
	ck_assert(!fit_kind(&watcher, memory));
	ck_assert(fit_kind(&reader, memory));
	ck_assert(!fit_kind(&reader, calls));
}
END_TEST

static bool fits_some_workload(const struct mode *mode)
{
	char reason[128];
	for (const struct workload *const *w = workloads; *w; w++) {
		if (fit_mode(mode, workload_traits(*w), reason, sizeof reason))
			return true;
	}
	return false;
}

START_TEST(each_mode_fits_some_workload)
{
	for (const struct mode *const *m = modes; *m; m++)
		ck_assert_msg(fits_some_workload(*m), "%s", (*m)->name);
}
END_TEST

START_TEST(each_workload_has_its_baseline)
{
	char reason[128] = "";
	for (const struct workload *const *w = workloads; *w; w++) {
		const struct mode *baseline = mode_baseline((*w)->memory);
		ck_assert_msg(fit_mode(baseline, workload_traits(*w), reason, sizeof reason),
			"%s: %s", (*w)->name, reason);
	}
}
END_TEST

START_TEST(all_is_without_proofs_and_families)
{
	ck_assert(fit_all(&(struct mode){ .name = "x" }));
	ck_assert(!fit_all(&(struct mode){ .name = "x", .reference_only = true }));
	ck_assert(!fit_all(&(struct mode){ .name = "x-N" }));
}
END_TEST

static Suite *suite(void)
{
	const int n = sizeof pairs / sizeof *pairs;
	Suite *fit = suite_create("fit");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, each_pair, 0, n);
	tcase_add_test(all, kinds);
	tcase_add_test(all, each_mode_fits_some_workload);
	tcase_add_test(all, each_workload_has_its_baseline);
	tcase_add_test(all, all_is_without_proofs_and_families);
	suite_add_tcase(fit, all);
	return fit;
}

int main(void)
{
	return run_suite(suite());
}
