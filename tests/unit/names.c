#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "plan/names.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

static const double CLOSE = 1e-12;
static struct complaint complaint;

START_TEST(complaint_masks_controls)
{
	ck_assert_int_eq(complain(&complaint, "a%sb \"%d\"", "\033[2J\r\n\t\x7f", 7), -EINVAL);
	ck_assert_str_eq(complaint.text, "a?[2J????b \"7\"");
}
END_TEST

START_TEST(complaint_is_cut_to_its_room)
{
	char endless[1000];
	memset(endless, 'x', sizeof endless - 1);
	endless[sizeof endless - 1] = '\0';
	complain(&complaint, "%s", endless);
	ck_assert_uint_eq(strlen(complaint.text), sizeof complaint.text - 1);
}
END_TEST

static const struct {
	const char *typed, *complaint;
} typos[] = {
	{ "getpidd", "unknown workload \"getpidd\": did you mean \"getpid\"?" },
	{ "egtpid", "unknown workload \"egtpid\": did you mean \"getpid\"?" },
	{ "GETPPID", "unknown workload \"GETPPID\": did you mean \"getppid\"?" },
	{ "fileio", "unknown workload \"fileio\": did you mean \"file-io\"?" },
	{ "g", "unknown workload \"g\": see the list" },
	{ "", "unknown workload \"\": see the list" },
	{ "zzzzzzzzzzzz", "unknown workload \"zzzzzzzzzzzz\": see the list" },
	{ "getpid\033[2", "unknown workload \"getpid?[2\": did you mean \"getpid\"?" },
};

START_TEST(nearest_name)
{
	struct nearest nearest = nearest_to(typos[_i].typed);
	nearest_offer(&nearest, "compute");
	nearest_offer(&nearest, "file-io");
	nearest_offer(&nearest, "getpid");
	nearest_offer(&nearest, "getppid");
	ck_assert_int_eq(nearest_complain(&nearest, "workload", "the list", &complaint), -EINVAL);
	ck_assert_str_eq(complaint.text, typos[_i].complaint);
}
END_TEST

START_TEST(nearest_name_of_equals_is_the_first)
{
	struct nearest nearest = nearest_to("bat");
	nearest_offer(&nearest, "cat");
	nearest_offer(&nearest, "hat");
	ck_assert_str_eq(nearest.best, "cat");
	ck_assert_uint_eq(nearest.distance, 1);
}
END_TEST

START_TEST(nearest_name_of_endless_ones)
{
	char endless[1000];
	memset(endless, 'x', sizeof endless - 1);
	endless[sizeof endless - 1] = '\0';
	struct nearest nearest = nearest_to(endless);
	nearest_offer(&nearest, endless);
	ck_assert_uint_eq(nearest.distance, SIZE_MAX);
	nearest_complain(&nearest, "event", "the list", &complaint);
	ck_assert_ptr_nonnull(strstr(complaint.text, "\": see the list"));
	nearest = nearest_to("x");
	nearest_offer(&nearest, endless);
	ck_assert_uint_eq(nearest.distance, SIZE_MAX);
}
END_TEST

static const struct {
	const char *typed, *known;
	bool near;
} pairs[] = {
	{ "mde", "mode", true },
	{ "rnu", "run", true },
	{ "sumary", "summary", true },
	{ "trcae", "trace", true },
	{ "exrept", "excerpt", true },
	{ "seccomp-trace-mis", "seccomp-trace-miss", true },
	{ "secomp-trac-mis", "seccomp-trace-miss", true },
	{ "ptrace-sycalls", "ptrace-syscall", true },
	{ "user-notif", "user-notif-sync", true },
	{ "context-switch", "CONTEXT-SWITCHES", true },
	{ "placements", "placement", true },
	{ "bogus", "ops", false },
	{ "bogus", "blocks", false },
	{ "nurr", "run", false },
	{ "dd", "fan", false },
	{ "exec", "trace", false },
	{ "verbose", "reverse", false },
	{ "ptrace", "ptrace-info", false },
	{ "getpid", "getdents", false },
	{ "sud-trap", "sigsys-trap", false },
};

START_TEST(only_what_is_near_is_offered)
{
	struct nearest nearest = nearest_to(pairs[_i].typed);
	nearest_offer(&nearest, pairs[_i].known);
	ck_assert_int_eq(nearest.distance != SIZE_MAX, pairs[_i].near);
	struct nearest back = nearest_to(pairs[_i].known);
	nearest_offer(&back, pairs[_i].typed);
	ck_assert_uint_eq(back.distance, nearest.distance);
}
END_TEST

static const struct argp_option options[] = {
	{ "workload", 'w', "NAME,...", 0, "", 0 },
	{ "time", 't', "SECONDS", 0, "", 0 },
	{ "timeout", 'T', "SECONDS", 0, "", 0 },
	{ "quiet", 'q', NULL, 0, "", 0 },
	{ 0 },
};

/* What argp gives to a parser: "w=getpid q a.plan", the rest after "|" where operands come last. */
static char given[200];

static error_t parse(int key, char *value, struct argp_state *state)
{
	bool last = *(enum operands *)state->input == OPERANDS_LAST;
	size_t n = strlen(given);
	if (key == ARGP_KEY_ARGS)
		snprintf(given + n, sizeof given - n, "|%s ", state->argv[state->next]);
	else if (key == ARGP_KEY_ARG && !last)
		snprintf(given + n, sizeof given - n, "%s ", value);
	else if (key > 0 && key < 128)
		snprintf(given + n, sizeof given - n, value ? "%c=%s " : "%c ", key, value);
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

/* After argv[0]: what is given to the parser, or the complaint. */
static const struct {
	const char *argv[5], *given, *complaint;
	enum operands operands;
} lines[] = {
	{ { NULL }, .given = "" },
	{ { "--workload", "getpid" }, .given = "w=getpid " },
	{ { "--workload=getpid", "a.plan", "-q" }, .given = "w=getpid a.plan q " },
	{ { "a.plan", "-w", "x", "b.plan", "-q" }, .given = "a.plan w=x b.plan q " },
	{ { "-qwx", "-wy", "-qw", "z" }, .given = "q w=x w=y q w=z " },
	{ { "--workload=" }, .given = "w= " },
	{ { "--work", "getpid", "--q" }, .given = "w=getpid q " },
	{ { "--workload", "--bogus" }, .given = "w=--bogus " },
	{ { "--quiet", "--", "--bogus" }, .given = "q --bogus " },
	{ { "a", "-q", "--", "-q" }, .given = "a q -q " },
	{ { "--wrokload", "x" },
		.complaint = "unknown option \"wrokload\": did you mean \"workload\"?" },
	{ { "--wrokload=x" },
		.complaint = "unknown option \"wrokload\": did you mean \"workload\"?" },
	{ { "--workloads=x" },
		.complaint = "unknown option \"workloads\": did you mean \"workload\"?" },
	{ { "a.plan", "--zzzzzzzzzzzz" },
		.complaint = "unknown option \"zzzzzzzzzzzz\": see --help" },
	{ { "--workload", "--", "--bogus" }, .complaint = "unknown option \"bogus\": see --help" },
	{ { "--tim", "5" }, .complaint = "--tim may be --time or --timeout: write more of it" },
	{ { "--quiet=x" }, .complaint = "--quiet takes no value" },
	{ { "-qx" }, .complaint = "unknown option \"-x\": see --help" },
	{ { "--workload" }, .complaint = "--workload needs a value: NAME,..." },
	{ { "--quiet", "--work" }, .complaint = "--workload needs a value: NAME,..." },
	{ { "-qw" }, .complaint = "--workload needs a value: NAME,..." },
	{ { "--time" }, .complaint = "--time needs a value: SECONDS" },
	{ { "--timeout" }, .complaint = "--timeout needs a value: SECONDS" },
	{ { "a", "--bogus", "-w" }, .given = "|a ", .operands = OPERANDS_LAST },
	{ { "-q", "--", "--bogus" }, .given = "q |--bogus ", .operands = OPERANDS_LAST },
	{ { "--work", "x", "a", "-Z" }, .given = "w=x |a ", .operands = OPERANDS_LAST },
	{ { "--wok", "x", "a" }, .complaint = "unknown option \"wok\": see --help",
		.operands = OPERANDS_LAST },
};

static void read_line(int i)
{
	static const struct argp argp = { .options = options, .parser = parse };
	char *argv[6] = { "tracetax" };
	int argc = 1;
	for (; argc < 6 && lines[i].argv[argc - 1]; argc++)
		argv[argc] = (char *)lines[i].argv[argc - 1];
	enum operands operands = lines[i].operands;
	int error = names_parse(&argp, operands, ARGP_SILENT, argc, argv, &operands, &complaint);
	ck_assert_int_eq(error, lines[i].complaint ? -EINVAL : 0);
	ck_assert_str_eq(complaint.text, lines[i].complaint ? lines[i].complaint : "");
	ck_assert_str_eq(given, lines[i].given ? lines[i].given : "");
}

START_TEST(options_of_a_line)
{
	unsetenv("POSIXLY_CORRECT");
	read_line(_i);
}
END_TEST

START_TEST(options_of_a_line_whatever_the_environment_says)
{
	setenv("POSIXLY_CORRECT", "1", true);
	read_line(_i);
}
END_TEST

static const struct {
	const char *text;
	bool binary;
	uint64_t min, max, value;
} numbers[] = {
	{ "0", false, 0, 9, 0 },
	{ "2", false, 2, 9, 2 },
	{ "9", false, 2, 9, 9 },
	{ "007", false, 2, 9, 7 },
	{ "18446744073709551615", false, 0, UINT64_MAX, UINT64_MAX },
	{ "5", true, 1, 9, 5 },
	{ "1k", true, 0, 1024, 1024 },
	{ "4K", true, 4096, 5000, 4096 },
	{ "2M", true, 0, UINT64_MAX, 2U << 20 },
	{ "3G", true, 0, UINT64_MAX, 3ULL << 30 },
	{ "17179869183G", true, 0, UINT64_MAX, 17179869183ULL << 30 },
};

START_TEST(number)
{
	uint64_t value = 12345;
	ck_assert_int_eq(names_number(numbers[_i].text, "ops", numbers[_i].binary, numbers[_i].min,
				 numbers[_i].max, &value, &complaint),
		0);
	ck_assert_uint_eq(value, numbers[_i].value);
}
END_TEST

static const struct {
	const char *text;
	bool binary;
	uint64_t min, max;
} no_numbers[] = {
	{ "1", false, 2, 9 },
	{ "10", false, 2, 9 },
	{ "2k", true, 0, 2047 },
	{ "18446744073709551616", false, 0, UINT64_MAX },
	{ "99999999999999999999", true, 0, UINT64_MAX },
	{ "17179869184G", true, 0, UINT64_MAX },
	{ "18014398509481985k", true, 0, UINT64_MAX },
	{ "1k", false, 0, UINT64_MAX },
	{ "", false, 0, 9 },
	{ "", true, 0, 9 },
	{ "k", true, 0, UINT64_MAX },
	{ "-1", false, 0, UINT64_MAX },
	{ "-0", false, 0, UINT64_MAX },
	{ "+5", false, 0, 9 },
	{ " 5", false, 0, 9 },
	{ "5 ", false, 0, 9 },
	{ "12x", false, 0, 99 },
	{ "12x", true, 0, 99 },
	{ "1kk", true, 0, UINT64_MAX },
	{ "1kB", true, 0, UINT64_MAX },
	{ "1m", true, 0, UINT64_MAX },
	{ "1.5", true, 0, 9 },
	{ "0x5", false, 0, 9 },
	{ "1e3", false, 0, 9999 },
};

START_TEST(no_number)
{
	uint64_t value;
	ck_assert_int_eq(names_number(no_numbers[_i].text, "ops", no_numbers[_i].binary,
				 no_numbers[_i].min, no_numbers[_i].max, &value, &complaint),
		-EINVAL);
}
END_TEST

START_TEST(number_says_its_range)
{
	uint64_t value;
	names_number("x", "ops", false, 2, 9, &value, &complaint);
	ck_assert_str_eq(complaint.text, "--ops: expected a whole number from 2 to 9, found \"x\"");
	names_number("x", "size", true, 1, 8192, &value, &complaint);
	ck_assert_str_eq(complaint.text,
		"--size: expected a whole number from 1 to 8192 (k, M or G may follow), found \"x\"");
}
END_TEST

static const struct {
	const char *text;
	double value;
} decimals[] = { { "0.1", 0.1 }, { "2.5", 2.5 }, { ".5", 0.5 }, { "7", 7 }, { "6e1", 60 },
	{ "100", 100 } };

START_TEST(decimal)
{
	double value = -1;
	ck_assert_int_eq(
		names_decimal(decimals[_i].text, "window", 0.1, 100, &value, &complaint), 0);
	ck_assert_double_eq_tol(value, decimals[_i].value, CLOSE);
}
END_TEST

static const char *const no_decimals[] = { "", "nan", "NAN", "inf", "infinity", "-inf", "1e999",
	"0.0999", "100.1", "-5", "1e-400", "5x", "5 ", "5,5", "x", ".", "e", " 5", "0x10" };

START_TEST(no_decimal)
{
	double value;
	ck_assert_int_eq(
		names_decimal(no_decimals[_i], "window", 0.1, 100, &value, &complaint), -EINVAL);
}
END_TEST

START_TEST(decimal_says_its_range)
{
	double value;
	names_decimal("x", "window", 0.1, 60000, &value, &complaint);
	ck_assert_str_eq(
		complaint.text, "--window: expected a number from 0.1 to 60000, found \"x\"");
}
END_TEST

static Suite *suite(void)
{
	Suite *names = suite_create("names");
	TCase *all = tcase_create("all");
	tcase_add_test(all, complaint_masks_controls);
	tcase_add_test(all, complaint_is_cut_to_its_room);
	tcase_add_loop_test(all, nearest_name, 0, LENGTH(typos));
	tcase_add_test(all, nearest_name_of_equals_is_the_first);
	tcase_add_test(all, nearest_name_of_endless_ones);
	tcase_add_loop_test(all, only_what_is_near_is_offered, 0, LENGTH(pairs));
	tcase_add_loop_test(all, options_of_a_line, 0, LENGTH(lines));
	tcase_add_loop_test(all, options_of_a_line_whatever_the_environment_says, 0, LENGTH(lines));
	tcase_add_loop_test(all, number, 0, LENGTH(numbers));
	tcase_add_loop_test(all, no_number, 0, LENGTH(no_numbers));
	tcase_add_test(all, number_says_its_range);
	tcase_add_loop_test(all, decimal, 0, LENGTH(decimals));
	tcase_add_loop_test(all, no_decimal, 0, LENGTH(no_decimals));
	tcase_add_test(all, decimal_says_its_range);
	suite_add_tcase(names, all);
	return names;
}

int main(void)
{
	return run_suite(suite());
}
