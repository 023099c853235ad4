/*
 * engine_heap.h - where an engine's memory comes from, in sim and live.
 *
 * Zeroed memory aligned to 64 bytes.  Large areas come from the system in huge
 * pages; what an engine never uses of them is never touched.
 */
#ifndef TRACES_ENGINE_HEAP_H
#define TRACES_ENGINE_HEAP_H

#include "engine/engine.h"

extern const struct allocator engine_heap;

#endif /* TRACES_ENGINE_HEAP_H */
