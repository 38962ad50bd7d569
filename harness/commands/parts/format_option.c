#include <string.h>

#include "format_option.h"
#include "report/grid/format.h"

/* argp frees what is not the text that it gave. */
char *format_option_help(int key, const char *text, void *input)
{
	(void)input;
	return key == OPTION_FORMAT ? strdup(format_summaries().s) : (char *)text;
}
