# quoted.bash - a page's commands are run in the order in which they stand
# there, and print what the page quotes, to the letter.  Sourced by
# tests/cli/questions.sh and others.
#
# In a page, an indented line "    $ COMMAND" is a command (one that ends in \
# goes on in the next line), and the indented lines below it are what it prints,
# but for empty lines at both ends.  A line "    ..." stands for any number of
# lines, also none.  A command without quoted lines must only succeed.

# as_pattern TEXT: as a pattern of bash that matches TEXT, "..." for any lines;
# the x behind it keeps the last line's end
as_pattern() {
	local text=$1 special
	for special in '\' '*' '?' '[' '('; do
		text=${text//"$special"/"\\$special"}
	done
	text=$'\n'$text$'\n'
	while [[ $text == *$'\n...\n'* ]]; do
		text=${text/$'\n...\n'/$'\n?(*\n)'}
	done
	printf '%sx' "$text"
}

# quoted_answer COMMAND EXPECTED: it prints that
quoted_answer() {
	local found pattern
	bash -o pipefail -c "$1" >printed 2>said || {
		[ "$?" -eq 141 ] || { # closed by head
			cat said
			echo "failed: $1"
			exit 1
		}
	}
	quoted_count=$((quoted_count + 1))
	[ -n "$2" ] || return 0
	# what it says about its work counts where it prints nothing else
	[ -s printed ] || cp said printed
	found=$'\n'$(sed '/./,$!d' printed)$'\n'
	pattern=$(as_pattern "$2")
	# shellcheck disable=SC2053
	[[ $found == ${pattern%x} ]] || {
		printf '%s\n' "$2" >expected
		diff expected <(sed '/./,$!d' printed) || true
		echo "another answer: $1"
		exit 1
	}
}

# quoted_page PAGE: runs it
quoted_page() {
	local line command='' expected=''
	while IFS= read -r line || [ -n "$line" ]; do
		case $line in
		"    $ "*)
			[ -z "$command" ] || quoted_end
			command=${line#    $ }
			expected=
			while [[ $command == *\\ ]]; do
				IFS= read -r line || break
				command=${command%\\}${line#"${line%%[! ]*}"}
			done
			;;
		"    "*) expected+=${expected:+$'\n'}${line#    } ;;
		"") [ -z "$command" ] || [ -z "$expected" ] || expected+=$'\n' ;;
		*)
			[ -z "$command" ] || quoted_end
			command=
			;;
		esac
	done <"$1"
	[ -z "$command" ] || quoted_end
}

# The end of the command of quoted_page(), without the empty lines behind it.
quoted_end() {
	while [[ $expected == *$'\n' ]]; do
		expected=${expected%$'\n'}
	done
	quoted_answer "$command" "$expected"
}

# A command line finds `conductor` and its data, and starts in an empty folder.
# quoted_begin CONDUCTOR SOURCE; quoted_count will be the number of commands
quoted_begin() {
	quoted_count=0
	export CONDUCTOR_DATA="$2/scenarios"
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	mkdir "$work/bin" "$work/here"
	ln -s "$1" "$work/bin/conductor"
	PATH="$work/bin:$PATH"
	cd "$work/here"
}
