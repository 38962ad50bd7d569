#include <string.h>

#include "format_option.h"
#include "report/grid/format.h"

/* Returns the help with the formats that exist; argp frees it if it is another text than its own.
 */
char *format_option_help(int key, const char *text, void *input)
{
	(void)input;
	return key == OPTION_FORMAT ? strdup(format_summaries(false).s) : (char *)text;
}
