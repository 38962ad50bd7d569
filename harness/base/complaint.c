#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "complaint.h"
#include "utf8.h"

int complain(struct complaint *complaint, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	vsnprintf(complaint->text, sizeof complaint->text, format, list);
	va_end(list);
	utf8_mask(complaint->text); /* words that were typed may hold terminal control codes */
	return -EINVAL;
}
