/* What several commands print of a campaign. */
#ifndef TRACETAX_PRINT_H
#define TRACETAX_PRINT_H

#include "derive/load.h"
#include "report/grid/sheet.h"

/* Prints the summary, for people with what is to be known beside it. */
void print_summary(const struct loaded *loaded, struct sheet *sheet);

/* Says on standard error what of the campaign's files is not whole, a line each. */
void print_doubts(const struct loaded *loaded);

/* Says on standard error why the campaign cannot be trusted, a line for each reason. EXIT_UNTRUSTED
 * where there is one, else EXIT_DONE. */
int print_trust(const struct loaded *loaded);

#endif
