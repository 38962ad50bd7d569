/* One campaign as a comparison needs it: its machine, and a figure for each cell and mode. A
 * thousand of them fit into memory, as no run is kept. */
#ifndef TRACETAX_COMPARED_H
#define TRACETAX_COMPARED_H

#include <sys/types.h>

#include "analysis/estimators.h"
#include "load.h"
#include "tables.h"

/* One cell and mode. */
struct compared_row {
	KEYED(key);
	struct estimate slowdown; /* NaN for a baseline: its own is the A/A test */
	struct estimate ns; /* per call */
	bool baseline;
	int64_t runs, flagged; /* of the mode and of its baseline */
	struct sample differences; /* of logarithms, of which the slowdown is the median */
};

struct compared {
	struct loaded loaded; /* its runs and tables are freed */
	struct rows flags; /* of flags.csv */
	struct compared_row *rows; /* by key */
	size_t n;
	char label[128]; /* its directory as typed, or the name given to it; printable */
	dev_t device; /* of the directory, with the inode */
	ino_t inode;
	bool baseline; /* the user named it as baseline */
	bool named; /* the user named it */
	bool paired; /* it belongs to a side of several boots */
	size_t configuration; /* equal if they belong together */
	size_t boot; /* equal if it may have been the same boot */
};

/* Reads the campaign at `path`. Returns 0, or -errno with the complaint; free it in both cases. */
int compared_read(const char *path, const struct knowledge *version, struct compared *campaign,
	struct complaint *complaint);
void compared_free(struct compared *campaign);

/* Returns the row of this cell and mode, or NULL. */
const struct compared_row *compared_row(const struct compared *campaign, struct key key);

/* Returns the boot that machine.json names, or NULL. */
const char *compared_boot(const struct compared *campaign);

#endif
