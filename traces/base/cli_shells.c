/*
 * cli_shells.c - the shells' part of completion: ask the program, offer what it
 * answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli_complete.h"

static const struct cli_command completion_command = {
    .name = "completion",
    .usage = "bash|zsh|fish",
    .about = "Print what a shell needs to complete commands, options and their "
	     "values, names of scenarios and keys.\n\n"
	     "bash: source it, or save it as "
	     "~/.local/share/bash-completion/completions/conductor.  zsh: save "
	     "it as _conductor in a folder of $fpath.  fish: save it as "
	     "~/.config/fish/completions/conductor.fish.",
    .example = "  . <(conductor completion bash)\n",
    .least = 1,
    .most = 1,
    .needs = "write bash, zsh or fish",
};

/* bash cuts words at = and : itself, so they are put together for the question
 * and the answers are cut again. */
static const char bash_script[] =
    "_conductor() {\n"
    "	local IFS=$'\\n' words=() cut line value word last=' '\n"
    "	for word in \"${COMP_WORDS[@]:1:COMP_CWORD}\"; do\n"
    "		if [[ ${#words[@]} -gt 0 && ( $word == [=:]* || $last == [=:] "
    ") ]]; then\n"
    "			words[-1]+=$word\n"
    "		else\n"
    "			words+=(\"$word\")\n"
    "		fi\n"
    "		last=$word\n"
    "	done\n"
    "	word=${words[-1]}\n"
    "	cut=${word%\"${word##*[=:]}\"}\n"
    "	[[ $COMP_WORDBREAKS == *=* ]] || cut=\n"
    "	COMPREPLY=()\n"
    "	while read -r line; do\n"
    "		case $line in\n"
    "		:files)\n"
    "			compopt -o filenames\n"
    "			COMPREPLY+=($(compgen -f -- \"${word#\"$cut\"}\"))\n"
    "			;;\n"
    "		:folders)\n"
    "			compopt -o filenames\n"
    "			COMPREPLY+=($(compgen -d -- \"${word#\"$cut\"}\"))\n"
    "			;;\n"
    "		*)\n"
    "			value=${line%%$'\\t'*}\n"
    "			[[ $value != *= ]] || compopt -o nospace\n"
    "			COMPREPLY+=(\"${value#\"$cut\"}\")\n"
    "			;;\n"
    "		esac\n"
    "	done < <(\"${COMP_WORDS[0]}\" " CLI_COMPLETE_WORD
    " \"${words[@]}\" 2>/dev/null)\n"
    "}\n"
    "complete -F _conductor conductor\n";

static const char zsh_script[] =
    "#compdef conductor\n"
    "_conductor() {\n"
    "	local line value rest=\n"
    "	local -a plain keys\n"
    "	for line in ${(f)\"$(${words[1]} " CLI_COMPLETE_WORD
    " \"${(@Q)words[2,CURRENT]}\" 2>/dev/null)\"}; do\n"
    "		value=${${line%%$'\\t'*}//:/\\\\:}\n"
    "		[[ $line != *$'\\t'* ]] || value+=:${line#*$'\\t'}\n"
    "		case $line in\n"
    "		:files) rest=files ;;\n"
    "		:folders) rest=folders ;;\n"
    "		*=|*=$'\\t'*) keys+=(\"$value\") ;;\n"
    "		*) plain+=(\"$value\") ;;\n"
    "		esac\n"
    "	done\n"
    "	(( ! $#plain )) || _describe conductor plain\n"
    "	(( ! $#keys )) || _describe key keys -S ''\n"
    "	compset -P '*='\n"
    "	case $rest in\n"
    "	files) _files ;;\n"
    "	folders) _files -/ ;;\n"
    "	esac\n"
    "}\n"
    "if [[ $funcstack[1] == _conductor ]]; then\n"
    "	_conductor \"$@\"\n"
    "else\n"
    "	compdef _conductor conductor\n"
    "fi\n";

static const char fish_script[] =
    "function __conductor_complete\n"
    "	set -l words (commandline -opc)\n"
    "	set -l typed (commandline -ct)\n"
    "	for line in ($words[1] " CLI_COMPLETE_WORD
    " $words[2..-1] \"$typed\" 2>/dev/null)\n"
    "		switch $line\n"
    "			case :files\n"
    "				__fish_complete_path (string replace -r "
    "'^--[^=]*=' '' -- $typed)\n"
    "			case :folders\n"
    "				__fish_complete_directories (string replace -r "
    "'^--[^=]*=' '' -- $typed)\n"
    "			case '*'\n"
    "				printf '%s\\n' $line\n"
    "		end\n"
    "	end\n"
    "end\n"
    "complete -c conductor -f -a '(__conductor_complete)'\n";

int cmd_completion(int argc, char **argv)
{
	static const char *const names[] = {"bash", "zsh", "fish"};
	static const char *const scripts[] = {bash_script, zsh_script,
					      fish_script};
	struct cli_words words = {argc, argv};
	int status;

	if (!cli_read(&completion_command, NULL, 0, &words, &status))
		return status;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(words.word[0], names[i]) == 0) {
			(void)fputs(scripts[i], stdout);
			return EXIT_SUCCESS;
		}
	return cli_unknown(completion_command.name, "shell", words.word[0],
			   names, sizeof names / sizeof *names);
}
