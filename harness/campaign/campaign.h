/* A campaign: every cell of a plan, block by block, into one directory. */
#ifndef TRACETAX_CAMPAIGN_H
#define TRACETAX_CAMPAIGN_H

#include "session.h"

/* Makes the directory, writes machine.json, runs.csv, counters.csv and, where a pilot chose
 * windows, windows.csv. What was measured is kept whatever happens. 0, or -errno with the
 * complaint. */
int campaign_run(struct campaign *campaign);

#endif
