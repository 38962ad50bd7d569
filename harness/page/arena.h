/* The memory that a mode reads or writes: what lies behind it, and where in it the bytes are. One
 * layout for the process that owns it and for the local copy that it is compared with. */
#ifndef TRACETAX_ARENA_H
#define TRACETAX_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a mode does with it, from outside. */
enum access { MEMORY_READ = 1, MEMORY_WRITE = 2 };

enum backing {
	BACKED_PRIVATE, /* anonymous, of base pages, each touched */
	BACKED_SHARED, /* the same, MAP_SHARED */
	BACKED_HUGE, /* anonymous, of transparent huge pages */
	BACKED_FILE, /* of a file on disk, in the page cache, MAP_SHARED */
	BACKED_BY_NOTHING, /* anonymous and never touched: each operation takes new pages */
};

enum { PIECES_MAX = 1024 }; /* IOV_MAX, limits.h */

struct layout {
	enum access access;
	enum backing backing;
	bool cold; /* each operation at another place, which has left the caches since */
	bool text; /* up to a NUL, and the reader does not know where that is */
	bool at_end; /* the last byte is the last before an unmapped page */
	int offset; /* of the first byte, from the border of a page; before it where negative */
	size_t piece; /* bytes of each of --size pieces, each in pages of its own; 0: --size bytes
		       */
};

/* What one operation moves. */
struct extent {
	uint64_t bytes, pages, pieces; /* pages: of those that the pieces touch, by the base page */
};
struct extent layout_extent(const struct layout *layout, uint64_t size);

struct arena {
	struct layout layout;
	struct extent extent;
	unsigned char *start; /* of the first piece of the first operation */
	size_t stride; /* from piece to piece */
	size_t step; /* from operation to operation; 0: always the same place */
	size_t length; /* a power of two: beyond it the places begin again */
	void *map; /* all of it */
	size_t mapped;
};

/* What to say of -ENOTSUP, and what to do. */
#define ARENA_LACKS_HUGE "the kernel gives no transparent huge pages"
#define ARENA_HUGE_REMEDY                                                                          \
	"echo madvise > /sys/kernel/mm/transparent_hugepage/enabled, and have memory free"

/* Maps it, fills it with the pattern of seed 0, and has it resident, unless nothing is to be behind
 * it. `scratch` is a directory for its file. 0 or -errno; -ENOTSUP: the kernel gives no huge pages.
 */
int arena_map(struct arena *arena, const struct layout *layout, uint64_t size, const char *scratch);

/* What the pieces of the first operation hold, one after the other, where they were filled with
 * this seed; a text has its NUL. Where nothing was behind them they hold zeros. */
void arena_expected(const struct arena *arena, unsigned char *bytes, unsigned seed);
/* Whether these are those bytes. */
bool arena_are_expected(const struct arena *arena, const unsigned char *bytes, unsigned seed);
/* Whether the pieces themselves hold them and, where no other operation has another place, what is
 * right before and after them is what arena_map left there. */
bool arena_holds(const struct arena *arena, unsigned seed);

#endif
