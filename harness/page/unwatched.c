#include <stddef.h>

#include "page.h"
#include "unwatched.h"

/* A handler may not call libc. */
static void copy_name(char *to, const char *from)
{
	size_t i = 0;
	for (; from[i] && i < PROGRAM_NAME_SIZE - 1; i++)
		to[i] = from[i];
	to[i] = '\0';
}

void unwatched_starts(struct page *page, pid_t pid, const char *name)
{
	for (int i = 0; i < STARTED_MAX; i++) {
		int32_t none = 0;
		if (atomic_compare_exchange_strong(&page->started[i].pid, &none, (int32_t)pid)) {
			copy_name(page->started[i].name, name);
			return;
		}
	}
}

void unwatched_not(struct page *page, pid_t pid)
{
	for (int i = 0; i < STARTED_MAX; i++) {
		int32_t its = (int32_t)pid;
		atomic_compare_exchange_strong(&page->started[i].pid, &its, 0);
	}
}

void program_count(struct program_count *programs, const char *name)
{
	if (atomic_fetch_add(&programs->n, 1) == 0)
		copy_name(programs->first, name);
}

void unwatched_settle(struct page *page)
{
	for (int i = 0; i < STARTED_MAX; i++)
		if (atomic_exchange(&page->started[i].pid, 0))
			program_count(&page->answer.unwatched, page->started[i].name);
}
