/* What rows of runs.csv cannot say, whoever wrote them: docs/csv.md, "Rules". */
#ifndef TRACETAX_POSSIBLE_H
#define TRACETAX_POSSIBLE_H

/* What is wrong with a struct run_row of our schema, after the one before it (NULL: it is the
 * first); NULL where nothing is. Numbers that no run can have, and rows that stand twice, would
 * come out as narrower intervals. */
const char *run_impossible(const void *row, const void *before);

#endif
