/* A campaign as it is loaded, of made-up runs. */
#ifndef TRACETAX_UNIT_LOADED_H
#define TRACETAX_UNIT_LOADED_H

#include "derive/tables.h"
#include "runs.h"

static struct loaded loaded;
static struct dataset no_runs;

static inline void begin_loaded(void)
{
	loaded = (struct loaded){
		.directory = -1, .dataset = &dataset, .coverage = &no_runs, .tables = tables_new()
	};
}

static inline void end_loaded(void)
{
	known_free(&loaded.known);
	tables_free(loaded.tables);
	free_dataset();
}

#endif
