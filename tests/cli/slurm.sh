#!/bin/bash
# slurm.sh CONDUCTOR SOURCE - the shipped files for clusters: a real Slurm array
# (slurmctld, slurmd and munge of its own, on loopback), GNU parallel, and the
# command line of the Kubernetes job, each merged, give the bytes of the local
# sweep.  Leaves no daemon behind.
set -euo pipefail
conductor=$1
cluster=$2/docs/cluster
missing=
for program in slurmctld slurmd sbatch munged parallel python3; do
	[ -n "$(PATH=$PATH:/usr/sbin command -v $program)" ] ||
		missing="$missing $program"
done
[ "$(id -u)" -eq 0 ] || missing="$missing root"
if [ -n "$missing" ]; then
	echo "skipped: needs$missing (packages-ci.txt)"
	exit 77
fi
PATH=$PATH:/usr/sbin
work=$(mktemp -d)
daemons=()
clean() {
	local daemon
	[ ${#daemons[@]} -eq 0 ] || kill "${daemons[@]}" 2>/dev/null || true
	for daemon in "${daemons[@]}"; do
		wait "$daemon" 2>/dev/null || true
	done
	rm -rf "$work"
}
trap clean EXIT
export CONDUCTOR_DATA="$2/scenarios" CONDUCTOR=$conductor
cd "$work"

fail() {
	echo "$@"
	tail -n 20 ./*.log
	exit 1
}

cat >night.json <<'END'
{ "extends": "friday-night.json", "name": "night", "replications": 2,
  "workload": { "counts": { "peak_worlds": 40,
    "worlds": { "living": 300, "dormant": 300 } } },
  "fleet": { "dedicated": [{ "type": "AX41", "count": 4 }] } }
END
sweep=(night.json --vary fleet.dedicated.0.count=3:6:1
	--vary 'policy.sleep_window=48h,"96h"')
"$conductor" sweep "${sweep[@]}" --out local.db >/dev/null

# merged PLACE: the parts that were written there are the local sweep
merged() {
	(cd "$1" && "$conductor" sweep merge part-*.db --out whole.db) \
		>/dev/null || fail "$1: cannot be merged"
	cmp local.db "$1/whole.db" || fail "$1: another file"
}

# --- Slurm
port() { # one that nobody listens on
	local port
	while port=$((20000 + RANDOM % 20000)) &&
		(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
		:
	done
	echo "$port"
}
host=$(hostname -s)
mkdir state spool array
head -c 1024 /dev/urandom >munge.key
chmod 600 munge.key
munged --foreground --force --socket="$work/munge.socket" --key-file="$work/munge.key" \
	--pid-file="$work/munged.pid" --log-file="$work/munged.log" \
	--seed-file="$work/munge.seed" >munge.log 2>&1 &
daemons+=($!)
cat >slurm.conf <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(port)
SlurmdPort=$(port)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
CryptoType=crypto/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmdSpoolDir=$work/spool
StateSaveLocation=$work/state
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 CoresPerSocket=2 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF=$work/slurm.conf
tries=0
until [ -S munge.socket ]; do
	[ $((tries += 1)) -lt 300 ] || fail "munged does not start"
	sleep 0.1
done
slurmctld -D -f "$SLURM_CONF" >slurmctld.log 2>&1 &
daemons+=($!)
slurmd -D -f "$SLURM_CONF" -N "$host" >slurmd.log 2>&1 &
daemons+=($!)
tries=0
until [ "$(sinfo -h -o %T 2>/dev/null || true)" = idle ]; do
	[ $((tries += 1)) -lt 300 ] || fail "Slurm does not start"
	sleep 0.1
done
cp night.json array/
(cd array && sbatch --wait --array=1-3 "$cluster/sweep.sbatch" \
	"${sweep[@]}") >submitted.log 2>&1 ||
	{ cat array/*.log && fail "the array failed"; }
merged array
[ "$(find array -name 'part-*.db' | wc -l)" -eq 3 ] || fail "not three parts"

# --- GNU parallel
mkdir parallel
cp night.json parallel/
(cd parallel && "$cluster/sweep-parallel.sh" 2 "${sweep[@]}" >parts.log) ||
	fail "parallel failed"
merged parallel

# --- Kubernetes: there is no cluster here.  The file is sound, and what its
# pods run, with the variables that Kubernetes sets, does it
mkdir pods
cp night.json pods/
python3 - "$cluster/sweep-job.yaml" <<'END' >pod
import shlex, sys, yaml
job = yaml.safe_load(open(sys.argv[1]))
assert job["apiVersion"] == "batch/v1" and job["kind"] == "Job"
spec = job["spec"]
assert spec["completionMode"] == "Indexed"
pod = spec["template"]["spec"]
assert pod["restartPolicy"] in ("OnFailure", "Never")
(box,) = pod["containers"]
shards = {e["name"]: e["value"] for e in box["env"]}["SHARDS"]
assert spec["completions"] == int(shards)
volumes = {v["name"] for v in pod["volumes"]}
assert {m["name"] for m in box["volumeMounts"]} <= volumes
assert box["workingDir"] in {m["mountPath"] for m in box["volumeMounts"]}
assert "--vary" in box["args"]
print(shlex.join(box["command"]))
END
for index in 0 1 2 3; do
	(cd pods && eval "JOB_COMPLETION_INDEX=$index SHARDS=4 $(cat ../pod)" \
		'"${sweep[@]}"' >>pods.log) || fail "pod $index failed"
done
merged pods
echo "a Slurm array, parallel and four pods give the local file"
