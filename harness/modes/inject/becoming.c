#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "becoming.h"
#include "raw.h"
#include "rights.h"

#ifdef __x86_64__

enum { PAGE_BYTES = 4096, WORD = 8 };
static bool begun;

static bool is_readable(const char *text)
{
	for (int i = 0; i < PROGRAM_NAME_SIZE; i++) {
		uintptr_t at = (uintptr_t)(text + i);
		if ((i == 0 || at % PAGE_BYTES == 0) &&
			!rights_readable((const void *)(at - at % WORD), WORD))
			return false;
		if (!text[i])
			return true;
	}
	return true;
}

static char *write_text(char *to, const char *text)
{
	while (*text)
		*to++ = *text++;
	return to;
}

static char *write_number(char *to, int32_t number)
{
	char digits[12];
	int n = 0;
	do
		digits[n++] = (char)('0' + number % 10);
	while (number /= 10);
	while (n)
		*to++ = digits[--n];
	return to;
}

/* Opens the page again by the tracer's descriptor if the program has closed ours. */
static void keep_page(const struct page *page)
{
	char path[40], *end = path;
	long ours = attach_descriptor();
	if (raw(SYS_fcntl, ours, (long)F_GETFD) >= 0)
		return;
	end = write_number(write_text(end, "/proc/"), page->live.tracer);
	end = write_number(write_text(end, "/fd/"), page->live.tracer_fd);
	*end = '\0';
	long opened = raw(SYS_openat, (long)AT_FDCWD, path, (long)O_RDWR);
	if (opened < 0 || opened == ours)
		return;
	raw(SYS_dup2, opened, ours);
	raw(SYS_close, opened);
}

/* Most execs that fail are those of a search through PATH: they are to leave nothing behind. An
 * empty name is that of the descriptor's file. */
void becoming(struct page *page, int directory, const char *name)
{
	if (!is_readable(name) ||
		(*name && raw(SYS_faccessat, (long)directory, name, (long)X_OK) < 0))
		return;
	begun = true;
	keep_page(page);
	unwatched_starts(page, (pid_t)raw(SYS_getpid), *name ? name : "a program");
}

void becoming_failed(struct page *page)
{
	if (!begun)
		return;
	begun = false;
	unwatched_not(page, (pid_t)raw(SYS_getpid));
}

#endif
