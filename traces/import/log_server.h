/*
 * log_server.h - which server a folder of logs belongs to, and what it is
 * called.
 *
 * The path tells: CubeCoders has instances/NAME/Minecraft/logs, a Compose
 * project NAME/data/logs, LinuxGSM NAME/serverfiles/logs.  A name is as much of
 * the path as tells the servers of an import apart.  Never are two folders one
 * server because the last part of their paths is the same.
 */
#ifndef TRACES_LOG_SERVER_H
#define TRACES_LOG_SERVER_H

#include "log_files.h"

/* The folder of the server whose logs are in this folder, without "logs",
 * "logs/archive", "logs/2024-11"; the caller frees it.  A log's own name, if it
 * is not one that servers give, is a folder more.  NULL: no memory, or there is
 * no such folder. */
char *log_server_folder(const char *folder, const char *own_name);

/* The same for a path that is none of the disk's; without a log's name. */
char *log_server_own(const char *folder, const char *own_name);
char *log_server_trim(const char *folder);

/* Name all servers.  False: no memory. */
bool log_servers_name(struct log_servers *servers);

#endif /* TRACES_LOG_SERVER_H */
