#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "whole_program.h"

enum { ROWS_MAX = 4096 }; /* far more than anybody would wait for */

static int take_row(const void *row, void *context)
{
	struct programs *programs = context;
	if (programs->n == ROWS_MAX)
		return -EFBIG;
	struct program_row *rows = reallocarray(programs->rows, programs->n + 1, sizeof *rows);
	if (!rows)
		return -ENOMEM;
	memcpy(&rows[programs->n++], row, sizeof *rows);
	programs->rows = rows;
	return 0;
}

int whole_program_read(
	int directory, const char *path, struct programs *programs, struct complaint *complaint)
{
	struct table_error finding = { "" };
	const char *name = programs_table.name;
	int error = table_read(&programs_table, directory, name, 0, take_row, programs, &finding);
	if (error == 0 || error == -ENOENT)
		return 0;
	complain(complaint, "%s/%s: %s", path, name,
		error == -EBADMSG ? finding.text : strerror(-error));
	return error;
}
