/* A static program of 32 bits: other numbers of calls, another instruction. */
#include "bare_start.h"

#ifndef __i386__
#error "for the 32 bits of x86"
#endif
