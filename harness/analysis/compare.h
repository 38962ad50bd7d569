/* Comparing two campaigns, or two sides of several boots each: pure functions, no I/O, no state. */
#ifndef TRACETAX_COMPARE_H
#define TRACETAX_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "estimators.h"

/* b / a and its interval, from what is known of each alone: the limits of a difference recovered
 * from those of its two parts (MOVER, Zou & Donner 2008, Statistics in Medicine 27:1693), on
 * logarithms. It holds with the confidence of the two intervals, assumes no shape of the noise, and
 * keeps their asymmetry. NaN where a value is not positive; no interval where one has none. */
struct estimate compare_ratio(struct estimate a, struct estimate b);

/* One figure per boot, as a logarithm: boots are the observations, not the blocks in them. */
struct boots {
	const double *log;
	size_t n;
};

/* Of n figures, each of the boot that boot[i] names, one per boot: the median of its own. In place;
 * returns how many boots there are. */
size_t compare_boot_medians(double *log, size_t *boot, size_t n);

/* What stands for a side: the geometric mean of its boots; NaN for none. */
double compare_typical(struct boots boots);

/* The ratio of the means of both sides, its t interval with their own spreads and Welch's degrees
 * of freedom (Welch 1947, Biometrika 34:28), and in `p` the two-sided chance of a difference as
 * large where there is none. Only NaN where a side has fewer than COMPARE_BOOTS_MIN. */
struct estimate compare_boots(struct boots a, struct boots b, double confidence, double *p);

enum {
	COMPARE_BOOTS_MIN = 3, /* fewer: "single boot, no verdict" */
	COMPARE_BOOTS_ADVISED = 5,
};

/* What is said of fewer boots. */
extern const char COMPARE_NO_VERDICT[];

/* Which of n p values are marked so that of all marked ones `rate` (0.05) are wrong on average
 * (Benjamini & Hochberg 1995, JRSS B 57:289). NaN is no test, and is never marked. 0 or -ENOMEM. */
int compare_discoveries(const double *p, size_t n, double rate, bool *marked);

/* Whether so different shares of both sides' runs are flagged (a tenth of the runs and more apart)
 * that what was compared is not what was meant. False where a side has no run. */
bool compare_flags_differ(size_t flagged_a, size_t n_a, size_t flagged_b, size_t n_b);

/* Whether all of an interval lies off 1. */
bool compare_is_off(struct estimate ratio);

#endif
