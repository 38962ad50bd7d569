#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analysis/compare.h"
#include "analysis/summary.h"
#include "comparisons.h"
#include "records/utf8.h"

static const double CONFIDENCE = 0.95, DISCOVERY_RATE = 0.05;
static const double NOTHING = (double)NAN;

static const char *boot_of(const struct compared *campaign)
{
	return json_string_value(
		json_object_get(json_object_get(campaign->loaded.machine, "kernel"), "boot"));
}

static bool same_boot(const struct compared *a, const struct compared *b)
{
	const char *x = boot_of(a), *y = boot_of(b);
	return a->configuration == b->configuration && x && y && strcmp(x, y) == 0;
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

/* A campaign that does not say its boot may be of any other's, and counts as none of its own. */
static void place_unknown(struct comparisons *all, size_t at)
{
	struct compared *campaign = &all->campaigns[at];
	const struct compared *other = NULL;
	for (size_t i = all->n; i-- > 0;)
		if (all->campaigns[i].configuration == campaign->configuration &&
			(!other || boot_of(&all->campaigns[i]) || !boot_of(other)))
			other = &all->campaigns[i];
	if (!boot_of(campaign) && other)
		campaign->boot = other->boot;
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

/* The end of a long one tells more. */
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
	int error = load_campaign(path, &campaign->loaded, complaint);
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

/* Boots of each other configuration against those of the baseline; how many comparisons. */
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

/* NULL where a campaign does not have this mode in this cell. */
static const struct group *group_in(const struct compared *campaign, const char *workload,
	int64_t size, const char *placement, const char *mode)
{
	return dataset_group(&campaign->loaded.dataset, workload, size, placement, mode);
}

static const struct group *group_like(
	const struct compared *campaign, const struct comparison_row *row)
{
	return group_in(campaign, row->workload, row->size, row->placement, row->mode);
}

static const struct summary_row *summary_like(
	const struct compared *campaign, const struct comparison_row *row)
{
	const struct group *group = group_like(campaign, row);
	return group ? &campaign->loaded.rows[group - campaign->loaded.dataset.groups] : NULL;
}

static double slowdown_in(const struct compared *campaign, const struct comparison_row *row)
{
	const struct group *group = group_like(campaign, row);
	/* a baseline's own is the A/A control: what it says is of the campaign alone */
	return group && !group->baseline ? summary_like(campaign, row)->slowdown : NOTHING;
}

static double ns_in(const struct compared *campaign, const struct comparison_row *row)
{
	const struct summary_row *summary = summary_like(campaign, row);
	return summary ? summary->ns_per_call : NOTHING;
}

/* One figure of each boot of a side, as logarithms. */
struct figures {
	double log[COMPARED_MAX];
	size_t n;
};

static struct figures figures_of(const struct compared_side *side, const struct comparison_row *row,
	double (*figure)(const struct compared *, const struct comparison_row *))
{
	struct figures figures = { .n = 0 };
	size_t boots[COMPARED_MAX];
	for (size_t i = 0; i < side->n; i++) {
		double value = figure(side->campaigns[i], row);
		if (!(value > 0))
			continue;
		boots[figures.n] = side->campaigns[i]->boot;
		figures.log[figures.n++] = log(value);
	}
	figures.n = compare_boot_medians(figures.log, boots, figures.n);
	return figures;
}

static double typical(const struct figures *figures)
{
	double sum = 0;
	for (size_t i = 0; i < figures->n; i++)
		sum += figures->log[i];
	return figures->n ? exp(sum / (double)figures->n) : NOTHING;
}

/* The ratio without its interval; NaN where the sides do not both have it. */
static double ratio_of(const struct comparison *comparison, const struct comparison_row *row,
	double (*figure)(const struct compared *, const struct comparison_row *), double *from,
	double *to)
{
	struct figures a = figures_of(&comparison->a, row, figure);
	struct figures b = figures_of(&comparison->b, row, figure);
	size_t least = comparison->by_boots ? COMPARE_BOOTS_MIN : 1;
	*from = typical(&a);
	*to = typical(&b);
	return a.n >= least && b.n >= least ? *to / *from : NOTHING;
}

static void count_runs(const struct compared_side *side, const struct comparison_row *row,
	int64_t *runs, int64_t *flagged)
{
	*runs = *flagged = 0;
	for (size_t i = 0; i < side->n; i++) {
		const struct group *group = group_like(side->campaigns[i], row);
		if (!group)
			continue;
		const struct group *baseline =
			dataset_baseline(&side->campaigns[i]->loaded.dataset, group);
		*runs += (int64_t)group->n;
		*flagged += (int64_t)group->flagged;
		if (baseline && baseline != group) {
			*runs += (int64_t)baseline->n;
			*flagged += (int64_t)baseline->flagged;
		}
	}
}

static const char *yes_or_no(bool yes)
{
	return yes ? "yes" : "no";
}

static void put_flags(const struct comparison *comparison, struct comparison_row *row)
{
	count_runs(&comparison->a, row, &row->baseline_runs, &row->baseline_flagged);
	count_runs(&comparison->b, row, &row->runs, &row->flagged);
	strcpy(row->flags_differ,
		yes_or_no(compare_flags_differ((size_t)row->baseline_flagged,
			(size_t)row->baseline_runs, (size_t)row->flagged, (size_t)row->runs)));
}

/* What both sides have of one mode and cell, before any interval. False where that is nothing. */
static bool begin_row(const struct comparison *comparison, const struct summary_row *key,
	struct comparison_row *row)
{
	row_clear(&comparison_table, row);
	memcpy(row->workload, key->workload, sizeof row->workload);
	memcpy(row->placement, key->placement, sizeof row->placement);
	memcpy(row->mode, key->mode, sizeof row->mode);
	row->size = key->size;
	row->slowdown_ratio =
		ratio_of(comparison, row, slowdown_in, &row->baseline_slowdown, &row->slowdown);
	row->ns_ratio =
		ratio_of(comparison, row, ns_in, &row->baseline_ns_per_call, &row->ns_per_call);
	if (isnan(row->slowdown_ratio) && isnan(row->ns_ratio))
		return false;
	memcpy(row->baseline, comparison->a.campaigns[0]->label, sizeof row->baseline);
	memcpy(row->campaign, comparison->b.campaigns[0]->label, sizeof row->campaign);
	row->baseline_boots = (int64_t)comparison->a.boots;
	row->boots = (int64_t)comparison->b.boots;
	put_flags(comparison, row);
	return true;
}

static bool has(const struct compared *campaign, const struct summary_row *key)
{
	return group_in(campaign, key->workload, key->size, key->placement, key->mode) != NULL;
}

static bool has_any(const struct compared_side *side, size_t n, const struct summary_row *key)
{
	for (size_t i = 0; i < n; i++)
		if (has(side->campaigns[i], key))
			return true;
	return false;
}

/* Calls each(key) for every cell and mode of a side, in the order for people. */
static int each_key(const struct compared_side *side,
	void (*each)(struct comparison *, const struct summary_row *),
	struct comparison *comparison)
{
	for (size_t i = 0; i < side->n; i++) {
		const struct loaded *loaded = &side->campaigns[i]->loaded;
		const struct summary_row **rows = load_sorted(loaded);
		if (!rows)
			return -ENOMEM;
		for (size_t j = 0; j < loaded->dataset.n_groups; j++)
			if (!has_any(side, i, rows[j]))
				each(comparison, rows[j]);
		free(rows);
	}
	return 0;
}

static void take(struct comparison *comparison, const struct summary_row *key)
{
	struct comparison_row *row = &comparison->rows[comparison->n];
	if (begin_row(comparison, key, row))
		comparison->n++;
	else if (!isnan(row->baseline_slowdown) || !isnan(row->baseline_ns_per_call))
		comparison->alone++;
}

static void count_alone(struct comparison *comparison, const struct summary_row *key)
{
	comparison->alone += !has_any(&comparison->a, comparison->a.n, key);
}

static size_t groups_of(const struct compared_side *side)
{
	size_t n = 0;
	for (size_t i = 0; i < side->n; i++)
		n += side->campaigns[i]->loaded.dataset.n_groups;
	return n;
}

static double margin_of(const struct compared_side *side, double margin)
{
	for (size_t i = 0; i < side->n; i++)
		margin = fmax(margin, load_margin(&side->campaigns[i]->loaded));
	return margin;
}

static int begin(struct comparisons *all, struct comparison *comparison)
{
	comparison->rows = calloc(groups_of(&comparison->a) + 1, sizeof *comparison->rows);
	if (!comparison->rows)
		return -ENOMEM;
	comparison->margin = margin_of(&comparison->a, margin_of(&comparison->b, 0));
	int error = each_key(&comparison->a, take, comparison);
	if (!error)
		error = each_key(&comparison->b, count_alone, comparison);
	for (size_t i = 0; i < comparison->n; i++)
		all->intervals += (isnan(comparison->rows[i].slowdown_ratio) ? 0U : 1U) +
				  (isnan(comparison->rows[i].ns_ratio) ? 0U : 1U);
	return error;
}

/* The two intervals of one row. */
struct ratios {
	struct estimate slowdown, ns;
};

static int ratios_of_campaigns(const struct comparison *comparison,
	const struct comparison_row *row, double confidence, struct ratios *ratios)
{
	struct estimate slowdowns[2], ns[2];
	const struct compared *both[] = { comparison->a.campaigns[0], comparison->b.campaigns[0] };
	int error = 0;
	for (int i = 0; i < 2 && !error; i++) {
		const struct dataset *dataset = &both[i]->loaded.dataset;
		const struct group *group = group_like(both[i], row);
		error = summary_slowdown(dataset, group, confidence, &slowdowns[i]);
		if (!error)
			error = summary_ns(dataset, group, confidence, &ns[i]);
	}
	if (error)
		return error;
	ratios->slowdown = compare_ratio(slowdowns[0], slowdowns[1]);
	ratios->ns = compare_ratio(ns[0], ns[1]);
	return 0;
}

static struct estimate ratio_of_boots(const struct comparison *comparison,
	const struct comparison_row *row,
	double (*figure)(const struct compared *, const struct comparison_row *), double confidence,
	double *p)
{
	struct figures a = figures_of(&comparison->a, row, figure);
	struct figures b = figures_of(&comparison->b, row, figure);
	return compare_boots(
		(struct boots){ a.log, a.n }, (struct boots){ b.log, b.n }, confidence, p);
}

static void judge(const struct comparisons *all, const struct comparison *comparison,
	struct comparison_row *row)
{
	struct estimate ratio = { row->slowdown_ratio, row->slowdown_ratio_lo,
		row->slowdown_ratio_hi };
	if (isnan(ratio.value))
		return;
	snprintf(row->verdict, sizeof row->verdict, "%s",
		comparison->by_boots ? estimate_verdict(ratio, comparison->margin)
				     : COMPARE_NO_VERDICT);
	if (!isnan(all->limit) && !isnan(ratio.lo))
		strcpy(row->over_limit, yes_or_no(ratio.lo > all->limit));
}

static int finish_row(const struct comparisons *all, const struct comparison *comparison,
	double confidence, struct comparison_row *row)
{
	struct ratios ratios;
	double p_ns;
	int error = 0;
	if (comparison->by_boots) {
		ratios.slowdown = ratio_of_boots(comparison, row, slowdown_in, confidence, &row->p);
		ratios.ns = ratio_of_boots(comparison, row, ns_in, confidence, &p_ns);
	} else {
		error = ratios_of_campaigns(comparison, row, confidence, &ratios);
	}
	if (error)
		return error;
	if (!isnan(row->slowdown_ratio)) {
		row->slowdown_ratio_lo = ratios.slowdown.lo;
		row->slowdown_ratio_hi = ratios.slowdown.hi;
	}
	if (!isnan(row->ns_ratio)) {
		row->ns_ratio_lo = ratios.ns.lo;
		row->ns_ratio_hi = ratios.ns.hi;
	}
	judge(all, comparison, row);
	return 0;
}

static size_t rows_of(const struct comparisons *all)
{
	size_t n = 0;
	for (size_t i = 0; i < all->n_list; i++)
		n += all->list[i].n;
	return n;
}

/* One list of differences over all comparisons. */
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
				strcpy(all->list[i].rows[j].differs, yes_or_no(marked[at]));
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
		error = begin(all, &all->list[i]);
	double confidence = estimate_joint(CONFIDENCE, all->intervals);
	for (size_t i = 0; i < all->n_list && !error; i++)
		for (size_t j = 0; j < all->list[i].n && !error; j++)
			error = finish_row(all, &all->list[i], confidence, &all->list[i].rows[j]);
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

struct limit_findings comparisons_over(const struct comparisons *all)
{
	struct limit_findings findings = { 0, 0, NULL };
	for (size_t i = 0; i < all->n_list; i++)
		for (size_t j = 0; j < all->list[i].n; j++) {
			const struct comparison_row *row = &all->list[i].rows[j];
			findings.judged += row->over_limit[0] != '\0';
			if (strcmp(row->over_limit, "yes") != 0)
				continue;
			findings.over++;
			if (!findings.worst || row->slowdown_ratio > findings.worst->slowdown_ratio)
				findings.worst = row;
		}
	return findings;
}

struct off_findings comparison_off(const struct comparison *comparison)
{
	struct off_findings findings = { 0, 0, 0 };
	for (size_t i = 0; i < comparison->n; i++) {
		const struct comparison_row *row = &comparison->rows[i];
		struct estimate ratio = { row->slowdown_ratio, row->slowdown_ratio_lo,
			row->slowdown_ratio_hi };
		bool off = compare_is_off(ratio);
		findings.rows += isnan(ratio.lo) ? 0 : 1;
		findings.off += off;
		findings.doubtful += off && strcmp(row->flags_differ, "yes") == 0;
	}
	return findings;
}

struct phrase comparison_side(const struct compared_side *side)
{
	struct phrase phrase;
	const char *first = side->campaigns[0]->label;
	if (side->n == 1)
		snprintf(phrase.s, sizeof phrase.s, "%s", first);
	else
		snprintf(phrase.s, sizeof phrase.s, "%s and %zu more (%zu boots)", first,
			side->n - 1, side->boots);
	return phrase;
}

static const char *sameness(const struct comparison *comparison)
{
	const struct compared *a = comparison->a.campaigns[0], *b = comparison->b.campaigns[0];
	if (a->configuration != b->configuration)
		return "another machine or kernel";
	if (!boot_of(a) || !boot_of(b))
		return "one machine, perhaps one boot: machine.json does not tell the boot";
	return a->boot == b->boot ? "one machine, one boot" : "one machine, two boots";
}

struct phrase comparison_basis(const struct comparison *comparison)
{
	struct phrase phrase;
	size_t least = comparison->a.boots < comparison->b.boots ? comparison->a.boots
								 : comparison->b.boots;
	if (!comparison->by_boots)
		snprintf(phrase.s, sizeof phrase.s, "%s (%s)", COMPARE_NO_VERDICT,
			sameness(comparison));
	else
		snprintf(phrase.s, sizeof phrase.s, "judged over %zu and %zu boots, at +-%g %%%s",
			comparison->a.boots, comparison->b.boots, 100 * comparison->margin,
			least < COMPARE_BOOTS_ADVISED ? "; five of each are advised" : "");
	return phrase;
}

/* "2,304"; there are never so many that more commas are needed than fit. */
static void put_count(struct phrase *phrase, unsigned long long count)
{
	char digits[24];
	size_t n = (size_t)snprintf(digits, sizeof digits, "%llu", count);
	for (size_t i = 0; i < n; i++) {
		size_t at = strlen(phrase->s);
		snprintf(phrase->s + at, sizeof phrase->s - at, "%s%c",
			i > 0 && (n - i) % 3 == 0 ? "," : "", digits[i]);
	}
}

static void put_text(struct phrase *phrase, const char *text)
{
	size_t at = strlen(phrase->s);
	snprintf(phrase->s + at, sizeof phrase->s - at, "%s", text);
}

struct phrase compared_flags(const struct compared *campaign)
{
	struct phrase phrase = { "" };
	const struct loaded *loaded = &campaign->loaded;
	if (loaded->flagged == 0) {
		put_text(&phrase, "no run is flagged");
		return phrase;
	}
	put_count(&phrase, loaded->flagged);
	put_text(&phrase, " of ");
	put_count(&phrase, loaded->ok);
	put_text(&phrase, " runs flagged");
	for (size_t i = 0; i < loaded->dataset.n_causes; i++) {
		put_text(&phrase, i ? ", " : ": ");
		put_text(&phrase, loaded->dataset.causes[i].flag);
		put_text(&phrase, " ");
		put_count(&phrase, loaded->dataset.causes[i].n);
	}
	return phrase;
}
