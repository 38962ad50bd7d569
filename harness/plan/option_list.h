/* The options of a command for programs: what completes command lines is made from it. */
#ifndef TRACETAX_OPTION_LIST_H
#define TRACETAX_OPTION_LIST_H

#include <argp.h>
#include <stdbool.h>

#define OPTION_LIST "--list-options"

/* Tells whether a command line asks for the list and for nothing else. */
bool option_list_wanted(int argc, char **argv);
/* Prints a line for each option, those that --help leaves out as well: its name, its letter, its
 * value and its help, with tabs between. The input is that of argp_parse. */
void option_list_print(const struct argp *argp, void *input);

#endif
