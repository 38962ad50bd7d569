#include "mode_name.h"

const struct mode *mode_name_find(
	const char *name, bool (*suits)(const struct mode *), struct complaint *complaint)
{
	const struct mode *mode = mode_find(name);
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
		if (!suits || suits(*m))
			nearest_offer(&nearest, (*m)->name);
	nearest_complain(&nearest, "mode", "tracetax list modes", complaint);
	return NULL;
}
