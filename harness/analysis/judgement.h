/* Settles for a table of summaries as a whole how certain each of its verdicts must be. */
#ifndef TRACETAX_JUDGEMENT_H
#define TRACETAX_JUDGEMENT_H

#include "summary.h"

/* Fills in the confidences at which the rows of a table are judged, such that of the rows that are
 * called slower or faster 5 % are wrong on average, and likewise of those called equivalent. Each
 * is 1 - 0.05 R / n for n rows, with the largest R for which at least R rows get such a verdict:
 * the procedure of Benjamini & Hochberg (1995, JRSS B 57:289), with intervals in place of p values
 * (Benjamini & Yekutieli 2005, JASA 100:71). Where no row gets one, it is that of one row. Returns
 * 0 or -ENOMEM. */
int judgement_of(const struct dataset *dataset, double margin, struct judgement *judgement);

#endif
