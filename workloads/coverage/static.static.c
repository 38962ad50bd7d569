/* A static program: the dynamic loader, and whatever comes with it, is not there. */
#include "bare_start.h"
