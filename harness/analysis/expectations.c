#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "expectations.h"
#include "summary.h"

static void add(struct expectations *expectations, const struct group *lower,
	const struct group *upper, bool equal)
{
	expectations->all[expectations->n++] =
		(struct expectation){ .lower = lower, .upper = upper, .equal = equal };
}

static bool skips_calls(const char *mode, const struct relation *relations, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!relations[i].lower && strcmp(relations[i].upper, mode) == 0)
			return true;
	return false;
}

/* Adds what is expected of one group. */
static void add_of(const struct dataset *dataset, const struct group *group,
	const struct relation *relations, size_t n, struct expectations *expectations)
{
	const struct group *baseline = dataset_baseline(dataset, group);
	if (!baseline)
		return;
	bool equal = group == baseline || group_is_without_calls(group);
	if (equal || !skips_calls(group->mode, relations, n))
		add(expectations, baseline, group, equal);
	for (size_t i = 0; i < n; i++) {
		if (!relations[i].lower || strcmp(relations[i].upper, group->mode) != 0)
			continue;
		const struct group *lower =
			dataset_group(dataset, key_with_mode(&group->key, relations[i].lower));
		if (lower && lower != baseline)
			add(expectations, lower, group, false);
	}
}

static enum standing judge(const struct expectation *e, double margin)
{
	if (isnan(e->ratio.lo) || isnan(e->ratio.hi))
		return STANDING_OPEN;
	const char *verdict = estimate_verdict(e->ratio, margin);
	if (e->equal)
		return strcmp(verdict, "slower") == 0 || strcmp(verdict, "faster") == 0
			       ? STANDING_BROKEN
			       : STANDING_HOLDS;
	bool faster = e->ratio.hi < 1 && -log(e->ratio.value) > e->detectable;
	return faster ? STANDING_BROKEN : STANDING_HOLDS;
}

static int measure(const struct dataset *dataset, struct expectations *expectations, double margin)
{
	double confidence = estimate_joint(0.95, expectations->n);
	for (size_t i = 0; i < expectations->n; i++) {
		struct expectation *e = &expectations->all[i];
		int error = summary_against(
			dataset, e->upper, e->lower, confidence, &e->ratio, &e->detectable);
		if (error)
			return error;
		e->standing = judge(e, margin);
		expectations->broken += e->standing == STANDING_BROKEN;
		expectations->open += e->standing == STANDING_OPEN;
	}
	return 0;
}

int expectations_of(const struct dataset *dataset, const struct relation *relations, size_t n,
	double margin, struct expectations *expectations)
{
	*expectations = (struct expectations){ 0 };
	expectations->all = calloc(dataset->n_groups * (n + 1) + 1, sizeof *expectations->all);
	if (!expectations->all)
		return -ENOMEM;
	for (size_t i = 0; i < dataset->n_groups; i++)
		add_of(dataset, &dataset->groups[i], relations, n, expectations);
	return measure(dataset, expectations, margin);
}

void expectations_free(struct expectations *expectations)
{
	free(expectations->all);
	*expectations = (struct expectations){ 0 };
}

const char *expectation_suspect(const struct expectation *e)
{
	if (e->lower == e->upper)
		return "machine";
	if (e->equal)
		return "mode";
	return e->lower->baseline ? "baseline" : "either";
}
