#!/bin/sh
# usage.sh CONDUCTOR SOURCE - help has an example; what is wrong is told in one
# line and by the exit status.
set -eu
conductor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CONDUCTOR_DATA="$2/scenarios"
cd "$work"

"$conductor" --help >commands
grep -q '^Usage: ' commands
for command in $(sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' commands); do
	"$conductor" "$command" --help >help
	grep -q '^Example:' help
	if ! awk 'length > 80 { exit 1 }' help; then
		echo "$command --help is wider than 80 columns"
		exit 1
	fi
done

"$conductor" traces --help >commands
for command in $(sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' commands |
	grep -v -x conductor); do
	"$conductor" traces "$command" --help >help
	grep -q '^Example:' help
	if ! awk 'length > 80 { exit 1 }' help; then
		echo "traces $command --help is wider than 80 columns"
		exit 1
	fi
done

# wrong STATUS ARGUMENT...: one line on stderr, nothing on stdout, this status
wrong() {
	expected=$1
	shift
	status=0
	"$conductor" "$@" >output 2>errors || status=$?
	if [ "$status" -ne "$expected" ] || [ "$(wc -l <errors)" -ne 1 ] ||
		! grep -q '^conductor: ' errors || [ -s output ]; then
		echo "conductor $*: status $status, not $expected:"
		cat errors output
		exit 1
	fi
}

printf 'world,start,stop,ram_mb\nw,1,2,x\n' >bad.csv
printf 'world,start,stop,ram_mb\n' >none.csv
printf '{ "name": "x", "windw": {} }\n' >bad.json
printf 'no journal' >bad.db

wrong 2 simulate
wrong 2 sim
wrong 2 sim friday-night --no-such-option
wrong 2 sim friday-night --jobs many
wrong 2 sim friday-night --jobs 0
wrong 2 sim friday-night --set no-equals-sign
wrong 2 sim friday-night --journal night.db
wrong 1 sim no-such-scenario
wrong 1 sim friday-night --set name=../outside
wrong 1 sim friday-night --set window.form=2024-11-08T12:00:00Z
wrong 1 sim friday-night --sessions missing.csv
wrong 1 sim friday-night --sessions bad.csv
wrong 1 sim friday-night --sessions bad.csv --replications 1 --journal x.db
wrong 1 sim friday-night --sessions none.csv --set window.to=2024-11-09T08:00:00Z \
	--replications 1 --journal x.db
wrong 1 sim bad.json
wrong 2 report
wrong 1 report no-such-run
wrong 1 report no-such-run no-such-run
wrong 2 report a b c
wrong 2 invoice
wrong 2 invoice a b c
wrong 2 invoice a --xml
wrong 2 invoice a --csv word
wrong 2 invoice a --lang fr
wrong 1 invoice no-such-run
wrong 2 quote
wrong 2 quote friday-night
wrong 2 quote friday-night 4GB --at today
wrong 2 quote friday-night 4GB --balance much
wrong 2 quote friday-night 4GB --disk none
wrong 2 quote friday-night 4GB --lang fr
wrong 1 quote no-such-scenario 4GB
wrong 1 quote friday-night 9999GB
wrong 1 quote friday-night no-such-world
mkdir foreign
for summary in '{}' '[]' 'nonsense' '{ "scenario": "x", "digest": "0" }'; do
	printf '%s' "$summary" >foreign/summary.json
	wrong 1 report foreign
	wrong 1 sim friday-night --replications 1 --no-static --out foreign
	if [ "$(ls foreign)" != summary.json ] ||
		[ "$(cat foreign/summary.json)" != "$summary" ]; then
		echo "a foreign directory was touched"
		exit 1
	fi
done
rm -r foreign
wrong 2 why
wrong 2 why no-such-run
wrong 2 why a b c d
wrong 2 why a b --no-such-option
wrong 2 why a b --lang fr
wrong 1 why no-such-run w1
wrong 1 why bad.db w1
wrong 1 why . w1
wrong 2 replay
wrong 2 replay x --from yesterday
wrong 1 replay missing.db
wrong 1 replay bad.db
wrong 2 traces
wrong 2 traces imprt
wrong 2 traces import
wrong 2 traces import logs
wrong 2 traces import logs -o s.csv --idle-stop soon
wrong 2 traces import logs -o s.csv --ram much
wrong 2 traces import logs -o s.csv --columns world
wrong 2 traces import logs -o s.csv --columns wrld=x
wrong 2 traces import logs -o s.csv --date today
wrong 1 traces import missing.csv -o s.csv
wrong 1 traces import bad.csv -o s.csv
wrong 1 traces import . -o s.csv
wrong 2 traces check
wrong 1 traces check bad.csv
wrong 2 traces export
wrong 2 traces export bad.db
wrong 2 traces export bad.db -o s.csv --worlds none
wrong 1 traces export bad.db -o s.csv
wrong 2 check
wrong 2 machines a b
wrong 2 machines --at yesterday
wrong 1 machines no-such.json
wrong 1 machines bad.json
wrong 2 scenarios x
wrong 2 schema x
wrong 1 check bad.csv
wrong 1 check bad.json

# says LINE ARGUMENT...: wrong usage, told in exactly this line
says() {
	line=$1
	shift
	wrong 2 "$@"
	if [ "$(cat errors)" != "conductor: $line" ]; then
		echo "conductor $*: not: conductor: $line"
		cat errors
		exit 1
	fi
}

says 'unknown command "repot"; the nearest is "report"' repot
says 'traces: unknown command "imprt"; the nearest is "import"' traces imprt
says 'unknown command "simm"; the nearest is "sim"' simm
says 'unknown command "simm"; the nearest is "sim"' help simm
says 'traces: unknown command "fti"; the nearest is "fit"' help traces fti
says 'list: unknown table "custmers"; the nearest is "customers"' \
	list run custmers
says 'list: unknown table "x"; see `conductor list --help`' list run x
says 'schema: unknown schema "scenaro"; the nearest is "scenario"' \
	schema scenaro
says 'completion: unknown shell "zhs"; the nearest is "zsh"' completion zhs
says 'version: takes no argument; see `conductor version --help`' version x
says 'sim: unknown option --sede; the nearest is --seed' sim x --sede
says 'report: unknown option --langg; the nearest is --lang' report x --langg
says 'quote: --at needs a value: TIME; see `conductor quote --help`' quote a b --at
says 'sim: unknown option --replicatons; the nearest is --replications' \
	sim friday-night --replicatons=3
says 'list: unknown option -x; see `conductor list --help`' list a -x
says 'sim: --jobs needs a value: N; see `conductor sim --help`' sim x --jobs
says 'why: --json takes no value; see `conductor why --help`' why a b --json=1
says 'traces fit: --seed takes a whole number, not "x"; see `conductor traces fit --help`' \
	traces fit a --seed x
says 'sim: --jobs takes a whole number from 1 to 1024, not "1025"; see `conductor sim --help`' \
	sim x --jobs 1025
says 'replay: --from takes RFC 3339 or epoch seconds, not "noon"; see `conductor replay --help`' \
	replay x --from noon
says 'invoice: --lang takes en or de, not "fr"; see `conductor invoice --help`' \
	invoice a --lang fr
says 'traces import: --columns knows world, player, start, stop, ram_mb and owner; see `conductor traces import --help`' \
	traces import logs -o s.csv --columns wrld=x
says 'quote: --set takes KEY=VALUE, not "x"; see `conductor quote --help`' \
	quote friday-night 4GB --set x
says 'traces generate: -o FILE is needed; see `conductor traces generate --help`' \
	traces generate m --from 0 --to 1
says 'check: at least one file is needed; see `conductor check --help`' check
ls >left
if grep -v -x -E '(bad|none)\.(csv|json|db)|help|commands|output|errors|left' left; then
	echo "left behind"
	exit 1
fi
