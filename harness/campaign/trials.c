#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/resources.h"
#include "base/scratch.h"
#include "plan/roster.h"
#include "run/tree.h"
#include "session.h"
#include "trials.h"

static const uint64_t TIMEOUT_NS = 60000000000; /* a hang */

/* Returns what to run of a mode: of a family, which has only members, one of these. */
static const struct mode *to_run(const struct mode *mode)
{
	char name[MODE_NAME_SIZE];
	const char *n = strchr(mode->name, 'N');
	if (!mode_is_family(mode))
		return mode;
	snprintf(name, sizeof name, "%.*s%g%s", (int)(n - mode->name), mode->name,
		fmax(mode->n_min, 1), n + 1);
	return roster_find(name);
}

static int try_all(struct session *session,
	void (*tell)(const struct mode *mode, const struct result *result, void *context),
	void *context)
{
	int error = 0;
	for (const struct mode *const *m = modes; *m && !error; m++) {
		struct result result;
		error = canaries_try(session, to_run(*m), &result);
		if (session->campaign->interrupted)
			break;
		if (!error)
			tell(*m, &result, context);
	}
	return error;
}

static int prepare(struct session *session)
{
	struct campaign *campaign = session->campaign;
	int error = resource_path("tracetax-driver", session->driver, sizeof session->driver);
	if (error)
		return session_fail(
			campaign, error, "tracetax-driver (make builds it beside tracetax)");
	session->padding = schedule_rng(1);
	error = session->padding ? tree_adopt() : -ENOMEM;
	if (error)
		return session_fail(campaign, error, "the modes");
	error = scratch_make(scratch_parent(), session->scratch, sizeof session->scratch);
	return error ? session_fail(campaign, error, "a directory under $TMPDIR") : 0;
}

int trials_run(int interrupt,
	void (*tell)(const struct mode *mode, const struct result *result, void *context),
	void *context, struct complaint *complaint)
{
	struct counters counters;
	const struct plan plan = { .timeout_ns = TIMEOUT_NS };
	struct campaign campaign = {
		.plan = &plan, .counters = &counters, .interrupt = interrupt, .directory = -1
	};
	struct session session = { .campaign = &campaign };
	counters_init(&counters);
	int error = prepare(&session);
	if (!error)
		error = try_all(&session, tell, context);
	*complaint = campaign.complaint;
	if (session.scratch[0])
		scratch_remove(session.scratch);
	gsl_rng_free(session.padding);
	return error;
}
