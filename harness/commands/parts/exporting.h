/* The options --export-NAME: each export that exists, and the file for it. */
#ifndef TRACETAX_EXPORTING_H
#define TRACETAX_EXPORTING_H

#include <argp.h>

#include "report/export.h"
#include "report/text.h"

enum { EXPORTS_MAX = 16 };

/* Where to, by the export's place among all; NULL: not asked for. */
struct exporting {
	const char *paths[EXPORTS_MAX];
};

/* Appends the options to a list, after its last but one; each has the key of the first plus its
 * export's place. The list has room for EXPORTS_MAX more. */
void exporting_options(struct argp_option *options, int first);

/* Tells, before anything is measured, whether the files can be written. Returns 0, or -EINVAL with
 * the complaint. */
int exporting_check(const struct exporting *exporting, struct complaint *complaint);

/* Returns the export that `--format` calls so; NULL if there is none. */
const struct export *exporting_find(const char *format);
/* Returns what --format calls them: "go or hyperfine"; with their summaries for --help. */
struct text exporting_formats(bool summaries);

/* Prints an export. Complains of an error. Returns the exit status. */
int exporting_print(const struct export *export, const struct exported *exported);

/* Writes all that was asked for. Complains of an error. Returns the exit status. */
int exporting_write(const struct exporting *exporting, const struct exported *exported);

#endif
