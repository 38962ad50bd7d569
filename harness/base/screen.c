#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "screen.h"

enum { USUAL = 80, MOST = 100000 };

size_t screen_columns(int descriptor)
{
	struct winsize window;
	const char *asked = getenv("COLUMNS");
	long columns = asked ? strtol(asked, NULL, 10) : 0;
	if (columns > 0 && columns <= MOST)
		return (size_t)columns;
	if (ioctl(descriptor, TIOCGWINSZ, &window) == 0 && window.ws_col > 0)
		return window.ws_col;
	return USUAL;
}

bool screen_is_capable(int descriptor)
{
	const char *term = getenv("TERM");
	return isatty(descriptor) && term && *term && strcmp(term, "dumb") != 0;
}

bool screen_has_colours(int descriptor)
{
	const char *refused = getenv("NO_COLOR");
	return !(refused && *refused) && screen_is_capable(descriptor);
}
