/* Tells whether this machine allows so many tasks: by trying, as its limits are many. */
#ifndef TRACETAX_TASKS_H
#define TRACETAX_TASKS_H

/* Starts n processes at once and ends them. Returns 0, or -errno if they cannot be had. */
int tasks_try(unsigned n);

#endif
