/*
 * engine_heap.h - where sim and live let an engine's memory come from.
 *
 * Zeroed memory aligned to 64 bytes.  Large areas come from the system in huge
 * pages; what an engine never uses of them is never touched.
 */
#ifndef SCENARIOS_ENGINE_HEAP_H
#define SCENARIOS_ENGINE_HEAP_H

#include "engine/engine.h"

extern const struct allocator engine_heap;

#endif /* SCENARIOS_ENGINE_HEAP_H */
