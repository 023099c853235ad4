#!/bin/sh
# tiny_windows.sh CONDUCTOR SOURCE - what `check` calls sound gets its page,
# however short the window is and however little happens in it.
set -eu
conductor=$1
export CONDUCTOR_DATA="$2/scenarios"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >one.csv <<'END'
world,start,stop,ram_mb
a,2024-11-08T18:00:00Z,2024-11-08T19:00:00Z,4096
END
cat >tiny.json <<'END'
{
	"name": "tiny",
	"window": { "from": "2024-11-08T18:00:00Z", "to": "2024-11-08T18:01:00Z" },
	"workload": { "sessions": "one.csv" },
	"fleet": { "dedicated": [ { "type": "AX102", "count": 1 } ] }
}
END
"$conductor" check tiny.json >/dev/null
for end in 18:01:00 18:00:01 18:00:00.001; do
	"$conductor" sim tiny.json --no-advice --set "window.to=2024-11-08T${end}Z" \
		--out "until-$end" >/dev/null
	if ! grep -q '</html>' "until-$end/report.html"; then
		echo "a window until $end has no page"
		exit 1
	fi
	echo "a window until $end has its page"
done
