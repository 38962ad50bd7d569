#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/screen.h"
#include "progress.h"

static const uint64_t PERIOD_NS = 30000000000;
enum { WIDTH = 80, LINE_MAX_BYTES = 256 };

static bool is_drawn;

/* Writes how wide the widest interval still is, if precision decides. */
static void how_far(const struct progress *p, char *text, size_t size)
{
	unsigned long long done = p->done, total = p->total, left = p->left_ns / 1000000000;
	if (p->stage == STAGE_TRIAL)
		snprintf(text, size, "trying the modes");
	else if (p->stage == STAGE_PILOT)
		snprintf(text, size, "choosing windows, at most %llu s to go", left);
	else if (total)
		snprintf(text, size, "%llu of %llu runs, %llu left, %llu s to go", done, total,
			total - done, left);
	else if (isfinite(p->widest))
		snprintf(text, size,
			"%llu runs, widest interval +-%.1f %%, wanted +-%g %%, at most %llu s to go",
			done, p->widest * 100, p->precision * 100, left);
	else
		snprintf(text, size, "%llu runs, at most %llu s to go", done, left);
}

void progress_text(const struct progress *p, char *text, size_t size)
{
	char far[160];
	how_far(p, far, sizeof far);
	snprintf(text, size, "%s: %s %s %s", far, p->workload, p->placement, p->mode);
}

bool progress_due(uint64_t elapsed_ns, uint64_t *told_ns)
{
	if (elapsed_ns - *told_ns < PERIOD_NS)
		return false;
	*told_ns = elapsed_ns;
	return true;
}

/* Returns the columns to use: all except the last, as some terminals wrap when it is written. */
static int room(void)
{
	struct winsize window;
	if (!isatty(STDERR_FILENO))
		return LINE_MAX_BYTES;
	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 1)
		return window.ws_col - 1;
	const char *columns = getenv("COLUMNS");
	int n = columns ? atoi(columns) : 0;
	return (n > 1 ? n : WIDTH) - 1;
}

static void put(const char *before, const char *text, const char *after)
{
	fprintf(stderr, "%s%.*s%s", before, room(), text, after);
}

void progress_show(const struct progress *progress, void *context)
{
	static uint64_t told_ns;
	char line[LINE_MAX_BYTES] = "tracetax: ";
	(void)context;
	is_drawn = screen_is_capable(STDERR_FILENO);
	if (!is_drawn && !progress_due(progress->elapsed_ns, &told_ns))
		return;
	size_t at = is_drawn ? 0 : strlen(line);
	progress_text(progress, line + at, sizeof line - at);
	put(is_drawn ? "\r\033[K" : "", line, is_drawn ? "" : "\n");
}

void progress_end(void)
{
	if (is_drawn)
		put("\r\033[K", "", "");
}
