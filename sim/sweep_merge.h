/*
 * sweep_merge.h - the files of all shards of a sweep, as the file that one
 * machine would have written: the same bytes.
 */
#ifndef SIM_SWEEP_MERGE_H
#define SIM_SWEEP_MERGE_H

#include <stdbool.h>
#include <stdint.h>

#include "traces/base/error_text.h"
#include "traces/base/out_file.h"

/* In any order.  False: they do not belong together, one is missing, there
 * twice or not whole; the line says which. */
bool sweep_merge(char *const *paths, uint32_t count, const struct out_file *to,
		 struct error_text *error);

#endif /* SIM_SWEEP_MERGE_H */
