/* REPORT.md: every number of it comes from the records of a campaign. */
#ifndef TRACETAX_REPORT_H
#define TRACETAX_REPORT_H

#include <stdio.h>

#include "analysis/programs.h"
#include "load.h"

/* Others' figures: results/published.csv. */
struct published_row {
	char mechanism[80], mode[40], workload[64];
	double ns_per_call, native_ns, slowdown;
	char hardware[64], kernel[32], source[120], note[160];
};
extern const struct table published_table;

/* The post: 13.18 s against 0.82 s of user time, for ten million getpid. */
enum { POST_TRACED_NS = 1318, POST_UNTRACED_NS = 82 };

struct report {
	const struct loaded *loaded;
	const struct programs *programs; /* timed as a whole */
	const char *base; /* path of the campaign as links shall have it */
	FILE *out;
};

/* The whole report of one campaign. */
void report_write(const struct report *report);

/* Its parts, in files of their own. */
void report_claims(const struct report *report); /* the post's claims, each with a verdict */
void report_claim_15x(const struct report *report); /* its first, with the program as a whole */
void report_distrust(const struct report *report); /* at the top, where it cannot be trusted */
void report_trust(const struct report *report); /* what must hold, and what disturbed it */
void report_choice(const struct report *report); /* each mechanism's cost and abilities */
void report_trees(const struct report *report); /* what new tasks cost, and to attach to one */
void report_density(const struct report *report); /* at which rate of calls it matters */
void report_memory(const struct report *report); /* reading and writing a tracee's memory */
void report_scaling(const struct report *report); /* how it grows with the number of tasks */
void report_control(const struct report *report); /* the workload whose slowdown must be 1 */
void report_published(const struct report *report); /* others' figures beside ours */
void report_programs(const struct report *report); /* whole programs, timed by hyperfine */

/* Reads whole-program.csv of the campaign at `path`; none where there is no such file. 0, or -errno
 * with the complaint. */
int report_read_programs(const struct loaded *loaded, const char *path, struct programs *programs,
	struct complaint *complaint);
/* The rows of the front page. */
void report_excerpt(const struct report *report);

/* A row of the summary, or NULL; size ABSENT for none. */
const struct summary_row *report_row(const struct report *report, const char *workload,
	int64_t size, const char *placement, const char *mode);
/* The group behind such a row, or NULL. */
const struct group *report_group(const struct report *report, const char *workload, int64_t size,
	const char *placement, const char *mode);

/* Intervals of a row; all NaN for NULL. */
struct estimate report_slowdown(const struct summary_row *row);
struct estimate report_ns(const struct summary_row *row);
struct estimate report_added(const struct summary_row *row);
struct estimate report_unflagged(const struct summary_row *row); /* without flagged runs */

#endif
