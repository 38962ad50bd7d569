#include <link.h>
#include <string.h>

#include "raw.h"
#include "sites.h"

enum { SYSCALL_FIRST = 0x0f, SYSCALL_SECOND = 0x05 };

struct text {
	const uint8_t *start, *end;
	bool readable;
};

struct search {
	const uint8_t *behind;
	struct text lowest;
};

/* An object that is laid where it was linked to has no base. */
static int find_lowest(struct dl_phdr_info *object, size_t size, void *data)
{
	struct search *search = data;
	struct text *lowest = &search->lowest;
	(void)size;
	for (int i = 0; object->dlpi_addr && i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
		const uint8_t *start = (const uint8_t *)(object->dlpi_addr + segment->p_vaddr);
		bool is_text = segment->p_type == PT_LOAD && segment->p_flags & PF_X;
		if (is_text && start > search->behind && (!lowest->start || start < lowest->start))
			*lowest = (struct text){ start, start + segment->p_memsz,
				segment->p_flags & PF_R };
	}
	return 0;
}

static void note(struct sites *sites, const struct text *text)
{
	const uint8_t *at = text->start + 1;
	while (at < text->end &&
		(at = memchr(at, SYSCALL_SECOND, (size_t)(text->end - at))) != NULL) {
		bool is_call = at++ [-1] == SYSCALL_FIRST;
		if (is_call && sites->n < SITES_MAX)
			sites->at[sites->n++] = (uint64_t)at;
		else if (is_call)
			sites->incomplete = true;
	}
}

void sites_find(struct sites *sites)
{
	struct search search = { 0 };
	while (dl_iterate_phdr(find_lowest, &search), search.lowest.start) {
		const struct text *text = &search.lowest;
		bool ours = (const uint8_t *)raw_text >= text->start &&
			    (const uint8_t *)raw_text < text->end;
		if (!text->readable)
			sites->incomplete = true;
		else if (!ours)
			note(sites, text);
		search = (struct search){ .behind = text->start };
	}
}
