#include <math.h>
#include <stdbool.h>

#include "analysis/estimators.h"
#include "prediction.h"

/* Adds what happens so often; what never happens need not be known. */
static struct estimate plus(struct estimate sum, double times, struct estimate cost)
{
	return times == 0 ? sum : estimate_plus(sum, times, cost);
}

static struct estimate added(const struct demand *demand, const struct cost_row *costs)
{
	const struct estimate nothing = { 0, 0, 0 };
	bool known = !isnan(costs->exec_ns.value);
	struct estimate sum = plus(nothing, demand->calls, costs->call_ns);
	sum = plus(sum, demand->signals, costs->signal_ns);
	sum = plus(sum, demand->forks, costs->fork_ns);
	sum = plus(sum, demand->threads, costs->thread_ns);
	sum = plus(sum, demand->execs, known ? costs->exec_ns : costs->attach_ns);
	return isnan(costs->attach_ns.value) ? sum : estimate_plus(sum, 1, costs->attach_ns);
}

struct estimate prediction_slowdown(const struct demand *demand, const struct cost_row *costs)
{
	struct estimate sum = added(demand, costs), ns = demand->ns;
	double excess = sum.value / ns.value;
	/* the time is longer where the excess is smaller */
	double below = excess * (1 - ns.value / ns.hi), above = excess * (ns.value / ns.lo - 1);
	return (struct estimate){ 1 + excess,
		1 + excess - hypot((sum.value - sum.lo) / ns.value, below),
		1 + excess + hypot((sum.hi - sum.value) / ns.value, above) };
}

double prediction_error(struct estimate predicted, struct estimate measured)
{
	return predicted.value / measured.value - 1;
}
