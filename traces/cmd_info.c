#include "commands.h"
int traces_cmd_info(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return traces_usage("info", "not yet");
}
