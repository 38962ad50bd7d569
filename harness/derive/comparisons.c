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

/* Returns what two campaigns of one configuration have in common, to be freed; NULL if nothing is
 * known, or memory is short. */
static char *identity(const struct comparisons *all, const struct compared *campaign)
{
	if (!all->by)
		return differences_fingerprint(campaign->loaded.machine);
	const json_t *fact = differences_fact(campaign->loaded.machine, all->by);
	return fact ? json_dumps(fact, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS) : NULL;
}

static bool same_configuration(
	const struct comparisons *all, const struct compared *a, const struct compared *b)
{
	return all->by || differences_none(a->loaded.machine, b->loaded.machine);
}

/* Returns the list under this name, which is made if there is none; NULL without memory. */
static json_t *list_of(json_t *lists, const char *name)
{
	if (!json_object_get(lists, name))
		json_object_set_new(lists, name, json_array());
	return json_object_get(lists, name);
}

/* Finds the configuration of a campaign among those before it. `lists` has the first campaigns of
 * configurations by their identities, so that not all need be looked at. */
static void place(struct comparisons *all, size_t at, json_t *lists)
{
	struct compared *campaign = &all->campaigns[at];
	char *name = identity(all, campaign);
	json_t *first = name ? list_of(lists, name) : NULL;
	campaign->configuration = at;
	for (size_t i = 0; i < json_array_size(first); i++) {
		size_t other = (size_t)json_integer_value(json_array_get(first, i));
		if (campaign->configuration == at &&
			same_configuration(all, &all->campaigns[other], campaign))
			campaign->configuration = other;
	}
	if (campaign->configuration == at)
		json_array_append_new(first, json_integer((json_int_t)at));
	free(name);
}

/* Finds the first campaign of the same boot. */
static void place_boot(struct comparisons *all, size_t at, json_t *boots)
{
	const char *boot = compared_boot(&all->campaigns[at]);
	if (boot && !json_object_get(boots, boot))
		json_object_set_new(boots, boot, json_integer((json_int_t)at));
	const json_t *first = boot ? json_object_get(boots, boot) : NULL;
	all->campaigns[at].boot = first ? (size_t)json_integer_value(first) : at;
}

/* Places the campaigns that name no boot: each may belong to any boot of its machine, or share one
 * with others that name none. */
static int place_unknown(struct comparisons *all)
{
	size_t *known = malloc((all->n + 1) * sizeof *known), unknown = all->n;
	if (!known)
		return -ENOMEM;
	for (size_t i = 0; i < all->n; i++)
		known[i] = all->n;
	for (size_t i = all->n; i-- > 0;) {
		const struct compared *campaign = &all->campaigns[i];
		if (compared_boot(campaign))
			known[campaign->configuration] = campaign->boot;
		else
			unknown = i;
	}
	for (size_t i = 0; i < all->n; i++) {
		struct compared *campaign = &all->campaigns[i];
		size_t boot = known[campaign->configuration];
		if (!compared_boot(campaign))
			campaign->boot = boot < all->n ? boot : unknown;
	}
	free(known);
	return 0;
}

static int place_all(struct comparisons *all)
{
	json_t *configurations = json_object(), *boots = json_object();
	int error = configurations && boots ? 0 : -ENOMEM;
	for (size_t i = 0; i < all->n && !error; i++) {
		place(all, i, configurations);
		place_boot(all, i, boots);
	}
	json_decref(configurations);
	json_decref(boots);
	return error ? error : place_unknown(all);
}

static bool is_of(const struct compared *campaign, const struct stat *there)
{
	return campaign->device == there->st_dev && campaign->inode == there->st_ino;
}

static struct compared *same_directory(const struct comparisons *all, const char *path)
{
	struct stat there;
	if (stat(path, &there) < 0)
		return NULL;
	for (size_t i = 0; i < all->n; i++)
		if (is_of(&all->campaigns[i], &there))
			return &all->campaigns[i];
	return NULL;
}

bool comparisons_label(struct comparisons *all, const char *path, const char *name)
{
	struct stat there;
	bool found = false;
	if (stat(path, &there) < 0)
		return false;
	for (size_t i = 0; i < all->n; i++) {
		struct compared *campaign = &all->campaigns[i];
		if (!is_of(campaign, &there))
			continue;
		snprintf(campaign->label, sizeof campaign->label, "%s", name);
		utf8_mask(campaign->label);
		found = campaign->named = true;
	}
	return found;
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
	if (!campaigns) {
		complain(complaint, "%s: %s", path, strerror(ENOMEM));
		return -ENOMEM;
	}
	all->campaigns = campaigns;
	campaign = &campaigns[all->n++];
	int error = compared_read(path, all->version, campaign, complaint);
	campaign->baseline = baseline;
	if (error) {
		compared_free(campaign);
		all->n--;
	}
	return error;
}

bool comparisons_has_key(const struct comparisons *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (differences_fact(all->campaigns[i].loaded.machine, all->by))
			return true;
	return false;
}

static int side_add(struct compared_side *side, struct compared *campaign)
{
	size_t bytes = (side->n + 1) * sizeof *side->campaigns;
	struct compared **campaigns = realloc(side->campaigns, bytes);
	if (!campaigns)
		return -ENOMEM;
	side->campaigns = campaigns;
	bool known = false;
	for (size_t i = 0; i < side->n; i++)
		known |= campaigns[i]->boot == campaign->boot;
	campaigns[side->n++] = campaign;
	side->boots += !known;
	return 0;
}

/* Fills a side with the campaigns of a configuration that are not marked, or with those that are.
 */
static int side_fill(const struct comparisons *all, size_t configuration, bool marked,
	struct compared_side *side)
{
	int error = 0;
	*side = (struct compared_side){ NULL, 0, 0 };
	for (size_t i = 0; i < all->n && !error; i++) {
		struct compared *campaign = &all->campaigns[i];
		if (campaign->baseline == marked &&
			(marked || campaign->configuration == configuration))
			error = side_add(side, campaign);
	}
	return error;
}

static void side_mark_paired(struct compared_side *side)
{
	for (size_t i = 0; i < side->n; i++)
		side->campaigns[i]->paired = true;
}

static struct comparison *another(struct comparisons *all)
{
	struct comparison *comparison = &all->list[all->n_list++];
	*comparison = (struct comparison){ .margin = 0 };
	return comparison;
}

/* Compares the boots of a configuration to those of the baseline, if both have enough. */
static int pair_boots(struct comparisons *all, struct compared_side *baseline, size_t configuration)
{
	struct compared_side side;
	int error = side_fill(all, configuration, false, &side);
	bool enough =
		side.boots >= COMPARE_BOOTS_MIN && side.campaigns[0] != baseline->campaigns[0];
	if (error || !enough) {
		free(side.campaigns);
		return error;
	}
	struct comparison *comparison = another(all);
	comparison->by_boots = true;
	comparison->b = side;
	side_mark_paired(&side);
	side_mark_paired(baseline);
	for (size_t i = 0; i < baseline->n && !error; i++)
		error = side_add(&comparison->a, baseline->campaigns[i]);
	return error;
}

static int pair_all_boots(struct comparisons *all, struct compared_side *baseline)
{
	int error = 0;
	for (size_t i = 0; i < all->n && baseline->boots >= COMPARE_BOOTS_MIN && !error; i++)
		if (all->campaigns[i].configuration == i)
			error = pair_boots(all, baseline, i);
	return error;
}

static int pair_one(struct comparisons *all, struct compared *first, struct compared *campaign)
{
	struct comparison *comparison = another(all);
	int error = side_add(&comparison->a, first);
	return error ? error : side_add(&comparison->b, campaign);
}

static int pair(struct comparisons *all)
{
	struct compared_side baseline;
	int error = side_fill(all, 0, true, &baseline);
	if (!error && baseline.n == 0)
		error = side_fill(all, 0, false, &baseline);
	if (!error)
		error = pair_all_boots(all, &baseline);
	for (size_t i = 0; i < all->n && !error; i++) {
		struct compared *campaign = &all->campaigns[i];
		if (campaign != baseline.campaigns[0] && !campaign->paired)
			error = pair_one(all, baseline.campaigns[0], campaign);
	}
	free(baseline.campaigns);
	return error;
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

/* Names a campaign by its value at the key, and by its directory too where others share both. */
static void name_by(const struct comparisons *all, struct compared *campaign)
{
	char value[64], label[sizeof campaign->label];
	size_t same = 0;
	for (size_t i = 0; i < all->n && same < 2 && !campaign->paired; i++)
		same += all->campaigns[i].configuration == campaign->configuration;
	differences_words(differences_fact(campaign->loaded.machine, all->by), value, sizeof value);
	memcpy(label, campaign->label, sizeof label);
	if (same > 1)
		snprintf(campaign->label, sizeof campaign->label, "%s %.60s", value, label);
	else
		snprintf(campaign->label, sizeof campaign->label, "%s", value);
	utf8_mask(campaign->label);
}

int comparisons_make(struct comparisons *all)
{
	all->list = calloc(all->n + 1, sizeof *all->list);
	int error = all->list ? place_all(all) : -ENOMEM;
	if (!error)
		error = pair(all);
	for (size_t i = 0; i < all->n && all->by && !error; i++)
		if (!all->campaigns[i].named)
			name_by(all, &all->campaigns[i]);
	for (size_t i = 0; i < all->n_list && !error; i++)
		error = comparison_fill(all, &all->list[i]);
	return error ? error : mark(all);
}

void comparisons_free(struct comparisons *all)
{
	for (size_t i = 0; i < all->n; i++)
		compared_free(&all->campaigns[i]);
	for (size_t i = 0; i < all->n_list; i++) {
		free(all->list[i].a.campaigns);
		free(all->list[i].b.campaigns);
		free(all->list[i].rows);
	}
	free(all->campaigns);
	free(all->list);
	*all = (struct comparisons){ .limit = NOTHING };
}
