#include "engine/kit/walk.h"

#include "engine/kit/arithmetic.h"

void walk_bytes(struct walk *walk, uint64_t *value, unsigned bytes)
{
	walk->size_bytes += bytes;
	if (walk->mode == WALK_SAVE || walk->mode == WALK_LOAD) {
		if ((size_t)(walk->end - walk->at) < bytes) {
			walk->failed = true;
			return;
		}
		if (walk->mode == WALK_LOAD) {
			*value = 0;
			for (unsigned i = 0; i < bytes; i++)
				*value |= (uint64_t)walk->at[i] << 8 * i;
		} else {
			for (unsigned i = 0; i < bytes; i++)
				walk->at[i] = (uint8_t)(*value >> 8 * i);
		}
		walk->at += bytes;
	}
	if (bytes < 8) /* a negative number looks alike in every mode */
		*value &= (UINT64_C(1) << 8 * bytes) - 1;
	walk->hash = mix_word(walk->hash, *value);
}
