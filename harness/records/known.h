/* What is known of the modes and workloads of a campaign: its modes.csv and workloads.csv, so that
 * nothing that reads a campaign has to know them itself. */
#ifndef TRACETAX_KNOWN_H
#define TRACETAX_KNOWN_H

#include "rows.h"

struct known {
	struct mode_row *modes;
	size_t n_modes;
	struct workload_row *workloads;
	size_t n_workloads;
};

/* Return the row of a mode, or of a workload at a size (ABSENT: it takes none); an empty one where
 * nothing is known of it. */
const struct mode_row *known_mode(const struct known *known, const char *mode);
const struct workload_row *known_workload(
	const struct known *known, const char *workload, int64_t size);

/* Add a row, unless there is one of that name already, and size. 0 or -errno (-ENOMEM, -EFBIG: more
 * than any campaign has). */
int known_add_mode(struct known *known, const struct mode_row *row);
int known_add_workload(struct known *known, const struct workload_row *row);

/* Write or read both files. 0 or -errno; reading goes on where a file is not there, and says with
 * -EBADMSG what is wrong with one. */
int known_write(const struct known *known, int directory);
int known_read(struct known *known, int directory, struct table_error *error);
void known_free(struct known *known);

#endif
