/* times FILE: what hyperfine --export-json says of two commands, three ways: its own comparison
 * (the ratio of the means, with the error that it prints), and Welch's interval. Prints
 * "RATIO ERROR LO HI". */
#include <jansson.h>
#include <math.h>
#include <stdio.h>

#include "unpaired.h"

static struct mean mean_of(const json_t *result)
{
	struct mean mean = { 0 };
	json_t *time;
	size_t i;
	json_array_foreach(json_object_get(result, "times"), i, time)
		mean_add(&mean, json_number_value(time));
	return mean;
}

int main(int argc, char **argv)
{
	json_error_t error;
	json_t *all = argc == 2 ? json_load_file(argv[1], 0, &error) : NULL;
	const json_t *results = json_object_get(all, "results");
	struct mean a = mean_of(json_array_get(results, 0));
	struct mean b = mean_of(json_array_get(results, 1));
	if (a.n < 2 || b.n < 2) {
		fprintf(stderr, "times: FILE must hold two commands with two runs or more\n");
		return 2;
	}
	struct estimate ratio = unpaired_ratio(&b, &a, 0.95);
	double of_a = mean_deviation(&a) / mean_value(&a),
	       of_b = mean_deviation(&b) / mean_value(&b);
	printf("%.6f %.6f %.6f %.6f\n", ratio.value, ratio.value * hypot(of_a, of_b), ratio.lo,
		ratio.hi);
	json_decref(all);
	return 0;
}
