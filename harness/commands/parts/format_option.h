/* The options of commands that print tables; format_find reads the value of the first. */
#ifndef TRACETAX_FORMAT_OPTION_H
#define TRACETAX_FORMAT_OPTION_H

#define OPTION_FORMAT 'f'
#define KEY_WIDE      0x3ff
#define FORMAT_OPTION                                                                              \
	{ "format", OPTION_FORMAT, "FORMAT", 0, NULL, 0 },                                         \
	{                                                                                          \
		"wide", KEY_WIDE, NULL, 0, "all of a table, however wide", 0                       \
	}

/* Makes the help of an argp with this option from the formats that exist: its help_filter. */
char *format_option_help(int key, const char *text, void *input);

#endif
