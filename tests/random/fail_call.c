/*
 * fail_call.c - the system call number AT of a command goes wrong.
 *
 *   fail_call FAULT AT COUNT-FILE COMMAND ARGUMENT...
 *
 * FAULT names what happens and to which calls, as in `faults` below; with "+"
 * behind it, to every such call from AT on.  Counted are calls that are about a
 * file: not those about what a program is loaded from, nor writes to standard
 * error, where it could not tell.  The file is told how many there were, as far
 * as the command came.  Ends as the command does.
 *
 * It is done by tracing, because what the C library calls by itself passes no
 * symbol that LD_PRELOAD could replace.  Processes that the command starts are
 * left alone; its threads are not.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "the registers of system calls are known of x86_64 only"
#endif

#define THREADS_MAX 256

enum about {
	ABOUT_WRITING = 1,
	ABOUT_MAKING = 2,
	ABOUT_KEEPING = 4,
	ABOUT_READING = 8,
	ABOUT_OPENING = 16,
	ABOUT_LISTING = 32,
	ABOUT_REMOVING = 64
};

#define DIES (-1)

static const struct fault {
	const char *name;
	int error; /* 0: as many bytes as `bytes` says; DIES: killed there */
	unsigned about;
	unsigned long long bytes; /* at most; 0: half of them */
} faults[] = {
    {"full", ENOSPC, ABOUT_WRITING | ABOUT_MAKING, 0},
    {"unwritable", EIO, ABOUT_WRITING | ABOUT_MAKING | ABOUT_KEEPING, 0},
    {"half-written", 0, ABOUT_WRITING, 0},
    {"unreadable", EIO, ABOUT_READING | ABOUT_OPENING | ABOUT_LISTING, 0},
    {"short", 0, ABOUT_READING, 1},
    {"shorter", 0, ABOUT_READING, 100},
    {"interrupted", EINTR,
     ABOUT_READING | ABOUT_WRITING | ABOUT_KEEPING | ABOUT_OPENING, 0},
    {"killed", DIES,
     ABOUT_WRITING | ABOUT_MAKING | ABOUT_KEEPING | ABOUT_REMOVING, 0},
    {"no descriptor", EMFILE, ABOUT_OPENING | ABOUT_MAKING, 0},
};

static const struct fault *fault;
static bool lasting;
static long at, seen;
static pid_t leader;

/* What is to be done when a call of a thread ends. */
static struct pending {
	pid_t thread;
	long error;		  /* it is told this, if not 0 */
	unsigned long long bytes; /* its argument, to be put back; 0: no */
} pending[THREADS_MAX];

static struct pending *pending_of(pid_t thread)
{
	for (int i = 0; i < THREADS_MAX; i++)
		if (pending[i].thread == thread || pending[i].thread == 0) {
			pending[i].thread = thread;
			return &pending[i];
		}
	fputs("fail_call: too many threads\n", stderr);
	exit(126);
}

static bool is_of_program(const char *path)
{
	static const char *const places[] = {"/lib",  "/usr/lib", "/etc",
					     "/proc", "/sys",	  "/dev"};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (strncmp(path, places[i], strlen(places[i])) == 0)
			return true;
	return false;
}

static bool is_file_of_interest(pid_t thread, int file)
{
	char link[64], path[PATH_MAX + 1];
	ssize_t size;

	snprintf(link, sizeof link, "/proc/%d/fd/%d", thread, file);
	size = readlink(link, path, PATH_MAX);
	if (size < 0)
		return false;
	path[size] = '\0';
	return !is_of_program(path);
}

static bool is_path_of_interest(pid_t thread, unsigned long long address)
{
	char path[PATH_MAX] = "";
	struct iovec here = {path, 256}, there = {(void *)address, 256};

	/* the page may end behind a short path */
	for (; there.iov_len > 0; there.iov_len--)
		if (process_vm_readv(thread, &here, 1, &there, 1, 0) > 0)
			break;
	return path[0] != '\0' && !is_of_program(path);
}

/* What a call is about, or 0. */
static unsigned about(pid_t thread, const struct __ptrace_syscall_info *call)
{
	const __typeof__(call->entry.args[0]) *argument = call->entry.args;
	unsigned kind;

	switch (call->entry.nr) {
	case SYS_openat:
		kind = argument[2] & O_CREAT ||
			       (argument[2] & O_TMPFILE) == O_TMPFILE
			   ? ABOUT_MAKING
			   : ABOUT_OPENING;
		return is_path_of_interest(thread, argument[1]) ? kind : 0;
	case SYS_mkdir:
	case SYS_rename:
	case SYS_link:
		return is_path_of_interest(thread, argument[0]) ? ABOUT_MAKING
								: 0;
	case SYS_mkdirat:
	case SYS_renameat:
	case SYS_renameat2:
	case SYS_linkat:
		return is_path_of_interest(thread, argument[1]) ? ABOUT_MAKING
								: 0;
	case SYS_write:
	case SYS_writev:
	case SYS_pwrite64:
		kind = argument[0] == STDERR_FILENO ? 0 : ABOUT_WRITING;
		break;
	case SYS_unlink:
		return is_path_of_interest(thread, argument[0]) ? ABOUT_REMOVING
								: 0;
	case SYS_fallocate:
		kind = ABOUT_MAKING;
		break;
	case SYS_ftruncate:
	case SYS_fsync:
	case SYS_fdatasync:
		kind = ABOUT_KEEPING;
		break;
	case SYS_read:
	case SYS_readv:
	case SYS_pread64:
		kind = ABOUT_READING;
		break;
	case SYS_getdents64:
		kind = ABOUT_LISTING;
		break;
	default:
		return 0;
	}
	return is_file_of_interest(thread, (int)argument[0]) ? kind : 0;
}

static void entered(pid_t thread, const struct __ptrace_syscall_info *call)
{
	struct pending *todo = pending_of(thread);
	struct user_regs_struct registers;
	unsigned long long bytes;

	todo->error = 0;
	todo->bytes = 0;
	if (!(about(thread, call) & fault->about))
		return;
	seen++;
	if (at == 0 || seen < at || (seen > at && !lasting))
		return;
	if (fault->error == DIES) {
		kill(leader, SIGKILL);
		return;
	}
	ptrace(PTRACE_GETREGS, thread, NULL, &registers);
	if (fault->error != 0) {
		todo->error = fault->error;
		registers.orig_rax = (unsigned long long)-1;
	} else if (call->entry.nr != SYS_writev &&
		   call->entry.nr != SYS_readv) {
		bytes = fault->bytes == 0 ? registers.rdx / 2 : fault->bytes;
		if (bytes == 0 || bytes >= registers.rdx)
			return;
		todo->bytes = registers.rdx;
		registers.rdx = bytes;
	}
	ptrace(PTRACE_SETREGS, thread, NULL, &registers);
}

static void left(pid_t thread)
{
	struct pending *todo = pending_of(thread);
	struct user_regs_struct registers;

	if (todo->error == 0 && todo->bytes == 0)
		return;
	ptrace(PTRACE_GETREGS, thread, NULL, &registers);
	if (todo->error != 0)
		registers.rax = (unsigned long long)-todo->error;
	else
		registers.rdx = todo->bytes;
	ptrace(PTRACE_SETREGS, thread, NULL, &registers);
	todo->error = 0;
	todo->bytes = 0;
}

/* Returns the signal to hand on. */
static int stopped(pid_t thread, int status)
{
	struct __ptrace_syscall_info call = {0};
	int number = WSTOPSIG(status);

	if (number == (SIGTRAP | 0x80)) {
		ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof call, &call);
		if (call.op == PTRACE_SYSCALL_INFO_ENTRY)
			entered(thread, &call);
		else if (call.op == PTRACE_SYSCALL_INFO_EXIT)
			left(thread);
		return 0;
	}
	/* an event, the first stop of a thread, or the exec */
	if (status >> 16 != 0 || number == SIGTRAP || number == SIGSTOP)
		return 0;
	return number;
}

static void begin(char **command)
{
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
	raise(SIGSTOP);
	execv(command[0], command);
	fprintf(stderr, "fail_call: %s: %s\n", command[0], strerror(errno));
	_exit(126);
}

static int follow(pid_t child)
{
	int status;
	pid_t thread;

	if (waitpid(child, &status, 0) != child ||
	    ptrace(PTRACE_SETOPTIONS, child, NULL,
		   PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE |
		       PTRACE_O_EXITKILL) != 0) {
		fputs("fail_call: nothing can be traced here\n", stderr);
		kill(child, SIGKILL);
		exit(125);
	}
	ptrace(PTRACE_SYSCALL, child, NULL, 0);
	while ((thread = waitpid(-1, &status, __WALL)) > 0) {
		if (WIFSTOPPED(status))
			ptrace(PTRACE_SYSCALL, thread, NULL,
			       stopped(thread, status));
		else if (thread == child)
			break;
		else
			pending_of(thread)->thread = -1; /* gone */
	}
	return status;
}

int main(int argc, char **argv)
{
	size_t length = argc > 1 ? strcspn(argv[1], "+") : 0, i = 0;
	FILE *count;
	pid_t child;
	int status;

	while (i < sizeof faults / sizeof *faults &&
	       (strlen(faults[i].name) != length ||
		strncmp(faults[i].name, argv[1], length) != 0))
		i++;
	if (argc < 5 || i == sizeof faults / sizeof *faults) {
		fputs("fail_call FAULT AT COUNT-FILE COMMAND...\n", stderr);
		return 126;
	}
	fault = &faults[i];
	lasting = argv[1][length] == '+';
	at = atol(argv[2]);
	child = fork();
	if (child == 0)
		begin(argv + 4);
	leader = child;
	status = follow(child);
	count = fopen(argv[3], "w");
	if (count != NULL) {
		fprintf(count, "%ld\n", seen);
		fclose(count);
	}
	if (WIFSIGNALED(status)) {
		signal(WTERMSIG(status), SIG_DFL);
		raise(WTERMSIG(status));
	}
	return WEXITSTATUS(status);
}
