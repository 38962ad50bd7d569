/* The figures that matter, each with the runs behind it. */
#ifndef TRACETAX_HTML_CARDS_H
#define TRACETAX_HTML_CARDS_H

#include <stdio.h>

#include "report/report.h"

/* Writes the figures that the campaign has; nothing if it has none. */
void html_cards(FILE *out, const struct report *report);

#endif
