#include <stdlib.h>
#include <sys/ioctl.h>

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
