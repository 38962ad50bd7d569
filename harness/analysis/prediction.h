/* Predicts the slowdown of a program from what was counted of it and what each of that costs. */
#ifndef TRACETAX_PREDICTION_H
#define TRACETAX_PREDICTION_H

#include "records/derived.h"

/* What one execution of a program does, as far as watching makes it more expensive. */
struct demand {
	struct estimate ns; /* its time when nothing watches it */
	double calls, signals, forks, threads;
	double execs; /* those after the one that starts it */
};

/* Returns the slowdown: 1 + (attach + calls * call + signals * signal + ...) / ns. The interval
 * combines those of the costs and of the time. NaN if it does something whose cost is not known.
 * Where no exec could be calibrated, as in modes that inject an object, it costs what attaching
 * does, which is an exec too. */
struct estimate prediction_slowdown(const struct demand *demand, const struct cost_row *costs);

/* Returns how far a prediction is off: 0.1 is 10 % above what was measured. */
double prediction_error(struct estimate predicted, struct estimate measured);

#endif
