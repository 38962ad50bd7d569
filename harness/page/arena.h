/* The memory that a mode reads or writes: what backs it, and where in it the bytes are. The owning
 * process and the local copy that it is compared with have the same layout. */
#ifndef TRACETAX_ARENA_H
#define TRACETAX_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a mode does with the memory of another process. */
enum access { MEMORY_READ = 1, MEMORY_WRITE = 2 };

enum backing {
	BACKED_PRIVATE, /* anonymous base pages, each touched */
	BACKED_SHARED, /* the same, MAP_SHARED */
	BACKED_HUGE, /* anonymous transparent huge pages */
	BACKED_FILE, /* a file on disk, in the page cache, MAP_SHARED */
	BACKED_BY_NOTHING, /* anonymous and never touched: each operation takes new pages */
};

enum { PIECES_MAX = 1024 }; /* IOV_MAX, limits.h */

struct layout {
	enum access access;
	enum backing backing;
	bool cold; /* each operation at another place, which has left the caches since */
	bool text; /* up to a NUL, and the reader does not know where that is */
	bool at_end; /* the last byte is the last before an unmapped page */
	int offset; /* of the first byte from a page border; negative: before it */
	/* bytes of each of --size pieces, each in pages of its own; 0: one piece of --size bytes */
	size_t piece;
};

/* What one operation moves. */
struct extent {
	uint64_t bytes, pages, pieces; /* pages: base pages that the pieces touch */
};
struct extent layout_extent(const struct layout *layout, uint64_t size);

struct arena {
	struct layout layout;
	struct extent extent;
	unsigned char *start; /* the first piece of the first operation */
	size_t stride; /* from piece to piece */
	size_t step; /* from operation to operation; 0: always the same place */
	size_t length; /* a power of two, after which the places begin again */
	void *map; /* all of it */
	size_t mapped;
};

/* What to say on -ENOTSUP, and what to do. */
#define ARENA_LACKS_HUGE "the kernel gives no transparent huge pages"
#define ARENA_HUGE_REMEDY                                                                          \
	"echo madvise > /sys/kernel/mm/transparent_hugepage/enabled, and have memory free"

/* Maps an arena, fills it with the pattern of seed 0 and makes it resident, unless nothing is to
 * back it. `scratch` is a directory for its file. Returns 0 or -errno; -ENOTSUP: the kernel gives
 * no huge pages. */
int arena_map(struct arena *arena, const struct layout *layout, uint64_t size, const char *scratch);

/* Writes what the pieces of the first operation hold, one after the other, after a fill with this
 * seed: a text with its NUL; zeros if nothing backed them. */
void arena_expected(const struct arena *arena, unsigned char *bytes, unsigned seed);
/* Tells whether these are the expected bytes. */
bool arena_are_expected(const struct arena *arena, const unsigned char *bytes, unsigned seed);
/* Tells whether the pieces hold the expected bytes and, if all operations have one place, whether
 * the bytes right before and after the pieces are as arena_map left them. */
bool arena_holds(const struct arena *arena, unsigned seed);

#endif
