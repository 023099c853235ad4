/*
 * engine_heap.h - where sim and live let an engine's memory come from.
 *
 * Fresh zero pages from the heap, aligned to 64 bytes: what an engine never
 * uses is never touched, so generous limits cost nothing.
 */
#ifndef SCENARIOS_ENGINE_HEAP_H
#define SCENARIOS_ENGINE_HEAP_H

#include "engine/engine.h"

extern const struct allocator engine_heap;

#endif /* SCENARIOS_ENGINE_HEAP_H */
