/* Whether this machine lets us have so many tasks: tried, not computed from its many limits. */
#ifndef TRACETAX_TASKS_H
#define TRACETAX_TASKS_H

/* Starts n processes beside each other, and ends them. 0, or -errno where they cannot be had. */
int tasks_try(unsigned n);

#endif
