/* The name of a row in every derived table: a cell (workload, size, placement) and a mode. */
#ifndef TRACETAX_KEY_H
#define TRACETAX_KEY_H

#include <stdbool.h>
#include <stdint.h>

#define KEY_MEMBERS                                                                                \
	char workload[32];                                                                         \
	int64_t size; /* in the workload's unit, or ABSENT */                                      \
	char placement[16];                                                                        \
	char mode[40];

struct key {
	KEY_MEMBERS
};

/* Embeds a key in a struct, which then has its members too: row->mode is row->key.mode. */
#define KEYED(name)                                                                                \
	union {                                                                                    \
		struct key name;                                                                   \
		struct {                                                                           \
			KEY_MEMBERS                                                                \
		};                                                                                 \
	}

/* Returns the key of these names. A name too long for any row becomes "" and is never found. */
struct key key_of(const char *workload, int64_t size, const char *placement, const char *mode);
/* Returns the key of another mode of the same cell. */
struct key key_with_mode(const struct key *cell, const char *mode);

/* Tells whether a workload is a command, "command:NAME". */
bool key_is_command(const char *workload);

bool key_equal(const struct key *a, const struct key *b);
bool key_same_cell(const struct key *a, const struct key *b);
/* Compares cells for qsort: by workload ("a-2" is before "a-10"), size, placement. */
int key_order_cells(const struct key *a, const struct key *b);

#endif
