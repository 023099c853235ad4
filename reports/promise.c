#include "reports/promise.h"

#include <stdio.h>
#include <string.h>

#include "reports/number.h"

#define KEY_SIZE 64

const struct promise_part promise_parts[PROMISE_PARTS] = {
    {"wait", T_PROMISE_WAIT, T_PROMISED_LEAST, 1},
    {"no_room", T_PROMISE_NO_ROOM, T_PROMISED_MOST, 3},
    {"unserved", T_PROMISE_UNSERVED, T_PROMISED_MOST, 2},
};

enum text promise_verdict(const struct summary *summary, const char *key)
{
	static const struct {
		const char *code;
		enum text text;
	} verdicts[] = {
	    {"kept", T_KEPT}, {"broken", T_BROKEN}, {"close", T_CLOSE}};
	const char *code = summary_text(summary, key);

	for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++)
		if (strcmp(code, verdicts[i].code) == 0)
			return verdicts[i].text;
	return T_NOT_JUDGED;
}

static const char *key_of(const struct promise_part *part, const char *what,
			  char *out)
{
	(void)snprintf(out, KEY_SIZE, "promise.%s.%s", part->key, what);
	return out;
}

enum text promise_verdict_of(const struct summary *summary,
			     const struct promise_part *part)
{
	char key[KEY_SIZE];

	return promise_verdict(summary, key_of(part, "verdict", key));
}

bool promise_has(const struct summary *summary, const struct promise_part *part)
{
	char key[KEY_SIZE];

	return summary_has(summary, key_of(part, "limit", key));
}

/* As it was promised, without digits that nobody asked for. */
static char *limit_text(enum language language, double value, char *out)
{
	char plain[NUMBER_SIZE];

	(void)snprintf(plain, sizeof plain, "%.6g", value);
	return number_written(language, plain, out);
}

static double per_cent(const struct summary *summary,
		       const struct promise_part *part, const char *what)
{
	char key[KEY_SIZE];

	return 100 * summary_number(summary, key_of(part, what, key));
}

char *promise_text(const struct summary *summary, enum language language,
		   const struct promise_part *part, char *out)
{
	char seconds[NUMBER_SIZE], name[PROMISE_SIZE], value[NUMBER_SIZE],
	    range[NUMBER_SIZE],
	    bracket[NUMBER_SIZE + 4] = "", limit[NUMBER_SIZE],
				  limits[PROMISE_SIZE], key[KEY_SIZE];

	(void)limit_text(
	    language, summary_number(summary, "promise.wait_p95_s"), seconds);
	(void)limit_text(language, per_cent(summary, part, "limit"), limit);
	(void)number_text(language, per_cent(summary, part, "value"),
			  part->decimals, value);
	(void)text_fill(name, sizeof name, language, part->name, WITH(seconds));
	(void)text_fill(limits, sizeof limits, language, part->limit,
			WITH(limit));
	if (summary_has(summary, key_of(part, "low", key)))
		(void)snprintf(bracket, sizeof bracket, " (%s)",
			       number_range(language,
					    per_cent(summary, part, "low"),
					    per_cent(summary, part, "high"),
					    part->decimals, false, range));
	(void)snprintf(out, PROMISE_SIZE, "%.60s: %.40s %%%.80s, %.60s", name,
		       value, bracket, limits);
	return out;
}
