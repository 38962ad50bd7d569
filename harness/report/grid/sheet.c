#include <stdarg.h>
#include <unistd.h>

#include "base/screen.h"
#include "sheet.h"

struct sheet sheet_of_output(const struct format *format, bool wide)
{
	return (struct sheet){
		.out = stdout,
		.format = format,
		.line = wide ? 0 : screen_columns(STDOUT_FILENO),
	};
}

static void say(const struct sheet *sheet, const char *before, const char *format, va_list list)
{
	char line[8192]; /* a path fits */
	if (format_is_data(sheet->format))
		return;
	vsnprintf(line, sizeof line, format, list);
	fputs(before ? before : "", sheet->out);
	sheet->format->say(line, sheet->out);
	fputs(sheet->format->spaced ? "\n\n" : "\n", sheet->out);
}

void sheet_title(const struct sheet *sheet, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	say(sheet, sheet->format->title, format, list);
	va_end(list);
}

void sheet_say(const struct sheet *sheet, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	say(sheet, NULL, format, list);
	va_end(list);
}

void sheet_break(const struct sheet *sheet)
{
	if (!format_is_data(sheet->format) && !sheet->format->spaced)
		fputc('\n', sheet->out);
}

void sheet_grid(struct sheet *sheet, struct grid *grid)
{
	grid->line = sheet->line;
	int error = grid_write(grid, sheet->format, sheet->out);
	if (!sheet->error)
		sheet->error = error;
	if (sheet->format->spaced)
		fputc('\n', sheet->out);
	grid_free(grid);
}
