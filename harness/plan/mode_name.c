#include "mode_name.h"
#include "base/nearest.h"
#include "roster.h"

static void offer(struct nearest *nearest, const struct mode *mode, const struct traits *program)
{
	char reason[128];
	if (!program || fit_mode(mode, *program, reason, sizeof reason))
		nearest_offer(nearest, mode->name);
}

const struct mode *mode_name_find(
	const char *name, const struct traits *program, struct complaint *complaint)
{
	const struct mode *mode = roster_find(name);
	if (mode)
		return mode;
	const struct mode *family = mode_family(name);
	if (family) {
		complain(complaint, "mode %.80s: N is from %g to %g, %s", name, family->n_min,
			family->n_max,
			family->n_whole ? "a whole number" : "with three decimals at most");
		return NULL;
	}
	struct nearest nearest = nearest_to(name);
	for (const struct mode *const *m = modes; *m; m++)
		offer(&nearest, *m, program);
	for (size_t i = 0; (mode = roster_at(i)); i++)
		if (mode_is_brought(mode))
			offer(&nearest, mode, program);
	nearest_complain(&nearest, "mode",
		mode_is_wrap(name)     ? "tracetax run --wrap, which defines such"
		: mode_is_filter(name) ? "tracetax run --filter, which defines such"
				       : "tracetax list modes",
		complaint);
	return NULL;
}
