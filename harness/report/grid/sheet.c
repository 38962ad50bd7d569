#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "base/screen.h"
#include "layout.h"
#include "sheet.h"

struct sheet sheet_of_output(const struct format *format, bool wide)
{
	return (struct sheet){
		.out = stdout,
		.format = format,
		.line = wide ? 0 : screen_columns(STDOUT_FILENO),
		.coloured = format == &format_text && screen_has_colours(STDOUT_FILENO),
	};
}

/* Writes a sentence in as many lines as it takes. */
static void write_lines(const struct sheet *sheet, char *sentence)
{
	bool folds = sheet->line && !sheet->format->spaced;
	for (size_t n; *sentence; sentence += n + strspn(sentence + n, " ")) {
		n = folds ? layout_piece(sentence, sheet->line) : strlen(sentence);
		char next = sentence[n];
		sentence[n] = '\0';
		sheet->format->say(sentence, sheet->out);
		sentence[n] = next;
		fputs(next ? "\n" : "", sheet->out);
	}
}

static void say(const struct sheet *sheet, enum mood mood, const char *before, const char *format,
	va_list list)
{
	mood = sheet->coloured ? mood : MOOD_PLAIN;
	char line[8192]; /* a path fits */
	if (format_is_data(sheet->format))
		return;
	vsnprintf(line, sizeof line, format, list);
	fputs(before ? before : "", sheet->out);
	fputs(mood_begin(mood), sheet->out);
	write_lines(sheet, line);
	fputs(mood_end(mood), sheet->out);
	fputs(sheet->format->spaced ? "\n\n" : "\n", sheet->out);
}

void sheet_title(const struct sheet *sheet, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	if (sheet->nested)
		fputc('#', sheet->out);
	say(sheet, MOOD_HEADING, sheet->format->title, format, list);
	va_end(list);
}

void sheet_say(const struct sheet *sheet, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	say(sheet, MOOD_PLAIN, NULL, format, list);
	va_end(list);
}

void sheet_warn(const struct sheet *sheet, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	say(sheet, MOOD_BAD, NULL, format, list);
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
	grid->coloured = sheet->coloured;
	int error = grid_write(grid, sheet->format, sheet->out);
	if (!sheet->error)
		sheet->error = error;
	if (sheet->format->spaced)
		fputc('\n', sheet->out);
	grid_free(grid);
}
