/*
 * shipped.h - the scenarios of the data directory, by name.
 */
#ifndef SCENARIOS_SHIPPED_H
#define SCENARIOS_SHIPPED_H

#include <stdbool.h>
#include <stddef.h>

/* "friday-night" before "friday-night-raw"; without ".json". */
struct shipped {
	char **names;
	size_t count;
};

/* False, and *out is empty: the directory cannot be read. */
bool shipped_list(const char *data_dir, struct shipped *out);
void shipped_release(struct shipped *shipped);

#endif /* SCENARIOS_SHIPPED_H */
