/* The summary as a table for people. */
#ifndef TRACETAX_PRINT_H
#define TRACETAX_PRINT_H

#include "report/load.h"

void print_summary(const struct loaded *loaded);

#endif
