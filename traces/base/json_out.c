#include "json_out.h"

#include <stdio.h>

#include "memory.h"

void json_out(cJSON *root)
{
	char *text = root != NULL ? cJSON_Print(root) : NULL;

	cJSON_Delete(root);
	if (text == NULL) {
		memory_ran_short();
		return;
	}
	(void)puts(text);
	cJSON_free(text);
}
