/*
 * config_codec.h - the configuration as bytes, for journals.
 *
 * Little-endian, field by field, all array slots, in the order of config.h; a
 * format number comes first and the walk's hash last.  The same configuration
 * gives the same bytes and the same digest on every machine.
 */
#ifndef ENGINE_CONFIG_CODEC_H
#define ENGINE_CONFIG_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/config.h"

size_t config_save_size_bytes(const struct engine_config *config);

/* Write exactly config_save_size_bytes(); false if the buffer is smaller. */
bool config_save(const struct engine_config *config, uint8_t *buffer,
		 size_t size_bytes);

/* The inverse; false if the bytes are torn, corrupt or of another format. */
bool config_load(const uint8_t *buffer, size_t size_bytes,
		 struct engine_config *out);

uint64_t config_digest(const struct engine_config *config);

#endif /* ENGINE_CONFIG_CODEC_H */
