#include "padded.h"

void print_padded(FILE *out, const char *text, int width)
{
	for (const char *c = text; *c; c++)
		width += (*c & 0xc0) == 0x80;
	fprintf(out, "  %-*s", width, text);
}
