/* Words for the sizes from which on a method of reading or writing memory is the faster one. */
#ifndef TRACETAX_SECTION_MEMORY_H
#define TRACETAX_SECTION_MEMORY_H

#include "records/estimate.h"
#include "report/text.h"

/* Returns "about 12 B (not yet at 8 B, surely at 16 B)". */
struct text memory_size_words(struct estimate size);

#endif
