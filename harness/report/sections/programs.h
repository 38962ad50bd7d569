/* Programs that were timed as a whole, as sections read them. */
#ifndef TRACETAX_PROGRAMS_SECTION_H
#define TRACETAX_PROGRAMS_SECTION_H

#include "report/report.h"

/* Returns what was measured of the program in one mode at one placement; NULL where it was not
 * timed with its calls. */
const struct program_cost_row *programs_at(
	const struct report *report, const char *mode, const char *placement);

#endif
