#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "comparison.h"

enum { LANES_MAX = 5, NAME_MAX_SHOWN = 28 };

/* A lane is what stands beside the others in each row of the chart: one comparison. */
struct lanes {
	char names[LANES_MAX][40];
	size_t n;
};

static void put_name(char *into, size_t size, const char *label, size_t number)
{
	const char *slash = strrchr(label, '/');
	const char *last = slash ? slash + 1 : label;
	if (gnuplot_is_plain(last) && strlen(last) <= NAME_MAX_SHOWN)
		snprintf(into, size, "%s", last);
	else
		snprintf(into, size, "campaign-%zu", number);
}

static bool is_taken(const struct lanes *lanes, const char *name)
{
	for (size_t i = 0; i < lanes->n; i++)
		if (strcmp(lanes->names[i], name) == 0)
			return true;
	return false;
}

static void add_lane(struct lanes *lanes, const char *label)
{
	char *name = lanes->names[lanes->n];
	put_name(name, sizeof *lanes->names, label, lanes->n + 1);
	if (is_taken(lanes, name))
		snprintf(name, sizeof *lanes->names, "campaign-%zu", lanes->n + 1);
	lanes->n++;
}

static bool is_plain(const struct comparison_row *row)
{
	return gnuplot_is_plain(row->workload) && gnuplot_is_plain(row->placement) &&
	       gnuplot_is_plain(row->mode);
}

static size_t rows_with(const struct comparisons *all, const struct comparison_row *like)
{
	size_t n = 0;
	for (size_t i = 0; i < all->n_list; i++)
		for (size_t j = 0; j < all->list[i].n; j++) {
			const struct comparison_row *row = &all->list[i].rows[j];
			n += is_plain(row) && !isnan(row->slowdown_ratio) &&
			     row->size == like->size && strcmp(row->workload, like->workload) == 0;
		}
	return n;
}

/* The workload, and size, with the most to show; NULL where there is nothing. */
static const struct comparison_row *subject(const struct comparisons *all)
{
	const struct comparison_row *best = NULL;
	for (size_t i = 0; i < all->n_list; i++)
		for (size_t j = 0; j < all->list[i].n; j++) {
			const struct comparison_row *row = &all->list[i].rows[j];
			size_t n = rows_with(all, row);
			if (n > (best ? rows_with(all, best) : 0))
				best = row;
		}
	return best;
}

static bool is_shown(const struct comparison_row *row, const struct comparison_row *like)
{
	return is_plain(row) && row->size == like->size &&
	       strcmp(row->workload, like->workload) == 0 && isfinite(row->slowdown_ratio) &&
	       row->slowdown_ratio > 0;
}

static void put_number(FILE *out, double x)
{
	fputc(',', out);
	if (isfinite(x))
		fprintf(out, "%.6g", x);
}

/* What style.gp reads: a row is a mode at a placement, and a lane stands where a placement does. */
static void write_data(FILE *out, const struct comparisons *all, const struct lanes *lanes,
	const struct comparison_row *like)
{
	fputs("workload,size,placement,mode,ratio,ratio_lo,ratio_hi\n", out);
	for (size_t i = 0; i < lanes->n; i++)
		for (size_t j = 0; j < all->list[i].n; j++) {
			const struct comparison_row *row = &all->list[i].rows[j];
			if (!is_shown(row, like))
				continue;
			fprintf(out, "%s,", row->workload);
			if (row->size != ABSENT)
				fprintf(out, "%lld", (long long)row->size);
			fprintf(out, ",%s,%s/%s", lanes->names[i], row->mode, row->placement);
			put_number(out, row->slowdown_ratio);
			put_number(out, row->slowdown_ratio_lo);
			put_number(out, row->slowdown_ratio_hi);
			fputc('\n', out);
		}
}

/* Ratios that lie far apart want a logarithmic axis. */
static bool is_wide(
	const struct comparisons *all, const struct lanes *lanes, const struct comparison_row *like)
{
	double low = 1, high = 1;
	for (size_t i = 0; i < lanes->n; i++)
		for (size_t j = 0; j < all->list[i].n; j++) {
			const struct comparison_row *row = &all->list[i].rows[j];
			if (!is_shown(row, like))
				continue;
			low = fmin(low, fmin(row->slowdown_ratio, row->slowdown_ratio_lo));
			high = fmax(high, fmax(row->slowdown_ratio, row->slowdown_ratio_hi));
		}
	return high / low > 4;
}

/* A file without a name, for gnuplot to read. */
static int open_data(const struct comparisons *all, const struct lanes *lanes)
{
	int fd = memfd_create("chart", MFD_CLOEXEC);
	int copy = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 0);
	FILE *data = copy < 0 ? NULL : fdopen(copy, "w");
	if (data)
		write_data(data, all, lanes, subject(all));
	if (data && fclose(data) == 0)
		return fd;
	int error = -errno;
	if (fd >= 0)
		close(fd);
	return error;
}

static char *settings(const struct comparisons *all, const struct lanes *lanes)
{
	const struct comparison_row *like = subject(all);
	char *text = NULL, baseline[40];
	size_t size;
	FILE *out = open_memstream(&text, &size);
	if (!out)
		return NULL;
	put_name(baseline, sizeof baseline, all->list[0].a.campaigns[0]->label, 0);
	fprintf(out, "workload='%s'; baseline='%s'; log_axis=%d; known_placements='",
		like->workload, baseline, is_wide(all, lanes, like));
	for (size_t i = 0; i < lanes->n; i++)
		fprintf(out, "%s ", lanes->names[i]);
	fputs("'; size='", out);
	if (like->size != ABSENT)
		fprintf(out, "%lld", (long long)like->size);
	fputs("'", out);
	return fclose(out) == 0 ? text : NULL;
}

int comparisons_chart(const struct comparisons *all, const char *format, struct picture *picture,
	struct complaint *complaint)
{
	struct lanes lanes = { .n = 0 };
	if (!subject(all)) {
		complain(complaint, "no chart: there is no slowdown of a mode in common");
		return -ENODATA;
	}
	for (size_t i = 0; i < all->n_list && lanes.n < LANES_MAX; i++)
		add_lane(&lanes, all->list[i].b.campaigns[0]->label);
	char *variables = settings(all, &lanes);
	int data = open_data(all, &lanes);
	int error = data < 0 ? data : variables ? 0 : -ENOMEM;
	if (error)
		complain(complaint, "the chart: %s", strerror(-error));
	else
		error = gnuplot_draw("compare", format, data, variables, picture, complaint);
	if (data >= 0)
		close(data);
	free(variables);
	return error;
}
