#include "engine/settings.h"

#include <stddef.h>
#include <string.h>

enum setting_kind { U32, I64, BOOL, ENUM };

static const struct {
	const char *key;
	uint8_t kind; /* enum setting_kind */
	size_t offset;
	int64_t least, most;
} settings[SETTING_COUNT] = {[SETTING_NONE] = {.key = "?"},
#define X(setting, key, kind, field, least, most)                              \
	[setting] = {key, kind, offsetof(struct engine_config, field), least,  \
		     most},
			     SETTINGS(X)
#undef X
};

const char *setting_key(enum setting setting)
{
	return setting < SETTING_COUNT ? settings[setting].key : "?";
}

bool setting_allows(uint32_t setting, int64_t value)
{
	return setting > SETTING_NONE && setting < SETTING_COUNT &&
	       value >= settings[setting].least &&
	       value <= settings[setting].most;
}

int64_t setting_value(const struct engine_config *config, enum setting setting)
{
	const uint8_t *at = (const uint8_t *)config + settings[setting].offset;
	uint32_t number = 0;
	int64_t value = 0;
	bool flag = false;

	switch ((enum setting_kind)settings[setting].kind) {
	case U32:
	case ENUM:
		memcpy(&number, at, sizeof number);
		return number;
	case I64:
		memcpy(&value, at, sizeof value);
		return value;
	case BOOL:
		memcpy(&flag, at, sizeof flag);
		return flag;
	}
	return 0;
}

void setting_write(struct engine_config *config, enum setting setting,
		   int64_t value)
{
	uint8_t *at = (uint8_t *)config + settings[setting].offset;
	uint32_t number = (uint32_t)value;
	bool flag = value != 0;

	_Static_assert(sizeof(enum placement_rule) == sizeof(uint32_t) &&
			   sizeof(enum scaling_rule) == sizeof(uint32_t),
		       "a rule is written as a number of 32 bits");
	switch ((enum setting_kind)settings[setting].kind) {
	case U32:
	case ENUM:
		memcpy(at, &number, sizeof number);
		break;
	case I64:
		memcpy(at, &value, sizeof value);
		break;
	case BOOL:
		memcpy(at, &flag, sizeof flag);
		break;
	}
}
