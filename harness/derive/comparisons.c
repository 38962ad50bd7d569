#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analysis/compare.h"
#include "base/utf8.h"
#include "comparisons_rows.h"

static const double DISCOVERY_RATE = 0.05;
static const double NOTHING = (double)NAN;

const char *compared_boot(const struct compared *campaign)
{
	return json_string_value(
		json_object_get(json_object_get(campaign->loaded.machine, "kernel"), "boot"));
}

static bool same_boot(const struct compared *a, const struct compared *b)
{
	const char *x = compared_boot(a), *y = compared_boot(b);
	return x && y && strcmp(x, y) == 0;
}

static void place(struct comparisons *all, size_t at)
{
	struct compared *campaign = &all->campaigns[at];
	campaign->configuration = campaign->boot = at;
	for (size_t i = at; i-- > 0;)
		if (differences_none(all->campaigns[i].loaded.machine, campaign->loaded.machine))
			campaign->configuration = all->campaigns[i].configuration;
	for (size_t i = at; i-- > 0;)
		if (same_boot(&all->campaigns[i], campaign))
			campaign->boot = all->campaigns[i].boot;
}

/* Places a campaign that names no boot: it may belong to any boot of its machine, or share one with
 * others that name none. */
static void place_unknown(struct comparisons *all, size_t at)
{
	struct compared *campaign = &all->campaigns[at];
	size_t known = all->n, unknown = all->n;
	for (size_t i = all->n; i-- > 0;) {
		if (!compared_boot(&all->campaigns[i]))
			unknown = i;
		else if (all->campaigns[i].configuration == campaign->configuration)
			known = i;
	}
	if (!compared_boot(campaign))
		campaign->boot = known < all->n ? all->campaigns[known].boot : unknown;
}

static struct compared *same_directory(const struct comparisons *all, const char *path)
{
	struct stat asked, there;
	for (size_t i = 0; i < all->n && stat(path, &asked) == 0; i++)
		if (fstat(all->campaigns[i].loaded.directory, &there) == 0 &&
			asked.st_dev == there.st_dev && asked.st_ino == there.st_ino)
			return &all->campaigns[i];
	return NULL;
}

/* Fills a label with the end of the path if it is too long: the end tells more. */
static void put_label(char *label, size_t size, const char *path)
{
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	if (n < size)
		snprintf(label, size, "%.*s", (int)n, path);
	else
		snprintf(label, size, "...%.*s", (int)size - 4, path + n - (size - 4));
	utf8_mask(label);
}

int comparisons_add(
	struct comparisons *all, const char *path, bool baseline, struct complaint *complaint)
{
	struct compared *campaign = baseline ? same_directory(all, path) : NULL;
	if (campaign) {
		campaign->baseline = true;
		return 0;
	}
	size_t bytes = (all->n + 1) * sizeof *all->campaigns;
	struct compared *campaigns = realloc(all->campaigns, bytes);
	if (!campaigns || all->n == COMPARED_MAX) {
		all->campaigns = campaigns ? campaigns : all->campaigns;
		complain(complaint, "more than %d campaigns, or no memory for them", COMPARED_MAX);
		return -ENOMEM;
	}
	all->campaigns = campaigns;
	campaign = &campaigns[all->n];
	*campaign = (struct compared){ .baseline = baseline };
	int error = load_campaign(path, all->version, &campaign->loaded, complaint);
	all->n++;
	put_label(campaign->label, sizeof campaign->label, path);
	return error;
}

static void side_add(struct compared_side *side, const struct compared *campaign)
{
	bool known = false;
	for (size_t i = 0; i < side->n; i++)
		known |= side->campaigns[i]->boot == campaign->boot;
	side->campaigns[side->n++] = campaign;
	side->boots += !known;
}

static struct compared_side side_of_configuration(
	const struct comparisons *all, size_t configuration)
{
	struct compared_side side = { .n = 0 };
	for (size_t i = 0; i < all->n; i++)
		if (all->campaigns[i].configuration == configuration && !all->campaigns[i].baseline)
			side_add(&side, &all->campaigns[i]);
	return side;
}

static bool is_in(const struct compared_side *side, const struct compared *campaign)
{
	for (size_t i = 0; i < side->n; i++)
		if (side->campaigns[i] == campaign)
			return true;
	return false;
}

static struct comparison *another(struct comparisons *all)
{
	struct comparison *comparison = &all->list[all->n_list++];
	*comparison = (struct comparison){ .margin = 0 };
	return comparison;
}

/* Compares boots of every other configuration to those of the baseline. Returns the number of
 * comparisons. */
static size_t pair_boots(struct comparisons *all, const struct compared_side *baseline)
{
	if (baseline->boots < COMPARE_BOOTS_MIN)
		return 0;
	for (size_t i = 0; i < all->n; i++) {
		struct compared_side side = side_of_configuration(all, i);
		if (side.boots < COMPARE_BOOTS_MIN || is_in(baseline, side.campaigns[0]))
			continue;
		struct comparison *comparison = another(all);
		comparison->a = *baseline;
		comparison->b = side;
		comparison->by_boots = true;
	}
	return all->n_list;
}

static bool is_paired(const struct comparisons *all, const struct compared *campaign)
{
	for (size_t i = 0; i < all->n_list; i++)
		if (is_in(&all->list[i].a, campaign) || is_in(&all->list[i].b, campaign))
			return true;
	return false;
}

static struct compared_side marked_baseline(const struct comparisons *all)
{
	struct compared_side side = { .n = 0 };
	for (size_t i = 0; i < all->n; i++)
		if (all->campaigns[i].baseline)
			side_add(&side, &all->campaigns[i]);
	return side;
}

static void pair(struct comparisons *all)
{
	struct compared_side baseline = marked_baseline(all);
	if (baseline.n == 0)
		baseline = side_of_configuration(all, 0);
	const struct compared *first = baseline.campaigns[0];
	size_t by_boots = pair_boots(all, &baseline);
	for (size_t i = 0; i < all->n; i++) {
		const struct compared *campaign = &all->campaigns[i];
		if (campaign == first || (by_boots && is_paired(all, campaign)))
			continue;
		struct comparison *comparison = another(all);
		side_add(&comparison->a, first);
		side_add(&comparison->b, campaign);
	}
}

static size_t rows_of(const struct comparisons *all)
{
	size_t n = 0;
	for (size_t i = 0; i < all->n_list; i++)
		n += all->list[i].n;
	return n;
}

/* Marks discoveries over the rows of all comparisons together. */
static int mark(struct comparisons *all)
{
	size_t n = rows_of(all), at = 0;
	double *p = malloc((n + 1) * sizeof *p);
	bool *marked = malloc((n + 1) * sizeof *marked);
	int error = p && marked ? 0 : -ENOMEM;
	for (size_t i = 0; i < all->n_list && !error; i++)
		for (size_t j = 0; j < all->list[i].n; j++)
			p[at++] = all->list[i].rows[j].p;
	if (!error)
		error = compare_discoveries(p, n, DISCOVERY_RATE, marked);
	at = 0;
	for (size_t i = 0; i < all->n_list && !error; i++)
		for (size_t j = 0; j < all->list[i].n; j++, at++)
			if (!isnan(p[at]))
				strcpy(all->list[i].rows[j].differs, marked[at] ? "yes" : "no");
	free(p);
	free(marked);
	return error;
}

int comparisons_make(struct comparisons *all)
{
	all->list = calloc(all->n + 1, sizeof *all->list);
	int error = all->list ? 0 : -ENOMEM;
	for (size_t i = 0; i < all->n; i++)
		place(all, i);
	for (size_t i = 0; i < all->n; i++)
		place_unknown(all, i);
	if (!error)
		pair(all);
	for (size_t i = 0; i < all->n_list && !error; i++)
		error = comparison_fill(all, &all->list[i]);
	return error ? error : mark(all);
}

void comparisons_free(struct comparisons *all)
{
	for (size_t i = 0; i < all->n; i++)
		load_free(&all->campaigns[i].loaded);
	for (size_t i = 0; i < all->n_list; i++)
		free(all->list[i].rows);
	free(all->campaigns);
	free(all->list);
	*all = (struct comparisons){ .limit = NOTHING };
}
