#include <stdbool.h>
#include <stdlib.h>

#include "grown.h"

void *grown(void *array, size_t n, size_t size)
{
	bool full = n == 0 || (n >= 8 && (n & (n - 1)) == 0);
	return full ? reallocarray(array, n ? 2 * n : 8, size) : array;
}
