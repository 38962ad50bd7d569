#include <string.h>

#include "claim.h"
#include "derive/tables.h"

const char *claim_verdict(
	const struct report *report, const char *claim, const struct claim_words *words)
{
	struct rows rows = tables_rows(report->loaded, &claims_table);
	const struct claim_row *row = rows.all, *end = row + rows.n;
	while (row < end && strcmp(row->claim, claim) != 0)
		row++;
	const char *verdict = row < end ? row->verdict : "";
	return strcmp(verdict, "holds") == 0	       ? words->holds
	       : strcmp(verdict, "in-part") == 0       ? words->in_part
	       : strcmp(verdict, "does-not-hold") == 0 ? words->does_not_hold
	       : strcmp(verdict, "undecided") == 0     ? words->undecided
						       : "not measured";
}
