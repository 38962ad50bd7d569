#include <inttypes.h>

#include "records/table.h"
#include "series.h"

void series_write_name(const char *name, FILE *out)
{
	for (; *name; name++)
		fputc(*name <= ' ' || *name > '~' || *name == '/' ? '_' : *name, out);
}

static void write_part(const char *part, char sign, const char *name, FILE *out)
{
	fprintf(out, "/%s%c", part, sign);
	series_write_name(name, out);
}

void series_write(const struct key *key, char sign, FILE *out)
{
	series_write_name(key->workload, out);
	if (key->size != ABSENT)
		fprintf(out, "/size%c%" PRId64, sign, key->size);
	write_part("placement", sign, key->placement, out);
	write_part("mode", sign, key->mode, out);
}
