/* Between runs: how far the campaign has come. */
#include <math.h>

#include "session.h"

/* Returns the widest half interval among the cells that are measured until they are narrow. */
static double widest(const struct session *session)
{
	double half_width = 0;
	for (size_t c = 0; c < session->campaign->plan->n_cells; c++) {
		const struct cell_state *state = &session->cells[c];
		if (!state->cell->blocks && session_has_work(state))
			half_width = fmax(half_width, state->half_width);
	}
	return half_width;
}

/* At most; without a limit, where the number of runs is known, as long as they took so far. */
static uint64_t time_left_ns(const struct session *session, uint64_t elapsed_ns)
{
	uint64_t limit = session->limit_ns, left = limit > elapsed_ns ? limit - elapsed_ns : 0;
	if (!session->total || !session->done)
		return left;
	double runs = (double)session->total - (double)session->done;
	uint64_t expected = (uint64_t)((double)elapsed_ns / (double)session->done * runs);
	return limit && left < expected ? left : expected;
}

void session_tell(const struct session *session, const struct order *order)
{
	const struct keeper *keeper = &session->campaign->keeper;
	if (!keeper->progress)
		return;
	uint64_t elapsed_ns = session_now() - session->epoch_ns;
	const struct progress progress = {
		.stage = session->stage,
		.done = session->done,
		.total = session->total,
		.elapsed_ns = elapsed_ns,
		.left_ns = time_left_ns(session, elapsed_ns),
		.widest = widest(session),
		.precision = session->campaign->precision,
		.workload = order->workload->name,
		.placement = order->placement->name,
		.mode = order->mode->name,
	};
	keeper->progress(&progress, keeper->context);
}
