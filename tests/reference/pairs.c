/* pairs 'COMMAND A' 'COMMAND B': runs two commands that print one number each in pairs, in random
 * order within a pair, and compares the numbers. Runs that are close in time share the slow noise.
 */
#include <argp.h>
#include <errno.h>
#include <fcntl.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analysis/estimators.h"

enum { HOLDS = 0, DOES_NOT_HOLD = 1, BROKEN = 2 };
enum { MOST_PAIRS = 100000, PATIENCE_S = 2 };
static const double CONFIDENCE = 0.95;

struct arguments {
	const char *command[2], *label[2];
	size_t commands, pairs;
	unsigned seed;
	double max_ratio, within; /* within: percent; NaN where there is no limit */
};

/* The signals that end us are blocked except while a command runs, so `group` is always valid in
 * their handler. */
static sigset_t ends;
static volatile pid_t group;
static volatile sig_atomic_t ended_by;

/* Lets the command clean up; kills what is left by the next signal or the alarm. */
static void end_group(int signal)
{
	kill(-group, ended_by ? SIGKILL : SIGTERM);
	if (!ended_by)
		ended_by = signal;
	alarm(PATIENCE_S);
}

static void handle_ends(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGALRM };
	sigemptyset(&ends);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		sigaddset(&ends, signals[i]);
	sigprocmask(SIG_BLOCK, &ends, NULL);

	struct sigaction action = { .sa_handler = end_group, .sa_flags = SA_RESTART };
	action.sa_mask = ends;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		sigaction(signals[i], &action, NULL);
	/* what outlives its parent becomes our child, to wait for */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
}

static void leave(void)
{
	while (waitpid(-1, NULL, 0) > 0)
		continue;
	signal(ended_by, SIG_DFL);
	raise(ended_by);
}

static void become_command(const char *command, const int out[2])
{
	setpgid(0, 0);
	int null = open("/dev/null", O_RDONLY); /* the terminal is not ours to read from there */
	dup2(null, STDIN_FILENO);
	dup2(out[1], STDOUT_FILENO);
	close(null);
	close(out[0]);
	close(out[1]);
	sigprocmask(SIG_UNBLOCK, &ends, NULL);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* Starts it in a process group of its own; returns its output, or NULL. */
static FILE *start(const char *command)
{
	int out[2];
	if (pipe(out) < 0)
		return NULL;
	pid_t pid = fork();
	if (pid == 0)
		become_command(command, out);
	close(out[1]);
	if (pid < 0)
		return NULL;
	setpgid(pid, pid); /* here too: either may come first */
	group = pid;
	sigprocmask(SIG_UNBLOCK, &ends, NULL);
	return fdopen(out[0], "r");
}

/* Reads the beginning of what it prints, and its wait status. */
static int run(const char *command, char *text, size_t size)
{
	FILE *output = start(command);
	if (!output) {
		fprintf(stderr, "pairs: '%s' cannot be started: %s\n", command, strerror(errno));
		exit(BROKEN);
	}
	text[fread(text, 1, size - 1, output)] = '\0';
	while (fgetc(output) != EOF)
		continue;
	fclose(output);
	int status;
	waitpid(group, &status, 0);
	if (ended_by)
		leave();
	sigprocmask(SIG_BLOCK, &ends, NULL);
	return status;
}

static bool is_number(const char *text, double *value)
{
	char *end;
	*value = strtod(text, &end);
	return end != text && end[strspn(end, " \t\r\n")] == '\0' && isfinite(*value);
}

/* Returns what the command prints; ends unless that is a number above 0. */
static double number_from(const char *command)
{
	char text[256];
	double value;
	int status = run(command, text, sizeof text);
	bool good = is_number(text, &value) && value > 0;
	if (status == 0 && good)
		return value;
	fprintf(stderr, "pairs: '%s': ", command);
	if (WIFSIGNALED(status))
		fprintf(stderr, "killed by signal %d\n", WTERMSIG(status));
	else if (good)
		fprintf(stderr, "exit status %d\n", WEXITSTATUS(status));
	else
		fprintf(stderr, "exit status %d, and no number above 0: '%.*s'\n",
			WEXITSTATUS(status), (int)strcspn(text, "\n"), text);
	exit(BROKEN);
}

static void measure_pair(const struct arguments *arguments, gsl_rng *rng, double number[2])
{
	size_t first = gsl_rng_uniform_int(rng, 2);
	number[first] = number_from(arguments->command[first]);
	number[!first] = number_from(arguments->command[!first]);
}

static void measure(const struct arguments *arguments, double *a, double *b, double *log_ratio)
{
	double number[2];
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(rng, arguments->seed);
	measure_pair(arguments, rng, number); /* warm-up */
	for (size_t i = 0; i < arguments->pairs; i++) {
		measure_pair(arguments, rng, number);
		a[i] = number[0];
		b[i] = number[1];
		log_ratio[i] = log(number[0] / number[1]);
	}
	gsl_rng_free(rng);
}

static void print_interval(struct estimate e, int digits)
{
	if (isnan(e.lo))
		printf(" [no interval of so few]");
	else
		printf(" [%.*f, %.*f]", digits, e.lo, digits, e.hi);
}

static void print_median(const char *label, struct estimate e)
{
	printf("%-20s %.2f", label, e.value);
	print_interval(e, 2);
	putchar('\n');
}

static const char *where(struct estimate e, double limit)
{
	if (isnan(e.lo))
		return "";
	if (e.hi <= limit)
		return ", the whole interval below";
	if (e.lo > limit)
		return ", the whole interval above";
	return ", the interval on both sides";
}

static bool judge_ratio(const struct arguments *arguments, struct estimate ratio)
{
	bool holds = isnan(arguments->max_ratio) || ratio.value <= arguments->max_ratio;
	printf("%s/%s = %.3f", arguments->label[0], arguments->label[1], ratio.value);
	print_interval(ratio, 3);
	if (!isnan(arguments->max_ratio))
		printf(", limit %g: %s%s", arguments->max_ratio, holds ? "holds" : "does not hold",
			where(ratio, arguments->max_ratio));
	putchar('\n');
	return holds;
}

static bool judge_distance(const struct arguments *arguments, struct estimate ratio)
{
	if (isnan(arguments->within))
		return true;
	double percent = 100 * (ratio.value - 1);
	bool holds = fabs(percent) <= arguments->within;
	printf("they differ by %+.1f %%, limit %g %%: %s\n", percent, arguments->within,
		holds ? "holds" : "does not hold");
	return holds;
}

static struct estimate median_of(const double *x, size_t n)
{
	struct estimate median;
	const struct sample sample = { x, n, 1 };
	if (estimate_median(&sample, 1, &CONFIDENCE, &median) < 0)
		exit(BROKEN);
	return median;
}

static int compare(const struct arguments *arguments)
{
	size_t n = arguments->pairs;
	double *a = malloc(3 * n * sizeof *a);
	if (!a)
		return BROKEN;
	double *b = a + n, *log_ratio = b + n;
	measure(arguments, a, b, log_ratio);
	struct estimate median_a = median_of(a, n);
	struct estimate median_b = median_of(b, n);
	struct estimate ratio = estimate_exp(median_of(log_ratio, n));
	free(a);

	print_median(arguments->label[0], median_a);
	print_median(arguments->label[1], median_b);
	printf("%zu pairs, seed %u\n", n, arguments->seed);
	bool holds = judge_ratio(arguments, ratio);
	holds &= judge_distance(arguments, ratio);
	return holds ? HOLDS : DOES_NOT_HOLD;
}

enum { PAIRS = 0x100, MAX_RATIO, WITHIN, LABEL_A, LABEL_B, SEED };

static const struct argp_option options[] = {
	{ "pairs", PAIRS, "N", 0, "pairs after the first, which is a warm-up (20)", 0 },
	{ "max-ratio", MAX_RATIO, "R", 0, "holds if the median of a/b is at most R", 0 },
	{ "within", WITHIN, "PCT", 0, "holds if the median of a/b is within PCT percent of 1", 0 },
	{ "a", LABEL_A, "LABEL", 0, "what to call the first (a)", 0 },
	{ "b", LABEL_B, "LABEL", 0, "what to call the second (b)", 0 },
	{ "seed", SEED, "N", 0, "of the order (random)", 0 },
	{ 0 },
};

static double positive(const char *text, double most, struct argp_state *state)
{
	double value;
	if (!is_number(text, &value) || value <= 0 || value > most)
		argp_error(state, "'%s' is not a number above 0 and up to %g", text, most);
	return value;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct arguments *arguments = state->input;
	if (key == PAIRS)
		arguments->pairs = (size_t)ceil(positive(value, MOST_PAIRS, state));
	else if (key == MAX_RATIO)
		arguments->max_ratio = positive(value, 1e9, state);
	else if (key == WITHIN)
		arguments->within = positive(value, 1e9, state);
	else if (key == LABEL_A || key == LABEL_B)
		arguments->label[key - LABEL_A] = value;
	else if (key == SEED)
		arguments->seed = (unsigned)positive(value, UINT32_MAX, state);
	else if (key == ARGP_KEY_ARG && arguments->commands < 2)
		arguments->command[arguments->commands++] = value;
	else if (key == ARGP_KEY_ARG || (key == ARGP_KEY_END && arguments->commands < 2))
		argp_error(state, "two commands are compared");
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "'COMMAND A' 'COMMAND B'",
		.doc = "Compare the numbers that two shell commands print, in interleaved pairs.\v"
		       "Exit status: 0 it holds, 1 it does not, 2 usage or a command that failed.",
	};
	struct arguments arguments = {
		.label = { "a", "b" },
		.pairs = 20,
		.max_ratio = (double)NAN,
		.within = (double)NAN,
	};
	getrandom(&arguments.seed, sizeof arguments.seed, 0);
	argp_err_exit_status = BROKEN;
	argp_parse(&argp, argc, argv, 0, NULL, &arguments);
	handle_ends();
	return compare(&arguments);
}
