#include "listing.h"
#include "page/arena.h"

const char *listing_access(unsigned access)
{
	static const char *const words[] = { NULL, "read", "write", "read, write" };
	return words[access & (MEMORY_READ | MEMORY_WRITE)];
}
