/* Compares two campaigns, or two sides of several boots each: pure functions, no I/O, no state. */
#ifndef TRACETAX_COMPARE_H
#define TRACETAX_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "estimators.h"

/* Returns b / a with the interval that follows from those of a and b: MOVER (Zou & Donner 2008,
 * Statistics in Medicine 27:1693) on logarithms. It has the confidence of the two intervals,
 * assumes no distribution of the noise, and keeps their asymmetry. NaN if a value is not positive;
 * no interval if one of the two lacks it. */
struct estimate compare_ratio(struct estimate a, struct estimate b);

/* One figure per boot, as a logarithm: the observations are boots, not their blocks. */
struct boots {
	const double *log;
	size_t n;
};

/* Reduces n figures, where boot[i] names the boot of the i-th, to one per boot: the median. Works
 * in place; returns the number of boots. */
size_t compare_boot_medians(double *log, size_t *boot, size_t n);

/* Returns the value that stands for a side: the geometric mean of its boots; NaN for none. */
double compare_typical(struct boots boots);

/* Returns the ratio of both sides' means with its t interval, from separate spreads and Welch's
 * degrees of freedom (Welch 1947, Biometrika 34:28). `p` is the two-sided probability of such a
 * difference if there is none. All NaN if a side has fewer than COMPARE_BOOTS_MIN boots. */
struct estimate compare_boots(struct boots a, struct boots b, double confidence, double *p);

enum {
	COMPARE_BOOTS_MIN = 3, /* fewer: "single boot, no verdict" */
	COMPARE_BOOTS_ADVISED = 5,
};

/* The verdict on fewer boots. */
extern const char COMPARE_NO_VERDICT[];

/* Marks p values so that, of all marked ones, a share of `rate` (0.05) is wrong on average
 * (Benjamini & Hochberg 1995, JRSS B 57:289). NaN is no test, and never marked. Returns 0 or
 * -ENOMEM. */
int compare_discoveries(const double *p, size_t n, double rate, bool *marked);

/* Tells whether the shares of flagged runs differ so much (by a tenth of the runs or more) that the
 * comparison may be of something else. False if a side has no run. */
bool compare_flags_differ(size_t flagged_a, size_t n_a, size_t flagged_b, size_t n_b);

/* Tells whether an interval excludes 1. */
bool compare_is_off(struct estimate ratio);

#endif
