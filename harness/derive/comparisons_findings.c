#include <math.h>
#include <string.h>

#include "analysis/compare.h"
#include "comparisons.h"

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
			if (!findings.worst ||
				row->slowdown_ratio.value > findings.worst->slowdown_ratio.value)
				findings.worst = row;
		}
	return findings;
}

struct off_findings comparison_off(const struct comparison *comparison)
{
	struct off_findings findings = { 0, 0, 0 };
	for (size_t i = 0; i < comparison->n; i++) {
		const struct comparison_row *row = &comparison->rows[i];
		struct estimate ratio = row->slowdown_ratio;
		bool off = compare_is_off(ratio);
		findings.rows += isnan(ratio.lo) ? 0 : 1;
		findings.off += off;
		findings.doubtful += off && strcmp(row->flags_differ, "yes") == 0;
	}
	return findings;
}
