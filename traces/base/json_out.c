#include "json_out.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli.h"

int json_out(cJSON *root)
{
	char *text = root != NULL ? cJSON_Print(root) : NULL;
	struct error_text error = {"out of memory"};

	cJSON_Delete(root);
	if (text == NULL)
		return cli_failed(&error);
	(void)puts(text);
	cJSON_free(text);
	return EXIT_SUCCESS;
}
