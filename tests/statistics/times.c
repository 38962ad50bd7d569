/* times FILE: what hyperfine --export-json says of two commands, three ways: its own comparison
 * (the ratio of the means, with the error that it prints); Welch's interval, which takes the runs
 * for independent; and Welch's interval of runs that are joined until they are, by the rule of
 * tracetax itself. Prints "RATIO ERROR LO HI JOINED-LO JOINED-HI". */
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "unpaired.h"

struct command {
	struct mean runs, joined;
};

static double *logarithms(const json_t *times)
{
	double *x = malloc((json_array_size(times) + 1) * sizeof *x);
	json_t *time;
	size_t i;
	if (x)
		json_array_foreach(times, i, time) x[i] = log(json_number_value(time));
	return x;
}

static int join(const json_t *times, struct mean *joined)
{
	size_t n = json_array_size(times), size = 1;
	double *x = logarithms(times);
	struct sample sample = { x, n, 1 };
	int error = x ? estimate_cluster(&sample, &size) : -ENOMEM;
	free(x);
	for (size_t i = 0; !error && i + size <= n; i += size) {
		struct mean part = { 0 };
		for (size_t j = 0; j < size; j++)
			mean_add(&part, json_number_value(json_array_get(times, i + j)));
		mean_add(joined, mean_value(&part));
	}
	return error;
}

static struct command command_of(const json_t *result)
{
	struct command command = { 0 };
	const json_t *times = json_object_get(result, "times");
	json_t *time;
	size_t i;
	json_array_foreach(times, i, time) mean_add(&command.runs, json_number_value(time));
	if (join(times, &command.joined) < 0)
		command.joined = command.runs = (struct mean){ 0 };
	return command;
}

int main(int argc, char **argv)
{
	json_error_t error;
	json_t *all = argc == 2 ? json_load_file(argv[1], 0, &error) : NULL;
	const json_t *results = json_object_get(all, "results");
	struct command a = command_of(json_array_get(results, 0));
	struct command b = command_of(json_array_get(results, 1));
	if (a.runs.n < 2 || b.runs.n < 2) {
		fprintf(stderr, "times: FILE must hold two commands with two runs or more\n");
		return 2;
	}
	struct estimate ratio = unpaired_ratio(&b.runs, &a.runs, 0.95);
	struct estimate joined = unpaired_ratio(&b.joined, &a.joined, 0.95);
	double of_a = mean_deviation(&a.runs) / mean_value(&a.runs),
	       of_b = mean_deviation(&b.runs) / mean_value(&b.runs);
	printf("%.6f %.6f %.6f %.6f %.6f %.6f\n", ratio.value, ratio.value * hypot(of_a, of_b),
		ratio.lo, ratio.hi, joined.lo, joined.hi);
	json_decref(all);
	return 0;
}
