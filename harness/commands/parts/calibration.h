/* The campaign that tells what watching costs on this machine: measured once, and kept. */
#ifndef TRACETAX_CALIBRATION_H
#define TRACETAX_CALIBRATION_H

#include "base/complaint.h"
#include "derive/load.h"

/* Loads the campaign at `path`. NULL: the one kept in the user's cache directory; if there is none
 * yet, or it is of another machine or version, bench/calibrate.plan is measured first, which a line
 * says unless `quiet`. Returns 0, or -errno with the complaint, which is empty if
 * the measurement itself has said what failed; free `costs` in both cases. */
int calibration_load(
	const char *path, bool quiet, struct loaded *costs, struct complaint *complaint);

#endif
