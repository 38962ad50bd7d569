#include <string.h>

#include "claim.h"
#include "derive/tables.h"

const struct claim_row *claim_find(const struct report *report, const char *claim)
{
	struct rows rows = tables_rows(report->loaded, &claims_table);
	const struct claim_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(all[i].claim, claim) == 0)
			return &all[i];
	return NULL;
}

const char *claim_verdict(
	const struct report *report, const char *claim, const struct claim_words *words)
{
	const struct claim_row *row = claim_find(report, claim);
	const char *verdict = row ? row->verdict : "";
	return strcmp(verdict, "holds") == 0	       ? words->holds
	       : strcmp(verdict, "in-part") == 0       ? words->in_part
	       : strcmp(verdict, "does-not-hold") == 0 ? words->does_not_hold
	       : strcmp(verdict, "undecided") == 0     ? words->undecided
						       : "not measured";
}
