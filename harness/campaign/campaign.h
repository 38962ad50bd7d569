/* A campaign: every cell of a plan, block by block, into one directory. */
#ifndef TRACETAX_CAMPAIGN_H
#define TRACETAX_CAMPAIGN_H

#include "session.h"

/* Makes the directory and writes machine.json, runs.csv, counters.csv and, if a pilot chose
 * windows, windows.csv. Rows that were measured are kept in every case. Returns 0, or -errno with
 * the complaint. */
int campaign_run(struct campaign *campaign);

#endif
