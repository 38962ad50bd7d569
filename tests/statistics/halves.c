/* halves DIR MODE: the slowdown of a mode from every other square of a campaign, and from those
 * between. The halves share time and noise, so their difference must be as small as their intervals
 * say. Prints "HALF-WIDTH-OF-ALL DIFFERENCE ALLOWED", of logarithms. */
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/summary.h"
#include "plan/schedule.h"

enum { ALL, ODD, EVEN, SETS };

struct reading {
	struct dataset sets[SETS];
	size_t modes; /* of the campaign, for the length of a square */
};

static int take(const void *row, void *context)
{
	const struct run_row *run = row;
	struct reading *reading = context;
	if (run->block < 1)
		return 0;
	size_t square = (size_t)(run->block - 1) / schedule_square(reading->modes);
	int error = dataset_add(&reading->sets[ALL], run);
	return error ? error : dataset_add(&reading->sets[square % 2 ? EVEN : ODD], run);
}

static struct estimate log_slowdown(struct dataset *dataset, const char *mode)
{
	struct estimate e = { (double)NAN, (double)NAN, (double)NAN };
	dataset_sort(dataset);
	for (size_t i = 0; i < dataset->n_groups; i++)
		if (strcmp(dataset->groups[i].mode, mode) == 0)
			summary_slowdown(dataset, &dataset->groups[i], 0.95, &e);
	return (struct estimate){ log(e.value), log(e.lo), log(e.hi) };
}

int main(int argc, char **argv)
{
	struct reading reading = { .modes = argc > 3 ? strtoul(argv[3], NULL, 10) : 1 };
	struct table_error error = { "" };
	int directory = argc > 2 ? open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (table_read(&runs_table, directory, runs_table.name, 0, take, &reading, &error) < 0) {
		fprintf(stderr, "halves: a campaign and a mode of it: %s\n", error.text);
		return 2;
	}
	struct estimate all = log_slowdown(&reading.sets[ALL], argv[2]);
	struct estimate odd = log_slowdown(&reading.sets[ODD], argv[2]);
	struct estimate even = log_slowdown(&reading.sets[EVEN], argv[2]);
	double difference = odd.value - even.value;
	/* the limits that face each other: Zou & Donner 2008, as both medians may be skewed */
	double allowed = difference > 0 ? hypot(odd.value - odd.lo, even.hi - even.value)
					: hypot(odd.hi - odd.value, even.value - even.lo);
	printf("%.6f %.6f %.6f\n", (all.hi - all.lo) / 2, fabs(difference), allowed);
	for (int i = 0; i < SETS; i++)
		dataset_free(&reading.sets[i]);
	close(directory);
	if (!isfinite(allowed))
		fprintf(stderr, "halves: %s: too few blocks of %s for an interval of each half\n",
			argv[1], argv[2]);
	return isfinite(allowed) ? 0 : 1;
}
