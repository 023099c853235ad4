#include "live/replay.h"

#include <stdlib.h>

#include "traces/base/engine_heap.h"

static bool load_snapshot(struct replay *replay, uint64_t last_seq,
			  int64_t at_us, struct error_text *error)
{
	struct journal_snapshot snapshot;
	enum engine_status status;

	if (!journal_read_snapshot(replay->reader, last_seq, at_us, &snapshot,
				   error))
		return false;
	replay->loaded_seq = snapshot.last_seq;
	engine_destroy(replay->engine);
	replay->engine = NULL;
	if (!journal_read_config(replay->reader, snapshot.last_seq,
				 &replay->config, error)) {
		free(snapshot.bytes);
		return false;
	}
	status = engine_load(&replay->config, &engine_heap, snapshot.bytes,
			     snapshot.size_bytes, &replay->engine);
	free(snapshot.bytes);
	if (status != ENGINE_OK)
		return error_set(error, "%s: the snapshot after input %llu: %s",
				 replay->path,
				 (unsigned long long)snapshot.last_seq,
				 engine_status_name(status));
	if (engine_digest(replay->engine) != snapshot.digest)
		return error_set(error,
				 "%s: the snapshot after input %llu does not "
				 "have the digest that was recorded",
				 replay->path,
				 (unsigned long long)snapshot.last_seq);
	return journal_seek(replay->reader, snapshot.last_seq, error);
}

bool replay_open(const char *path, int64_t from_us,
		 const struct replay_listener *listener, struct replay *out,
		 struct error_text *error)
{
	*out = (struct replay){.path = path};
	if (listener != NULL)
		out->listener = *listener;
	out->scratch = malloc(sizeof *out->scratch);
	if (out->scratch == NULL)
		return error_set(error, "out of memory");
	drive_scratch_init(out->scratch, out->listener.notice != NULL
					     ? out->listener.notice_mask
					     : 0);
	if (journal_reader_open(path, &out->reader, error) &&
	    load_snapshot(out, journal_last_seq(out->reader), from_us, error))
		return true;
	replay_close(out);
	return false;
}

void replay_close(struct replay *replay)
{
	engine_destroy(replay->engine);
	journal_reader_close(replay->reader);
	free(replay->scratch);
	*replay = (struct replay){0};
}

static void notify_listener(const struct replay *replay,
			    const struct input *input)
{
	const struct replay_listener *listener = &replay->listener;
	const struct engine_output *output = &replay->scratch->output;

	if (listener->input != NULL)
		listener->input(listener->context, input);
	for (uint32_t i = 0; i < output->command_count; i++)
		if (listener->command != NULL)
			listener->command(listener->context,
					  &output->commands[i]);
	for (uint32_t i = 0; i < output->notice_count; i++)
		if (listener->notice != NULL)
			listener->notice(listener->context,
					 &output->notices[i]);
}

static bool verify_entry(struct replay *replay,
			 const struct journal_entry *entry,
			 struct error_text *error)
{
	uint64_t seq = entry->input.seq, digest;

	if (!entry->commits)
		return true;
	if (engine_trail(replay->engine) != entry->trail)
		return error_set(
		    error,
		    "%s: input %llu: the engine acts differently than recorded "
		    "(trail %016llx, was "
		    "%016llx)",
		    replay->path, (unsigned long long)seq,
		    (unsigned long long)engine_trail(replay->engine),
		    (unsigned long long)entry->trail);
	replay->commits++;
	if (!journal_snapshot_after(replay->reader, seq, &digest))
		return true;
	if (engine_digest(replay->engine) != digest)
		return error_set(
		    error,
		    "%s: input %llu: the state differs from the snapshot",
		    replay->path, (unsigned long long)seq);
	replay->snapshots++;
	return true;
}

static bool feed_entry(struct replay *replay, const struct journal_entry *entry,
		       struct error_text *error)
{
	struct engine_output *output = &replay->scratch->output;
	enum refusal refusal = engine_refuses(replay->engine, &entry->input);

	if (refusal != REFUSAL_NONE)
		return error_set(error, "%s: input %llu is refused: %s",
				 replay->path,
				 (unsigned long long)entry->input.seq,
				 refusal_name(refusal));
	output->command_count = 0;
	output->notice_count = 0;
	output->explanations_left = DRIVE_EXPLANATIONS_PER_ROUND;
	engine_step(replay->engine, &entry->input, output);
	replay->inputs++;
	replay->commands += output->command_count;
	notify_listener(replay, &entry->input);
	return verify_entry(replay, entry, error);
}

bool replay_until(struct replay *replay, int64_t until_us,
		  struct error_text *error)
{
	struct journal_entry entry;

	while (journal_next(replay->reader, &entry, error)) {
		uint64_t seq = entry.input.seq;

		if (entry.input.at_us > until_us)
			return true;
		if (replay->inputs > 0 &&
		    journal_segment_begins(replay->reader, seq)) {
			/* other settings from here on: the same state again,
			 * under them */
			if (!load_snapshot(replay, seq - 1, INT64_MAX, error))
				return false;
			if (replay->loaded_seq != seq - 1)
				return error_set(
				    error,
				    "%s: other settings begin with input %llu, "
				    "without a snapshot before it",
				    replay->path, (unsigned long long)seq);
			if (!journal_next(replay->reader, &entry, error))
				return false;
		}
		if (!feed_entry(replay, &entry, error))
			return false;
	}
	return error->text[0] == '\0';
}
