#include "table_time.h"

#include <stdio.h>
#include <string.h>

#define TEXT_MAX 60
#define US_PER_DAY INT64_C(86400000000)
#define MINUTES_LENGTH 3 /* ":12" */

/* With seconds, and a blank behind it, where a zone's name ends. */
static bool complete(const char *text, char out[TEXT_MAX])
{
	const char *colon = strchr(text, ':');
	size_t length = strlen(text), head;

	if (colon == NULL || strlen(colon) < MINUTES_LENGTH ||
	    length + sizeof ":00 " > TEXT_MAX)
		return false;
	head = (size_t)(colon - text) + MINUTES_LENGTH;
	(void)snprintf(out, TEXT_MAX, "%.*s%s%s ", (int)head, text,
		       text[head] == ':' ? "" : ":00", text + head);
	return true;
}

bool table_time_read(const char *text, struct log_stamp *out)
{
	char copy[TEXT_MAX];
	struct text t;

	if (!complete(text, copy))
		return false;
	t = (struct text){copy, copy + strlen(copy)};
	return log_stamp_read(&t, out) && t.end - t.at == 1 &&
	       out->day_count > 0 && !out->yearless &&
	       (out->day_count == 1 || out->order == ORDER_EITHER);
}

bool table_time_in_order(const struct log_stamp *stamp, enum date_order order,
			 int64_t *local_us)
{
	for (int i = 0; i < stamp->day_count; i++)
		if (stamp->order == ORDER_NONE ||
		    (stamp->orders[i] & DATE_ORDER_BIT(order)) != 0) {
			*local_us =
			    stamp->days[i] * US_PER_DAY + stamp->of_day_us;
			return true;
		}
	return false;
}
