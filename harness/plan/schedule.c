#include <errno.h>
#include <gsl/gsl_randist.h>
#include <string.h>

#include "schedule.h"

enum { SHORT_BLOCK = 6 }; /* up to so many modes, two baselines in a block are near enough */

const char *const schedule_role_names[] = { "treatment", "baseline-a", "baseline-b",
	"baseline-between" };

gsl_rng *schedule_rng(unsigned long seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	if (rng)
		gsl_rng_set(rng, seed);
	return rng;
}

static void shuffled(gsl_rng *rng, size_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		numbers[i] = i;
	gsl_ran_shuffle(rng, numbers, n, sizeof *numbers);
}

void schedule_pass(gsl_rng *rng, size_t *cells, size_t n)
{
	shuffled(rng, cells, n);
}

size_t schedule_square(size_t n_modes)
{
	size_t labels = n_modes + 2;
	return labels % 2 ? 2 * labels : labels;
}

/* Returns an element of the sequence 0, 1, n-1, 2, n-2, ...: neighbours differ by every amount (mod
 * n) once, so rows shifted by a constant hold every ordered pair once. If n is odd, this needs the
 * mirrored rows as well. */
static size_t zigzag(size_t position, size_t n)
{
	return position % 2 ? (position + 1) / 2 : (n - position / 2) % n;
}

/* Returns the label at a position of a row, before labels are shuffled. */
static size_t williams(size_t row, size_t position, size_t n)
{
	size_t from = row < n ? position : n - 1 - position;
	return (zigzag(from, n) + row) % n;
}

int sequence_new(struct sequence *sequence, unsigned long seed, size_t n_modes)
{
	*sequence = (struct sequence){ .rng = schedule_rng(seed), .n_modes = n_modes };
	sequence->labels[0] = (struct slot){ 0, BASELINE_A };
	sequence->labels[1] = (struct slot){ 0, BASELINE_B };
	for (size_t i = 0; i < n_modes; i++)
		sequence->labels[i + 2] = (struct slot){ i, TREATMENT };
	return sequence->rng ? 0 : -ENOMEM;
}

void sequence_free(struct sequence *sequence)
{
	gsl_rng_free(sequence->rng);
	sequence->rng = NULL;
}

/* Puts each baseline as late as it still reaches back to every treatment before it. */
static size_t set_between(const struct slot *row, size_t n, struct slot *slots)
{
	static const struct slot between = { 0, BASELINE_BETWEEN };
	size_t uncovered = 0, covered = 0,
	       used = 0; /* treatments behind, and ahead of, the current one */
	for (size_t i = 0; i < n; i++) {
		if (row[i].role != TREATMENT) {
			uncovered = 0;
			covered = SCHEDULE_REACH;
		} else if (covered > 0) {
			covered--;
		} else if (uncovered < SCHEDULE_REACH) {
			uncovered++;
		} else {
			slots[used++] = between;
			uncovered = 0;
			covered = SCHEDULE_REACH - 1;
		}
		slots[used++] = row[i];
	}
	if (uncovered > 0)
		slots[used++] = between;
	return used;
}

size_t sequence_block(struct sequence *sequence, struct slot *slots)
{
	struct slot row[SCHEDULE_MODES_MAX + 2];
	size_t n = sequence->n_modes + 2, square = schedule_square(sequence->n_modes);
	if (sequence->next % square == 0) {
		gsl_ran_shuffle(sequence->rng, sequence->labels, n, sizeof *sequence->labels);
		shuffled(sequence->rng, sequence->rows, square);
	}
	size_t at = sequence->rows[sequence->next++ % square];
	for (size_t i = 0; i < n; i++)
		row[i] = sequence->labels[williams(at, i, n)];
	if (sequence->n_modes > SHORT_BLOCK)
		return set_between(row, n, slots);
	memcpy(slots, row, n * sizeof *row);
	return n;
}
