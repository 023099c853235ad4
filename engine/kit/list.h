/*
 * list.h - the two ends of a list of worlds.  The links are in the records that
 * stand on it (worlds.h).
 */
#ifndef ENGINE_KIT_LIST_H
#define ENGINE_KIT_LIST_H

#include <stdint.h>

struct list {
	uint32_t head, tail; /* world ids, 0: empty */
};

#endif /* ENGINE_KIT_LIST_H */
