/* The contract of a section of the report: data and one function, in one file of sections/. */
#ifndef TRACETAX_SECTION_H
#define TRACETAX_SECTION_H

#include "report.h"

struct section {
	int order; /* in the report; each has its own */
	const char *heading; /* as Markdown: "## The control"; NULL: none */
	/* Writes what stands below the heading, up to an empty line. It computes nothing, but reads
	 * derived tables; where there is nothing to say it writes nothing, and there is no heading
	 * either. */
	void (*write)(struct report *report);
};

/* All sections, sorted by the names of their files, NULL-ended; made by the Makefile from the files
 * that exist. */
extern const struct section *const sections[];

#endif
