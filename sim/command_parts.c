#include "sim/command_parts.h"

#include <signal.h>
#include <stdio.h>

#include "sim/overrides.h"
#include "sim/shell_word.h"
#include "traces/base/cli.h"

#define EXIT_INTERRUPTED 130

/* Options that stand for one key. */
static bool take_key(void *context, const char *key, const char *text,
		     struct error_text *error)
{
	return overrides_add(context, key, text) ||
	       error_set(error, "too many --set");
}

bool command_take_seed(void *overrides, const char *text,
		       struct error_text *error)
{
	return take_key(overrides, "seed", text, error);
}

bool command_take_replications(void *overrides, const char *text,
			       struct error_text *error)
{
	return take_key(overrides, "replications", text, error);
}

void command_join(int argc, char **argv, char out[COMMAND_LINE_SIZE])
{
	size_t used = (size_t)snprintf(out, COMMAND_LINE_SIZE, "conductor");
	char word[COMMAND_LINE_SIZE];

	for (int i = 0; i < argc && used < COMMAND_LINE_SIZE; i++)
		used += (size_t)snprintf(
		    out + used, COMMAND_LINE_SIZE - used, " %s",
		    shell_word(argv[i], word, sizeof word));
}

/* Set by a signal handler, read by the workers. */
static atomic_bool stop_requested;

static void on_signal(int number)
{
	(void)number;
	atomic_store(&stop_requested, true);
}

const atomic_bool *command_hear_stop(void)
{
	struct sigaction action = {.sa_handler = on_signal};

	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
	return &stop_requested;
}

int command_failed(const struct error_text *error)
{
	int status = cli_failed(error);

	return atomic_load(&stop_requested) ? EXIT_INTERRUPTED : status;
}
