#include "engine/command.h"

#include "engine/kit/names.h"
#include "engine/notice.h"

ENUM_NAMES(command_kind_name, enum command_kind, kind, COMMAND_KINDS)

ENUM_NAMES(reason_name, enum reason, reason, REASONS)

ENUM_NAMES(notice_kind_name, enum notice_kind, kind, NOTICE_KINDS)

const char *start_path_name(enum start_path path)
{
	static const char *const names[PATH_COUNT] = {
	    "new",	  "warm",   "moved",  "restored",
	    "prefetched", "direct", "queued",
	};
	return path < PATH_COUNT ? names[path] : "?";
}

ENUM_NAMES(rule_name, enum rule, rule, RULES)

ENUM_NAMES(objection_name, enum objection, objection, OBJECTIONS)

void command_pack(const struct command *command, uint64_t words[COMMAND_WORDS])
{
	words[0] = command->id.value;
	words[1] = (uint64_t)command->issued_at_us;
	words[2] = (uint64_t)command->answer_by_us;
	words[3] = (uint64_t)command->kind | (uint64_t)command->reason << 16 |
		   (uint64_t)command->type << 32 |
		   (uint64_t)command->location << 48;
	words[4] = (uint64_t)command->world.value |
		   (uint64_t)command->node.value << 32;
	words[5] = (uint64_t)command->epoch | (uint64_t)command->size_mib << 32;
	words[6] = command->reference;
	words[7] = (uint64_t)command->peer.value |
		   (uint64_t)command->box << 32 |
		   (uint64_t)command->generation << 48;
}
