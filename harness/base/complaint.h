/* What the user is told about an error. */
#ifndef TRACETAX_COMPLAINT_H
#define TRACETAX_COMPLAINT_H

/* One line for standard error: what is wrong and what to do. */
struct complaint {
	char text[400];
};

/* Writes the line. Always returns -EINVAL. */
int complain(struct complaint *complaint, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
