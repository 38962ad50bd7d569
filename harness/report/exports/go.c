/* The text of Go's benchmarks: a line for each run, from which benchstat takes its samples.
 * https://go.dev/design/14313-benchmark-format */
#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "derive/executed.h"
#include "records/machine_record.h"
#include "report/export.h"
#include "report/fact.h"
#include "report/series.h"

/* Writes a line of the configuration, unless the machine does not tell it. */
static void write_fact(const char *name, const json_t *machine, const char *path, FILE *out)
{
	struct text fact = fact_of(machine, path);
	machine_printable(fact.s);
	if (strcmp(fact.s, "unknown") != 0 && *fact.s)
		fprintf(out, "%s: %s\n", name, fact.s);
}

/* Writes the architecture as Go calls it. */
static void write_architecture(const json_t *machine, FILE *out)
{
	static const char *const names[][2] = { { "x86_64", "amd64" }, { "aarch64", "arm64" },
		{ "riscv64", "riscv64" } };
	struct text ours = fact_of(machine, "kernel.architecture");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(ours.s, names[i][0]) == 0)
			fprintf(out, "goarch: %s\n", names[i][1]);
}

static void write_figure(double ns, const char *unit, FILE *out)
{
	if (isfinite(ns))
		fprintf(out, "\t%.9g %s", ns, unit);
}

struct context {
	FILE *out;
	long long cpus;
};

/* Its name begins with a capital letter, and ends with the number of CPUs. */
static void write_name(const struct key *key, const struct context *context)
{
	struct key capital = *key;
	capital.workload[0] = (char)toupper((unsigned char)capital.workload[0]);
	fputs("Benchmark", context->out);
	series_write(&capital, '=', context->out);
	fprintf(context->out, "-%lld", context->cpus);
}

static int add(const struct executed *executed, void *context)
{
	const struct context *c = context;
	for (size_t i = 0; i < executed->group->n; i++) {
		const struct observation *run = &executed->group->all[i];
		write_name(&executed->row->key, c);
		fprintf(c->out, "\t%.0f", (double)run->ops);
		write_figure(run->wall, "ns/op", c->out);
		write_figure((double)run->cpu[TRACEE_CPU], "tracee-ns/op", c->out);
		write_figure((double)run->cpu[TRACER_CPU], "tracer-ns/op", c->out);
		fputc('\n', c->out);
	}
	return 0;
}

static int write(const struct exported *exported, FILE *out)
{
	const json_t *machine = exported->loaded->machine;
	json_int_t cpus =
		json_integer_value(json_object_get(json_object_get(machine, "topology"), "cpus"));
	struct context context = { out, cpus > 0 ? cpus : 1 };
	fputs("goos: linux\n", out);
	write_architecture(machine, out);
	fputs("pkg: tracetax\n", out);
	write_fact("cpu", machine, "cpu.model", out);
	write_fact("kernel", machine, "kernel.release", out);
	return executed_each(exported->loaded, exported->named, add, &context);
}

const struct export export = {
	.name = "go",
	.format = "go",
	.summary = "its benchmarks, for benchstat",
	.write = write,
};
