#!/bin/bash
# habits.sh CONDUCTOR SOURCE - what people type without reading: -h, help, -V,
# version, Tab.
set -euo pipefail
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

fail() {
	echo "$1"
	exit 1
}

# --- help: every way to ask gives the same ------------------------------------

same() { # the first way is the reference
	local reference=$1 way
	shift
	# shellcheck disable=SC2086
	"$conductor" $reference >expected || fail "conductor $reference: $?"
	[ -s expected ] || fail "conductor $reference says nothing"
	for way in "$@"; do
		# shellcheck disable=SC2086
		"$conductor" $way >found || fail "conductor $way: $?"
		cmp expected found || fail "conductor $way: other help"
	done
}
names() { "$conductor" $1 --help | sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' | grep -v '^conductor$'; }

same --help -h help "help help" "help -h"
for command in $(names ""); do
	same "$command --help" "$command -h" "help $command"
done
for command in $(names traces); do
	same "traces $command --help" "traces $command -h" \
		"help traces $command" "traces help $command"
done
names "" >commands
for command in sim report traces version completion; do
	grep -qx $command commands || fail "$command is not listed"
done

# --- version ------------------------------------------------------------------

same version --version -V
grep -q -E '^conductor [0-9]+\.[0-9]+\.[0-9]+$' expected
grep -q -E '^commit ([0-9a-f]{12}(-dirty)?|unknown)$' expected ||
	fail "no commit"
for library in GSL SQLite cJSON libarchive libcsv zstd zlib; do
	grep -q -E "(^|, )$library [0-9]+\.[0-9]" expected ||
		fail "no version of $library"
done
"$conductor" version --json | python3 -c '
import json, sys
said = json.load(sys.stdin)
text = open("expected").read()
assert "conductor " + said["version"] in text, said
assert "commit " + said["commit"] in text, said
for name, version in said["libraries"].items():
    assert name + " " + version in text, name
'

# --- Tab ----------------------------------------------------------------------

mkdir -p bin run1
ln -s "$conductor" bin/conductor
PATH=$work/bin:$PATH
echo '{}' >'my file.json'
compopt() { :; } # says that no completion is under way
# shellcheck disable=SC1090
. <(conductor completion bash)
[ "$(complete -p conductor)" = "complete -F _conductor conductor" ]

# tab EXPECTED WORD...: what is offered for the last of them
tab() {
	local expected=$1 found
	shift
	COMP_WORDS=(conductor "$@")
	COMP_CWORD=$#
	_conductor || : # no file of that name
	found=$(printf '%s|' "${COMPREPLY[@]}")
	[ "$found" = "$expected|" ] ||
		fail "conductor $*<Tab>: $found, not $expected|"
}
tab sim si
tab traces trac
tab '--sessions|--seed|--set' sim friday-night --se
tab 'friday-night|friday-night-raw' sim friday
tab 'friday-night|friday-night-raw' quote friday
tab 'en|de' sim friday-night --lang ''
tab 'en|de' sim friday-night --lang = # as bash cuts it
tab de sim friday-night --lang = d
tab 'window.from=' sim friday-night --set window.f
tab 'window.from=' sim friday-night --set = window.f
tab 'fleet.dedicated.0.type=|fleet.dedicated.0.count=' \
	sim friday-night --set fleet.dedicated.0
tab 'customers|starts|nodes' list run1 ''
tab customers list run1 --top 3 cust
tab 'scenario|prices|catalogue|model' schema ''
tab 'run1' report run
tab 'run1' report run1 run
tab 'my file.json' check my
tab 'my file.json' check --help my
tab 'my file.json' sim my
tab 'import|info' traces i
tab 'import|info' help traces i
tab 'sim' help si
tab --law traces fit s.csv --la
tab 'my file.json' traces fit my
tab 'my file.json' traces fit x -o my
tab 'bash|zsh|fish' completion ''
COMP_WORDS=(conductor sim friday-night --jobs '') COMP_CWORD=4
_conductor || : # no file of that name
[ ${#COMPREPLY[@]} -eq 0 ] || fail "a number is completed"

# every command and every option that help shows is offered, and no other
for command in $(names "") $(names traces | sed 's/^/traces./'); do
	words=(${command/./ })
	conductor help "${words[@]}" >help
	grep -q '^Usage: .* COMMAND ' help && continue
	sed -n '/^Example:/q;s/^  \(    \|-.,\)\? *\(--[a-z-]*\).*/\2/p' help |
		sort >expected
	[ -s expected ] || fail "${words[*]}: no options in help"
	COMP_WORDS=(conductor "${words[@]}" --)
	COMP_CWORD=$((${#words[@]} + 1))
	_conductor || : # no file of that name
	printf '%s\n' "${COMPREPLY[@]}" | sort >found
	diff expected found || fail "${words[*]}: Tab offers other options"
done

# what the other shells source is at least their language
if command -v zsh >/dev/null; then
	conductor completion zsh >_conductor
	zsh -n _conductor || fail "zsh does not read its completion"
fi
if command -v fish >/dev/null; then
	[ "$(fish --no-config -c 'conductor completion fish | source
		complete -C "conductor sim x --lang=d"')" = --lang=de ] ||
		fail "fish is not answered"
fi
