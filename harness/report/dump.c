#include <errno.h>
#include <math.h>

#include "dump.h"

enum { FIGURES = 12 }; /* of a number: seconds, to the nanosecond */

json_t *dump_number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

json_t *dump_estimate(struct estimate estimate)
{
	if (!isfinite(estimate.value))
		return json_null();
	return json_pack("{s:o, s:o, s:o}", "value", dump_number(estimate.value), "lo",
		dump_number(estimate.lo), "hi", dump_number(estimate.hi));
}

int dump_whole(json_t *whole, int error, FILE *out)
{
	if (!error && json_dumpf(whole, out, JSON_INDENT(2) | JSON_REAL_PRECISION(FIGURES)) < 0)
		error = -ENOMEM;
	if (!error)
		fputc('\n', out);
	json_decref(whole);
	return error;
}
