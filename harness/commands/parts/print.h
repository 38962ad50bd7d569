/* What several commands print of a campaign. */
#ifndef TRACETAX_PRINT_H
#define TRACETAX_PRINT_H

#include "derive/load.h"
#include "report/grid/sheet.h"

/* What verdicts make a reader feel. */
extern const struct grid_mood verdict_moods[];

/* Prints the summary, and for people the remarks beside it. */
void print_summary(const struct loaded *loaded, struct sheet *sheet);

/* Warns on standard error of each file of the campaign that is not whole, a line each. */
void print_doubts(const struct loaded *loaded);

/* Prints on standard error why the campaign cannot be trusted, a line for each reason. Returns
 * EXIT_UNTRUSTED if there is one, else EXIT_DONE. */
int print_trust(const struct loaded *loaded);

#endif
