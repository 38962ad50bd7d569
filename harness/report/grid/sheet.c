#include <stdarg.h>
#include <string.h>

#include "report/text.h"
#include "sheet.h"

static const char *const names[FORMATS] = { "text", "markdown", "csv", "json" };

int format_find(const char *name, enum format *format, struct complaint *complaint)
{
	for (*format = FORMAT_TEXT; name && *format < FORMATS; ++*format)
		if (strcmp(names[*format], name) == 0)
			return 0;
	return name ? complain(complaint,
			      "--format \"%.80s\": expected text, markdown, csv or json", name)
		    : 0;
}

bool format_is_data(enum format format)
{
	return format >= FORMAT_CSV;
}

static void say(const struct sheet *sheet, const char *before, const char *format, va_list list)
{
	char line[1024];
	bool markdown = sheet->format == FORMAT_MARKDOWN;
	if (format_is_data(sheet->format))
		return;
	vsnprintf(line, sizeof line, format, list);
	fputs(before, sheet->out);
	if (markdown)
		text_write_escaped(line, sheet->out);
	else
		fputs(line, sheet->out);
	fputs(markdown ? "\n\n" : "\n", sheet->out);
}

void sheet_title(const struct sheet *sheet, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	say(sheet, sheet->format == FORMAT_MARKDOWN ? "## " : "\n", format, list);
	va_end(list);
}

void sheet_say(const struct sheet *sheet, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	say(sheet, "", format, list);
	va_end(list);
}

void sheet_break(const struct sheet *sheet)
{
	if (sheet->format == FORMAT_TEXT)
		fputc('\n', sheet->out);
}

void sheet_grid(struct sheet *sheet, struct grid *grid)
{
	int error = grid_write(grid, sheet->format, sheet->out);
	if (!sheet->error)
		sheet->error = error;
	if (sheet->format == FORMAT_MARKDOWN)
		fputc('\n', sheet->out);
	grid_free(grid);
}
