/* The names of perf events, by libpfm4. */
#ifndef TRACETAX_EVENT_NAMES_H
#define TRACETAX_EVENT_NAMES_H

#include <stdbool.h>

struct perf_event_attr; /* as <perfmon/perf_event.h> has it */

/* Tells whether libpfm4 is installed and knows the names of this machine. */
bool event_names_known(void);

/* Fills in what a name stands for. Returns 0, -ENOENT for an unknown name, -ENOSYS if no names are
 * known. */
int event_names_find(const char *name, struct perf_event_attr *attr);

/* Calls `each` with every name of the PMUs in this machine: with none if no names are known. */
void event_names_each(void (*each)(const char *name, void *context), void *context);

#endif
