/* Words for the size above which a method of reading or writing memory is faster. */
#ifndef TRACETAX_SECTION_MEMORY_METHODS_H
#define TRACETAX_SECTION_MEMORY_METHODS_H

#include "records/estimate.h"
#include "report/text.h"

/* Returns "about 12 B (measured: slower at 8 B, faster at 16 B)". */
struct text memory_size_words(struct estimate size);

#endif
