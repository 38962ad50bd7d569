#include "mood.h"

const char *mood_begin(enum mood mood)
{
	static const char *const sequences[] = {
		[MOOD_PLAIN] = "",
		[MOOD_HEADING] = "\033[1m",
		[MOOD_GOOD] = "\033[32m",
		[MOOD_DOUBTFUL] = "\033[33m",
		[MOOD_BAD] = "\033[31m",
	};
	return sequences[mood];
}

const char *mood_end(enum mood mood)
{
	return mood == MOOD_PLAIN ? "" : "\033[0m";
}
