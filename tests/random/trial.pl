# trial.pl - a command tried within limits, for the scripts beside it.
use strict;
use warnings;
use File::Path qw(remove_tree);
use File::Temp qw(tempdir);

# The status of a command ("signal 11", "no end, or no memory" if it has none)
# and what it said on standard error; what it printed is in the file `out`.
# Limits: seconds, and MB of memory (0: none).
sub try {
	my ($dir, $limits, $out, @command) = @_;
	my $pid = fork // die;
	if ($pid == 0) {
		chdir $dir or die;
		open STDIN, '<', '/dev/null';
		open STDOUT, '>', $out or die;
		open STDERR, '>', 'stderr' or die;
		@command = ('sh', '-c', 'ulimit -v ' . $limits->{memory} *
			1000 . '; exec "$@"', 'sh', @command)
			if $limits->{memory};
		alarm $limits->{seconds}; # lasts beyond exec
		exec { $command[0] } @command;
		die "$command[0]: $!\n";
	}
	waitpid $pid, 0;
	my $status = $? & 127 ? 'signal ' . ($? & 127) : $? >> 8;
	$status = 'no end, or no memory' if $status =~ /^signal (?:9|14)$/;
	open my $file, '<', "$dir/stderr" or die;
	local $/;
	return ($status, <$file> // '');
}

# What is wrong with the way a command ended, or ''.
sub judge_end {
	my ($command, $status, $text) = @_;
	return "$command: $status" unless $status =~ /^[012]$/;
	return "$command: status $status and not one line: $text"
		if $status && $text !~ /\Aconductor: [^\n]+\n\z/;
	return '';
}

# A directory with what is in `good`.  All have the same length of name.
sub fresh_place {
	my ($good) = @_;
	my $dir = tempdir(CLEANUP => 1) . '/place';
	mkdir $dir or die;
	system('cp', '-r', '--', glob("$good/*"), $dir) == 0 or die;
	return $dir;
}

# What is not in `good` is taken away again.  Returns what that was.
sub clear_place {
	my ($good, $dir) = @_;
	opendir my $list, $dir or die;
	my @more = grep { !/^\.\.?$/ && !-e "$good/$_" } readdir $list;
	remove_tree("$dir/$_") for @more;
	return sort @more;
}

# Calls trial(N) -> (fault, counts) for the numbers, in so many processes;
# prints the faults and returns how many, and the sum of the counts.
sub try_all {
	my ($first, $count, $jobs, $trial) = @_;
	my ($faults, $sum, @children) = (0, 0);
	for my $job (0 .. $jobs - 1) {
		open my $child, '-|' // die or do {
			for (my $n = $first + $job; $n < $first + $count;
				$n += $jobs) {
				my ($fault, $counts) = $trial->($n);
				$fault =~ s/\s*\n\s*/ | /g;
				print "$n\t$counts\t$fault\n";
			}
			exit 0;
		};
		push @children, $child;
	}
	for my $child (@children) {
		while (<$child>) {
			chomp;
			my ($number, $counts, $fault) = split /\t/, $_, 3;
			$sum += $counts;
			next if $fault eq '';
			$faults++;
			print "seed $number: $fault\n";
		}
	}
	return ($faults, $sum);
}

1;
