/* OpenMetrics 1.0, which Prometheus scrapes, also by the textfile collector of its node_exporter:
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#include "derive/cells.h"
#include "report/export.h"
#include "report/fact.h"

/* A gauge: a number of each row of the summary. */
static const struct family {
	const char *name, *unit, *help;
	double scale;
	size_t place;
	bool counts; /* it is a whole number */
} families[] = {
#define REAL(column)  offsetof(struct summary_row, column), false
#define COUNT(column) offsetof(struct summary_row, column), true
	{ "tracetax_call_seconds", "seconds", "Time of a call, the median.", 1e-9,
		REAL(ns_per_call.value) },
	{ "tracetax_call_low_seconds", "seconds", "Low end of its 95 % interval.", 1e-9,
		REAL(ns_per_call.lo) },
	{ "tracetax_call_high_seconds", "seconds", "High end of its 95 % interval.", 1e-9,
		REAL(ns_per_call.hi) },
	{ "tracetax_slowdown_ratio", "ratio", "Time as a multiple of that without a watcher.", 1,
		REAL(slowdown.value) },
	{ "tracetax_slowdown_low_ratio", "ratio", "Low end of its 95 % interval.", 1,
		REAL(slowdown.lo) },
	{ "tracetax_slowdown_high_ratio", "ratio", "High end of its 95 % interval.", 1,
		REAL(slowdown.hi) },
	{ "tracetax_stops_per_call", NULL, "Interceptions of a call.", 1, REAL(stops_per_call) },
	{ "tracetax_switches_per_call", NULL, "Context switches of a call, of both sides.", 1,
		REAL(switches_per_call) },
	{ "tracetax_cpu_seconds", "seconds", "CPU time of a call, of both sides.", 1e-9,
		REAL(cpu_ns_per_call) },
	{ "tracetax_blocks", NULL, "Blocks that were measured.", 1, COUNT(blocks) },
	{ "tracetax_flagged_runs", NULL, "Runs that something may have disturbed.", 1,
		COUNT(flagged) },
#undef REAL
#undef COUNT
};

/* Writes a label's value: a backslash, a quote and an end of line are escaped. */
static void write_label(const char *name, const char *value, FILE *out)
{
	fprintf(out, "%s=\"", name);
	for (; *value; value++)
		if (*value == '\n')
			fputs("\\n", out);
		else
			fprintf(out, "%s%c", *value == '\\' || *value == '"' ? "\\" : "", *value);
	fputc('"', out);
}

static void write_labels(const struct loaded *loaded, const struct key *key, FILE *out)
{
	fputc('{', out);
	write_label("campaign", loaded->name, out);
	fputc(',', out);
	write_label("workload", key->workload, out);
	if (key->size != ABSENT)
		fprintf(out, ",size=\"%" PRId64 "\"", key->size);
	fputc(',', out);
	write_label("placement", key->placement, out);
	fputc(',', out);
	write_label("mode", key->mode, out);
	fputs("} ", out);
}

/* Returns the number of a row; NaN if it was not measured. */
static double value_of(const struct family *family, const struct summary_row *row)
{
	const void *place = (const char *)row + family->place;
	if (!family->counts)
		return *(const double *)place * family->scale;
	int64_t count = *(const int64_t *)place;
	return count == ABSENT ? (double)NAN : (double)count;
}

static void write_head(const struct family *family, FILE *out)
{
	fprintf(out, "# TYPE %s gauge\n", family->name);
	if (family->unit)
		fprintf(out, "# UNIT %s %s\n", family->name, family->unit);
	fprintf(out, "# HELP %s %s\n", family->name, family->help);
}

static void write_family(const struct loaded *loaded, const struct family *family,
	const struct summary_row *const *rows, size_t n, FILE *out)
{
	write_head(family, out);
	for (size_t i = 0; i < n; i++) {
		double value = value_of(family, rows[i]);
		if (!isfinite(value))
			continue;
		fputs(family->name, out);
		write_labels(loaded, &rows[i]->key, out);
		fprintf(out, "%.9g\n", value);
	}
}

/* Writes what the campaign is, with 1 as its value, as is usual. It is a gauge, as the older text
 * format knows no infos. */
static void write_campaign(const struct loaded *loaded, FILE *out)
{
	static const char *const facts[][2] = {
		{ "started", "started" },
		{ "version", "build.version" },
		{ "kernel", "kernel.release" },
		{ "architecture", "kernel.architecture" },
		{ "cpu", "cpu.model" },
	};
	fputs("# TYPE tracetax_campaign_info gauge\n"
	      "# HELP tracetax_campaign_info What was measured, where and when.\n"
	      "tracetax_campaign_info{",
		out);
	write_label("campaign", loaded->name, out);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		fputc(',', out);
		write_label(facts[i][0], fact_of(loaded->machine, facts[i][1]).s, out);
	}
	fputs("} 1\n", out);
}

static int write(const struct exported *exported, FILE *out)
{
	const struct loaded *loaded = exported->loaded;
	const struct summary_row **rows = cells_sorted(loaded);
	size_t n = tables_rows(loaded, &summary_table).n;
	for (size_t i = 0; rows && i < sizeof families / sizeof *families; i++)
		write_family(loaded, &families[i], rows, n, out);
	write_campaign(loaded, out);
	fputs("# EOF\n", out);
	free(rows);
	return rows || !n ? 0 : -ENOMEM;
}

const struct export export = {
	.name = "openmetrics",
	.format = "openmetrics",
	.summary = "for Prometheus",
	.write = write,
};
