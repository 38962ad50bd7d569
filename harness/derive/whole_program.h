/* Reads whole-program.csv of a campaign: the post's program, timed by hyperfine. */
#ifndef TRACETAX_WHOLE_PROGRAM_H
#define TRACETAX_WHOLE_PROGRAM_H

#include "analysis/programs.h"
#include "base/complaint.h"

/* Reads the file of the campaign at `path`; without it there are no rows. Returns 0, or -errno with
 * the complaint. */
int whole_program_read(
	int directory, const char *path, struct programs *programs, struct complaint *complaint);

#endif
