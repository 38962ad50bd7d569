/* The contract of a section of the report: data and one function, in a file of sections/. */
#ifndef TRACETAX_SECTION_H
#define TRACETAX_SECTION_H

#include <stdbool.h>

#include "report.h"

struct section {
	int order; /* place in the report; no two are equal */
	const char *heading; /* as Markdown: "## The control"; NULL: none */
	const char *fold; /* what is within, if it is unfolded by a click; NULL: it is open */
	bool answers; /* it is a list whose first item is the answer: a page makes the most of it */
	/* Writes what stands below the heading, up to an empty line. It only reads derived tables.
	 * If there is nothing to tell it writes nothing, and the heading is left out too. */
	void (*write)(struct report *report);
};

/* All sections, sorted by file name, NULL-ended. The Makefile makes the list from the files that
 * exist. */
extern const struct section *const sections[];

#endif
