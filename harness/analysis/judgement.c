#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "judgement.h"

static const double CONFIDENCE = 0.95;

/* A verdict, as a question to an interval. */
typedef bool verdict_question(struct estimate slowdown, double margin);

static bool is_off(struct estimate slowdown, double margin)
{
	(void)margin;
	return compare_is_off(slowdown);
}

/* Rows of a table, and of which of them the answer is yes. */
struct answers {
	const struct dataset *dataset;
	bool *yes;
	size_t n;
};

/* Asks those again of which it was yes, and counts them: what a narrow interval leaves open, a
 * wider one does too. */
static int ask(struct answers *answers, verdict_question *holds, double margin, double confidence)
{
	const struct dataset *dataset = answers->dataset;
	int error = 0;
	answers->n = 0;
	for (size_t i = 0; i < dataset->n_groups && !error; i++) {
		struct estimate slowdown;
		if (!answers->yes[i])
			continue;
		error = summary_slowdown(dataset, &dataset->groups[i], confidence, &slowdown);
		answers->yes[i] = holds(slowdown, margin);
		answers->n += answers->yes[i];
	}
	return error;
}

static int settle(
	const struct dataset *dataset, verdict_question *holds, double margin, double *confidence)
{
	size_t all = summary_verdicts(dataset), before;
	struct answers answers = { dataset, malloc(dataset->n_groups + 1), all };
	int error = 0;
	if (!answers.yes)
		return -ENOMEM;
	memset(answers.yes, true, dataset->n_groups);
	do {
		before = answers.n;
		*confidence = estimate_selected(CONFIDENCE, before, all);
		error = ask(&answers, holds, margin, *confidence);
	} while (!error && answers.n > 0 && answers.n < before);
	if (answers.n == 0)
		*confidence = estimate_joint(CONFIDENCE, all);
	free(answers.yes);
	return error;
}

int judgement_of(const struct dataset *dataset, double margin, struct judgement *judgement)
{
	judgement->margin = margin;
	int error = settle(dataset, is_off, margin, &judgement->different);
	return error ? error : settle(dataset, estimate_is_within, margin, &judgement->equivalent);
}
