/* The option of commands that print tables; format_find reads its value. */
#ifndef TRACETAX_FORMAT_OPTION_H
#define TRACETAX_FORMAT_OPTION_H

#define OPTION_FORMAT 'f'
#define FORMAT_OPTION                                                                              \
	{                                                                                          \
		"format", OPTION_FORMAT, "FORMAT", 0, NULL, 0                                      \
	}

/* Makes the help of an argp with this option from the formats that exist: its help_filter. */
char *format_option_help(int key, const char *text, void *input);

#endif
