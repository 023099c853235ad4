#include "engine/command.h"

#include "engine/notice.h"

const char *command_kind_name(enum command_kind kind)
{
	static const char *const names[COMMAND_KIND_COUNT] = {"none",
#define X(kind, name) name,
							      COMMAND_KINDS(X)
#undef X
	};
	return kind < COMMAND_KIND_COUNT ? names[kind] : "?";
}

const char *reason_name(enum reason reason)
{
	static const char *const names[REASON_COUNT] = {
#define X(reason, name) name,
	    REASONS(X)
#undef X
	};
	return reason < REASON_COUNT ? names[reason] : "?";
}

const char *notice_kind_name(enum notice_kind kind)
{
	static const char *const names[NOTICE_KIND_COUNT] = {"none",
#define X(kind, name) name,
							     NOTICE_KINDS(X)
#undef X
	};
	return kind < NOTICE_KIND_COUNT ? names[kind] : "?";
}

const char *start_path_name(enum start_path path)
{
	static const char *const names[PATH_COUNT] = {
	    "new", "warm", "moved", "restored", "prefetched", "queued",
	};
	return path < PATH_COUNT ? names[path] : "?";
}

const char *guard_name(enum guard guard)
{
	static const char *const names[GUARD_COUNT] = {
	    "none", "destroys", "stops", "spend_day", "spend_month",
	};
	return guard < GUARD_COUNT ? names[guard] : "?";
}

const char *rule_name(enum rule rule)
{
	static const char *const names[RULE_COUNT] = {"none",
#define X(rule, name) name,
						      RULES(X)
#undef X
	};
	return rule < RULE_COUNT ? names[rule] : "?";
}

const char *objection_name(enum objection objection)
{
	static const char *const names[OBJECTION_COUNT] = {"none",
#define X(objection, name) name,
							   OBJECTIONS(X)
#undef X
	};
	return objection < OBJECTION_COUNT ? names[objection] : "?";
}

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
