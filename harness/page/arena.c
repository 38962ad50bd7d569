#include "arena.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LINE = 64, HUGE_PAGE = 2 << 20, WORD_PIECE = 8 };
/* A cold walk is twice as long as the last cache, or as a large one if its size is unknown. */
static const size_t CACHE_UNKNOWN = 32 << 20, TIMES_THE_CACHE = 2;
/* Untouched pages are only address space at first: reading them takes no memory, writing them
 * does. */
static const size_t UNTOUCHED_READ = (size_t)1 << 40, UNTOUCHED_WRITE = (size_t)1 << 30;

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

static size_t rounded_up(size_t n, size_t to)
{
	return (n + to - 1) / to * to;
}

static size_t power_of_two(size_t at_least)
{
	size_t n = 1;
	while (n < at_least)
		n *= 2;
	return n;
}

static size_t piece_bytes(const struct layout *layout, uint64_t size)
{
	return layout->piece ? layout->piece : (size_t)size;
}

/* Returns the offset of the first byte in the map. The layout's own offset counts from the second
 * page, as it may be negative. */
static size_t first_byte(const struct layout *layout, size_t bytes)
{
	size_t page = page_size();
	if (layout->at_end)
		return page + rounded_up(bytes, page) - bytes;
	return page + (size_t)((ptrdiff_t)layout->offset);
}

struct extent layout_extent(const struct layout *layout, uint64_t size)
{
	size_t bytes = piece_bytes(layout, size), page = page_size();
	size_t first = first_byte(layout, bytes), last = first + bytes - 1;
	uint64_t pieces = layout->piece ? size : 1;
	return (struct extent){ bytes * pieces, (last / page - first / page + 1) * pieces, pieces };
}

/* Returns the distance of two pieces: each has pages of its own, with one in between; small pieces
 * must not all fall into one set of the cache. */
static size_t stride_of(const struct layout *layout)
{
	return 2 * page_size() + (layout->piece == WORD_PIECE ? LINE : 0);
}

/* Returns the bytes of the last cache that this CPU shares, as the kernel has them: sysconf(3) adds
 * up all caches of a package. */
static size_t last_cache(void)
{
	size_t kilobytes = 0;
	FILE *in = fopen("/sys/devices/system/cpu/cpu0/cache/index3/size", "re");
	if (in && fscanf(in, "%zuK", &kilobytes) != 1)
		kilobytes = 0;
	if (in)
		fclose(in);
	return kilobytes ? kilobytes * 1024 : CACHE_UNKNOWN;
}

static void place_operations(struct arena *arena)
{
	size_t bytes = arena->extent.bytes;
	arena->length = 1;
	if (arena->layout.backing == BACKED_BY_NOTHING) {
		bool writes = arena->layout.access == MEMORY_WRITE;
		arena->step = rounded_up(bytes, page_size());
		arena->length = writes ? UNTOUCHED_WRITE : UNTOUCHED_READ;
	} else if (arena->layout.cold) {
		/* an odd number of lines, so that every line of the length gets its turn; and more
		 * than a page, which no prefetcher crosses */
		size_t lines = rounded_up(bytes + page_size(), LINE) / LINE;
		arena->step = (lines | 1) * LINE;
		arena->length = power_of_two(TIMES_THE_CACHE * last_cache());
	}
}

/* Returns the number of bytes from the first operation's first byte to the last operation's
 * last. */
static size_t reach(const struct arena *arena)
{
	size_t last_piece = (arena->extent.pieces - 1) * arena->stride;
	return last_piece + arena->extent.bytes / arena->extent.pieces + arena->length - 1;
}

static int file_of(size_t bytes, const char *scratch)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s/memory", scratch);
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int error = fd < 0 ? errno : posix_fallocate(fd, 0, (off_t)bytes);
	unlink(path);
	if (!error)
		return fd;
	if (fd >= 0)
		close(fd);
	return -error;
}

/* Maps the memory, for every backing, so that it begins at the border of a huge page and nothing is
 * mapped right beside it. */
static int map_memory(struct arena *arena, const char *scratch)
{
	enum backing backing = arena->layout.backing;
	bool shared = backing == BACKED_SHARED || backing == BACKED_FILE;
	int fd = backing == BACKED_FILE ? file_of(arena->mapped, scratch) : -1;
	if (backing == BACKED_FILE && fd < 0)
		return fd;
	size_t room_bytes = arena->mapped + HUGE_PAGE;
	unsigned char *room = mmap(
		NULL, room_bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	int error = room == MAP_FAILED ? -errno : 0;
	if (!error) {
		size_t before = -(uintptr_t)room % HUGE_PAGE;
		arena->map = mmap(room + before, arena->mapped, PROT_READ | PROT_WRITE,
			MAP_FIXED | MAP_NORESERVE | (shared ? MAP_SHARED : MAP_PRIVATE) |
				(fd < 0 ? MAP_ANONYMOUS : 0),
			fd, 0);
		error = arena->map == MAP_FAILED ? -errno : 0;
		munmap(room, before);
		munmap(room + before + arena->mapped, room_bytes - before - arena->mapped);
	}
	if (fd >= 0)
		close(fd);
	if (!error)
		madvise(arena->map, arena->mapped,
			backing == BACKED_HUGE ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
	return error;
}

/* Tells by proc_pid_smaps(5) whether the mapping consists of huge pages. */
static bool is_huge(const struct arena *arena)
{
	char line[256], begin[32];
	size_t kilobytes = 0;
	bool found = false;
	FILE *in = fopen("/proc/self/smaps", "re");
	snprintf(begin, sizeof begin, "%lx-", (unsigned long)(uintptr_t)arena->map);
	while (in && fgets(line, sizeof line, in)) {
		found |= strncmp(line, begin, strlen(begin)) == 0;
		if (found && sscanf(line, "AnonHugePages: %zu", &kilobytes) == 1)
			break;
	}
	if (in)
		fclose(in);
	return kilobytes >= arena->mapped / 1024;
}

/* Returns eight bytes of the pattern: none is 0, as a text must not end early, and neighbours
 * differ.
 */
static uint64_t pattern_word(size_t offset, unsigned seed)
{
	uint64_t mixed = (offset / 8 + 1 + ((uint64_t)seed << 40)) * 0x9e3779b97f4a7c15;
	return mixed | 0x0101010101010101;
}

/* Fills n bytes; `offset` counts from the first operation's first byte. */
static void fill(unsigned char *bytes, size_t offset, size_t n, unsigned seed)
{
	for (size_t done = 0, part; done < n; done += part) {
		size_t in_word = (offset + done) % 8, left = n - done;
		uint64_t word = pattern_word(offset + done, seed);
		part = 8 - in_word < left ? 8 - in_word : left;
		if (part == 8) /* nearly always: a store, not a call */
			memcpy(bytes + done, &word, 8);
		else
			memcpy(bytes + done, (unsigned char *)&word + in_word, part);
	}
}

static void fill_all(const struct arena *arena)
{
	unsigned char *map = arena->map;
	fill(map, (size_t)(map - arena->start), arena->mapped, 0);
	if (arena->layout.text)
		arena->start[arena->extent.bytes - 1] = '\0';
}

int arena_map(struct arena *arena, const struct layout *layout, uint64_t size, const char *scratch)
{
	size_t bytes = piece_bytes(layout, size);
	*arena = (struct arena){ .layout = *layout,
		.extent = layout_extent(layout, size),
		.stride = stride_of(layout) };
	place_operations(arena);
	size_t first = first_byte(layout, bytes);
	bool ends = layout->at_end;
	/* filled last and never visited: it fills the caches when the walk begins */
	size_t beyond = layout->cold ? last_cache() : 0;
	arena->mapped = rounded_up(first + reach(arena) + beyond + !ends,
		layout->backing == BACKED_HUGE ? HUGE_PAGE : page_size());
	int error = map_memory(arena, scratch);
	if (error)
		return error;
	arena->start = (unsigned char *)arena->map + first;
	/* all at once: a fault for each page takes longer, as on kernels before 5.14 */
	if (layout->backing != BACKED_BY_NOTHING) {
		madvise(arena->map, arena->mapped, MADV_POPULATE_WRITE);
		fill_all(arena);
	}
	bool lacks = layout->backing == BACKED_HUGE && !is_huge(arena);
	return lacks ? -ENOTSUP : 0;
}

static size_t bytes_of_each(const struct arena *arena)
{
	return arena->extent.bytes / arena->extent.pieces;
}

/* Writes the n bytes that a piece must hold from offset `from`. */
static void expect(const struct arena *arena, size_t piece, size_t from, unsigned char *bytes,
	size_t n, unsigned seed)
{
	if (seed == 0 && arena->layout.backing == BACKED_BY_NOTHING)
		memset(bytes, 0, n);
	else
		fill(bytes, piece * arena->stride + from, n, seed);
	if (arena->layout.text && from + n == arena->extent.bytes)
		bytes[n - 1] = '\0';
}

static bool is_expected(
	const struct arena *arena, size_t piece, const unsigned char *bytes, unsigned seed)
{
	unsigned char part[4096];
	size_t n = bytes_of_each(arena);
	for (size_t from = 0; from < n; from += sizeof part) {
		size_t left = n - from, size = left < sizeof part ? left : sizeof part;
		expect(arena, piece, from, part, size, seed);
		if (memcmp(bytes + from, part, size) != 0)
			return false;
	}
	return true;
}

void arena_expected(const struct arena *arena, unsigned char *bytes, unsigned seed)
{
	size_t n = bytes_of_each(arena);
	for (size_t i = 0; i < arena->extent.pieces; i++)
		expect(arena, i, 0, bytes + i * n, n, seed);
}

bool arena_are_expected(const struct arena *arena, const unsigned char *bytes, unsigned seed)
{
	size_t n = bytes_of_each(arena);
	for (size_t i = 0; i < arena->extent.pieces; i++)
		if (!is_expected(arena, i, bytes + i * n, seed))
			return false;
	return true;
}

/* Tells whether a byte beside a piece is as it was: nothing may have been written there. */
static bool is_untouched(const struct arena *arena, const unsigned char *at)
{
	const unsigned char *map = arena->map;
	if (arena->step || at < map || at >= map + arena->mapped)
		return true;
	unsigned char expected;
	fill(&expected, (size_t)(at - arena->start), 1, 0);
	return *at == expected;
}

bool arena_holds(const struct arena *arena, unsigned seed)
{
	for (size_t i = 0; i < arena->extent.pieces; i++) {
		const unsigned char *piece = arena->start + i * arena->stride;
		if (!is_expected(arena, i, piece, seed) || !is_untouched(arena, piece - 1) ||
			!is_untouched(arena, piece + bytes_of_each(arena)))
			return false;
	}
	return true;
}
