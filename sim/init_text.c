#include "sim/init_text.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "engine/units.h"
#include "traces/base/memory.h"
#include "traces/base/plural.h"
#include "traces/base/times.h"

#define LONG_DAYS 35 /* more is not replayed as a whole */
#define WINDOW_DAYS 28
#define SHORT_DAYS 2
#define REPLICATIONS_SHORT 20
#define REPLICATIONS_LONG 10 /* as many as a promise can be judged by */
#define RESERVE_MOST 16	     /* the Friday night's, ... */
#define RESERVE_SHARE 0.068  /* ... of its 235 worlds */
#define TIME_SIZE 40
#define SECONDS(us) ((us) / US_PER_SECOND)

void init_name(const char *path, char out[INIT_NAME_SIZE])
{
	static const char *const endings[] = {".gz",  ".zst", ".xz",  ".bz2",
					      ".csv", ".db",  ".json"};
	const char *slash = strrchr(path, '/');
	size_t size;

	(void)snprintf(out, INIT_NAME_SIZE, "%s",
		       slash != NULL ? slash + 1 : path);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t ending = strlen(endings[i]);

		size = strlen(out);
		if (size > ending &&
		    strcmp(out + size - ending, endings[i]) == 0)
			out[size - ending] = '\0';
	}
	if (*out == '\0')
		(void)snprintf(out, INIT_NAME_SIZE, "mine");
	for (char *c = out; *c != '\0'; c++)
		if (!isalnum((unsigned char)*c) &&
		    (strchr("._-", *c) == NULL || c == out))
			*c = '_';
}

void init_window(struct init_facts *facts)
{
	const int64_t length_us = WINDOW_DAYS * US_PER_DAY;
	int64_t local_s, day_s = SECONDS(US_PER_DAY);

	facts->from_us = facts->first_us;
	facts->to_us = facts->last_us;
	facts->warm_up_us = 0;
	if (facts->last_us - facts->first_us <= LONG_DAYS * US_PER_DAY)
		return;
	local_s = zone_clock_local_s(facts->clock,
				     SECONDS(facts->last_us - length_us));
	local_s -= local_s % day_s;
	facts->from_us =
	    zone_clock_utc_s(facts->clock, local_s, INT64_MIN) * US_PER_SECOND;
	facts->warm_up_us = US_PER_DAY;
}

void init_week(struct init_facts *facts, int64_t at_us)
{
	const int64_t day_s = SECONDS(US_PER_DAY);
	int64_t day = zone_clock_local_s(facts->clock, SECONDS(at_us)) / day_s;
	int64_t monday = day - (day + 3) % 7; /* 1970-01-01 is a Thursday */

	facts->from_us =
	    zone_clock_utc_s(facts->clock, monday * day_s, INT64_MIN) *
	    US_PER_SECOND;
	facts->to_us =
	    zone_clock_utc_s(facts->clock, (monday + 7) * day_s, INT64_MIN) *
	    US_PER_SECOND;
	facts->warm_up_us = 7 * US_PER_DAY;
}

/* One more world of that RAM; beyond INIT_MIX_MAX kinds it is another. */
static void count_ram(struct init_facts *facts, uint32_t ram_mib)
{
	uint32_t at = 0;

	while (at < facts->mix_count && facts->mix[at].ram_mib < ram_mib)
		at++;
	if (at < facts->mix_count && facts->mix[at].ram_mib == ram_mib) {
		facts->mix[at].worlds++;
		return;
	}
	if (facts->mix_count == INIT_MIX_MAX) {
		facts->mix_other++;
		return;
	}
	memmove(&facts->mix[at + 1], &facts->mix[at],
		(facts->mix_count - at) * sizeof facts->mix[0]);
	facts->mix[at] = (struct init_mix){ram_mib, 1};
	facts->mix_count++;
}

void init_mix(struct init_facts *facts, const struct trace *trace)
{
	facts->mix_count = facts->mix_other = 0;
	for (uint32_t i = 0; i < trace->world_count; i++)
		count_ram(facts, trace->worlds[i].ram_mib);
}

void init_reserve(struct init_facts *facts, const struct trace *trace)
{
	double sum_mib = 0, worlds;

	for (uint32_t i = 0; i < trace->world_count; i++)
		sum_mib += trace->worlds[i].ram_mib;
	worlds = facts->peak_gb * MIB_PER_GIB * trace->world_count / sum_mib;
	facts->reserve_worlds =
	    (uint32_t)fmax(1, fmin(RESERVE_MOST, ceil(worlds * RESERVE_SHARE)));
}

/* --- the text ------------------------------------------------------------- */

static void put_json_text(FILE *out, const char *text)
{
	cJSON *item = cJSON_CreateString(text);
	char *quoted = item != NULL ? cJSON_PrintUnformatted(item) : NULL;

	if (quoted != NULL)
		(void)fputs(quoted, out);
	else
		memory_ran_short();
	cJSON_free(quoted);
	cJSON_Delete(item);
}

static const char *instant(const struct init_facts *facts, int64_t at_us,
			   char out[TIME_SIZE])
{
	int64_t utc_s = SECONDS(at_us);

	return time_format(
	    at_us, (int32_t)(zone_clock_local_s(facts->clock, utc_s) - utc_s),
	    out, TIME_SIZE);
}

static const char *day(const struct init_facts *facts, int64_t at_us,
		       char out[TIME_SIZE])
{
	(void)instant(facts, at_us, out);
	out[strlen("2024-11-08")] = '\0';
	return out;
}

static const char *file_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static void put_source(const struct init_facts *facts, FILE *out)
{
	char first[TIME_SIZE], last[TIME_SIZE], text[300];

	if (facts->living > 0)
		(void)snprintf(text, sizeof text, "%" PRIu32 " %s of %.200s",
			       facts->living,
			       plural(facts->living, "world like one",
				      "worlds like those"),
			       file_of(facts->demand));
	else
		(void)snprintf(
		    text, sizeof text,
		    "%" PRIu64 " %s of %" PRIu32 " %s, %s to %s",
		    facts->session_count,
		    plural(facts->session_count, "session", "sessions"),
		    facts->world_count,
		    plural(facts->world_count, "world", "worlds"),
		    day(facts, facts->first_us, first),
		    day(facts, facts->last_us, last));
	put_json_text(out, text);
}

static void put_head(const struct init_facts *facts, FILE *out)
{
	(void)fputs("// A scenario of your own, written by `conductor init`. "
		    " Change what you like;\n"
		    "// `conductor check` says whether it is sound, `conductor "
		    "sim` runs it.\n"
		    "//\n"
		    "// Policies, latencies and prices are those of the Friday "
		    "night; each of them can\n"
		    "// be written here, too: `conductor schema --markdown` "
		    "explains every key.\n",
		    out);
	(void)fprintf(out,
		      "{\n\t\"extends\": \"" INIT_BASE ".json\",\n"
		      "\t\"name\": \"%s\",\n\t\"title\": ",
		      facts->name);
	put_json_text(out, facts->name);
	(void)fputs(",\n\t\"source\": ", out);
	put_source(facts, out);
	(void)fputs(",\n\n", out);
}

static void put_window(const struct init_facts *facts, FILE *out)
{
	char from[TIME_SIZE], to[TIME_SIZE];

	(void)fprintf(
	    out, "\t// whose nights, whose midnight\n\t\"clock\": \"%s\",\n\n",
	    facts->zone);
	if (facts->living > 0)
		(void)fputs("\t// The week of the prices.  The week before it "
			    "is warm-up, so that worlds lie\n"
			    "\t// where the rules leave them.  A model knows "
			    "holidays if it was fitted with\n"
			    "\t// a calendar; then other weeks differ.\n",
			    out);
	else if (facts->warm_up_us > 0)
		(void)fputs("\t// The last four weeks of the sessions; the day "
			    "before them is warm-up.  For\n"
			    "\t// other weeks write dates: \"from\": "
			    "\"2024-11-01\" is midnight on this clock.\n",
			    out);
	else
		(void)fputs("\t// From the first start to the last end, in "
			    "whole hours.  Nothing is known of the\n"
			    "\t// time before, so there is no warm-up.\n",
			    out);
	(void)fprintf(out,
		      "\t\"window\": {\n\t\t\"from\": \"%s\",\n"
		      "\t\t\"to\": \"%s\",\n\t\t\"warm_up\": \"%" PRId64
		      "h\",\n\t\t\"start\": \"sleepers\"\n\t},\n\n",
		      instant(facts, facts->from_us, from),
		      instant(facts, facts->to_us, to),
		      facts->warm_up_us / US_PER_HOUR);
}

static void put_model(const struct init_facts *facts, FILE *out)
{
	(void)fprintf(out,
		      "\t// Worlds like those of the model, with as many more "
		      "that sleep or are new.\n"
		      "\t// Twice as many: --set "
		      "workload.generate.worlds.living=%" PRIu32 "\n"
		      "\t\"workload\": {\n\t\t\"generate\": {\n"
		      "\t\t\t\"extends\": ",
		      2 * facts->living);
	put_json_text(out, facts->demand);
	(void)fprintf(out,
		      ",\n\t\t\t\"worlds\": {\n"
		      "\t\t\t\t\"living\": %" PRIu32 ",\n"
		      "\t\t\t\t\"dormant\": %" PRIu32 ",\n"
		      "\t\t\t\t\"new_per_day\": %.4g\n"
		      "\t\t\t}\n\t\t}\n\t},\n\n",
		      facts->living, facts->dormant, facts->new_per_day);
}

static void put_mix(const struct init_facts *facts, FILE *out)
{
	(void)fputs("\t// Worlds and their RAM are those of the file:", out);
	for (uint32_t i = 0; i < facts->mix_count; i++)
		(void)fprintf(out, "%s\n\t//   %" PRIu32 " of %.4g GB",
			      i > 0 ? "," : "", facts->mix[i].worlds,
			      (double)facts->mix[i].ram_mib / MIB_PER_GIB);
	if (facts->mix_other > 0)
		(void)fprintf(out, ",\n\t//   %" PRIu32 " of other sizes",
			      facts->mix_other);
	(void)fputs("\n\t// For ten times as many customers fit a model: "
		    "`conductor traces fit`.\n"
		    "\t\"workload\": { \"sessions\": ",
		    out);
	put_json_text(out, facts->demand);
	(void)fputs(" },\n\n", out);
}

static void put_fleet(const struct init_facts *facts, FILE *out)
{
	(void)fprintf(out,
		      "\t// At most %.4g GB were wanted at once; one %s sells "
		      "%.4g GB.  So many hold\n"
		      "\t// that peak, its CPU and its data; the cloud is for "
		      "what goes wrong.\n",
		      facts->peak_gb, facts->machine, facts->machine_gb);
	if (facts->machines > 1)
		(void)fprintf(out,
			      "\t// Fewer may do: --set "
			      "fleet.dedicated.0.count=%" PRIu32 "\n",
			      facts->machines - 1);
	(void)fprintf(
	    out,
	    "\t// `conductor machines` lists types and prices.\n"
	    "\t\"fleet\": {\n"
	    "\t\t\"dedicated\": [{ \"type\": \"%s\", \"count\": %" PRIu32
	    " }],\n"
	    "\t\t\"cloud\": {\n"
	    "\t\t\t\"types\": [\"CCX33@fsn1\", \"CCX33@nbg1\", "
	    "\"CCX33@hel1\"],\n"
	    "\t\t\t\"max\": 4\n\t\t}\n\t},\n\n",
	    facts->machine, facts->machines);
	(void)fprintf(out,
		      "\t// another node is ordered when there is no room for "
		      "so many worlds more\n"
		      "\t\"policy\": { \"reactive\": { \"reserve_worlds\": "
		      "%" PRIu32 " } },\n\n",
		      facts->reserve_worlds);
	if (facts->small_archive)
		(void)fputs("\t// the archive: all worlds fit into the "
			    "smallest box\n"
			    "\t\"costs\": { \"storage\": [\"BX11\"] },\n\n",
			    out);
}

void init_write(const struct init_facts *facts, FILE *out)
{
	const bool is_short =
	    facts->to_us - facts->from_us <= SHORT_DAYS * US_PER_DAY;

	put_head(facts, out);
	put_window(facts, out);
	if (facts->living > 0)
		put_model(facts, out);
	else
		put_mix(facts, out);
	put_fleet(facts, out);
	(void)fprintf(out,
		      "\t// %s\n"
		      "\t\"seed\": 1,\n\t\"replications\": %d\n}\n",
		      facts->living > 0
			  ? "each replication draws its own players and its "
			    "own luck"
			  : "who plays is the same in each replication; boots, "
			    "transfers, patience are not",
		      is_short ? REPLICATIONS_SHORT : REPLICATIONS_LONG);
}
