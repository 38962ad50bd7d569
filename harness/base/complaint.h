/* What is said of an error. */
#ifndef TRACETAX_COMPLAINT_H
#define TRACETAX_COMPLAINT_H

/* One line for standard error that names the thing and what to do. */
struct complaint {
	char text[400];
};

/* Writes the line; always -EINVAL. */
int complain(struct complaint *complaint, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
