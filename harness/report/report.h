/* REPORT.md: every number of it comes from the records of a campaign. */
#ifndef TRACETAX_REPORT_H
#define TRACETAX_REPORT_H

#include <stdio.h>

#include "derive/tables.h"

/* The post: 13.18 s against 0.82 s of user time, for ten million getpid. */
enum { POST_TRACED_NS = 1318, POST_UNTRACED_NS = 82 };

struct report {
	const struct loaded *loaded;
	const char *base; /* path of the campaign as links shall have it */
	FILE *out;
};

/* Writes the whole report of one campaign. */
void report_write(const struct report *report);
/* Writes the rows of the front page. */
void report_excerpt(const struct report *report);

/* Its sections, a file each, in their order. */
void report_distrust(const struct report *report); /* at the top, where it cannot be trusted */
void report_short(const struct report *report); /* what a reader takes home */
void report_terms(const struct report *report); /* how to read it */
void report_claims(const struct report *report); /* the post's claims, each with a verdict */
void report_claim_15x(const struct report *report); /* its first, with the program as a whole */
void report_programs(const struct report *report); /* whole programs, timed by hyperfine */
void report_choice(const struct report *report); /* each mechanism's cost and abilities */
void report_trees(const struct report *report); /* what new tasks cost, and to attach to one */
void report_density(const struct report *report); /* at which rate of calls it matters */
void report_scaling(const struct report *report); /* how it grows with the number of tasks */
void report_memory(const struct report *report); /* reading and writing a tracee's memory */
void report_control(const struct report *report); /* the workload whose slowdown must be 1 */
void report_trust(const struct report *report); /* what must hold, and what disturbed it */
void report_charts(const struct report *report); /* the pictures */
void report_published(const struct report *report); /* others' figures beside ours */
void report_machine(const struct report *report); /* what was measured on */
void report_cells(const struct report *report); /* every row of the summary */
void report_gaps(const struct report *report); /* what was skipped or failed, and why */
void report_again(const struct report *report); /* how to make it again */

#endif
