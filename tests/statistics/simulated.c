#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/schedule.h"
#include "simulated.h"

enum { OPS = 1000 };
static const double SLOWER = 1.05;

bool simulated_is_slower(size_t row)
{
	return row % TENTH == 0;
}

static void add_run(struct dataset *dataset, size_t cell, const struct slot *slot, size_t block,
	size_t position, double log_ns)
{
	struct run_row row;
	row_clear(&runs_table, &row);
	strcpy(row.workload, "simulated");
	row.size = (int64_t)cell;
	strcpy(row.status, "ok");
	if (slot->role == TREATMENT)
		snprintf(row.mode, sizeof row.mode, "mode-%zu", slot->mode);
	else
		strcpy(row.mode, "untraced");
	strcpy(row.role, schedule_role_names[slot->role]);
	row.block = (int64_t)block;
	row.position = (int64_t)position;
	row.ops = row.calls = OPS;
	row.wall_ns = llround(exp(log_ns) * OPS * 100);
	if (dataset_add(dataset, &row) < 0)
		abort();
}

void simulated_cell(
	const struct simulated *like, size_t cell, gsl_rng *rng, struct dataset *dataset)
{
	struct noise noise = { .rng = rng, .length = BLOCKS * (MODES + 2) };
	struct slot slots[SCHEDULE_SLOTS_MAX];
	struct sequence sequence;
	if (sequence_new(&sequence, gsl_rng_get(rng), MODES) < 0)
		abort();
	for (size_t block = 1; block <= BLOCKS; block++) {
		size_t n = sequence_block(&sequence, slots);
		for (size_t i = 0; i < n; i++, noise.run++) {
			bool slower = like->slower && slots[i].role == TREATMENT &&
				      simulated_is_slower(cell * MODES + slots[i].mode);
			double log_ns = like->scenario->next(&noise) + (slower ? log(SLOWER) : 0);
			add_run(dataset, cell, &slots[i], block, i + 1, log_ns);
		}
	}
	sequence_free(&sequence);
	dataset_sort(dataset);
}

const struct group *simulated_group(const struct dataset *dataset, size_t row)
{
	char name[16];
	snprintf(name, sizeof name, "mode-%zu", row % MODES);
	return dataset_group(dataset, key_of("simulated", (int64_t)(row / MODES), "", name));
}
