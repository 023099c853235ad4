# trial.pl - a command tried within limits in a place of its own, and what is
# wrong with its end, for the scripts beside it.
use strict;
use warnings;
use File::Copy qw(copy);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use POSIX ();
use Time::HiRes ();

# The status of a command ("signal 11", "no end, or no memory" if it has none)
# and what it said on standard error; what it printed is in the file `out`.
# A first word "<FILE" is its standard input.  Limits: seconds, MB of memory
# (0: none), and a list of the descriptors that are closed.
sub try {
	my ($dir, $limits, $out, @command) = @_;
	my $input = '/dev/null';
	@command = grep { !/^<(.*)/ || (($input = $1), 0) } @command;
	my $pid = fork // die;
	if ($pid == 0) {
		chdir $dir or die;
		open STDIN, '<', $input or die;
		open STDOUT, '>', $out or die;
		open STDERR, '>', 'stderr' or die;
		@command = ('sh', '-c', 'ulimit -v ' . $limits->{memory} *
			1000 . '; exec "$@"', 'sh', @command)
			if $limits->{memory};
		alarm $limits->{seconds}; # lasts beyond exec
		POSIX::close($_) for @{$limits->{closed} // []};
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

# What a command says when it fails, without what it may say besides: where
# several files are read each has its line, and what was done is told.
sub last_words {
	my ($text, @command) = @_;
	my ($name) = grep { !/^</ } @command;
	$text =~ s/\n(?=conductor: )/; /g if $name =~ /^(?:check|scenarios)$/;
	$text =~ s/^(?!conductor: )\w+ [^\n]*\n//mg if $name eq 'traces';
	return $text;
}

# --- places -------------------------------------------------------------------
#
# A place is a directory with what is in `good`, where a command is tried; what
# it changed there is found, judged, and undone.  All have names of the same
# length, because names are in what is printed.

# What every file looks like from outside, by its path; beside the files that
# are the trial's own.
sub looks {
	my ($dir) = @_;
	my (%found, @folders);
	@folders = ('');
	while (defined(my $folder = shift @folders)) {
		opendir my $list, "$dir/$folder" or next;
		for my $name (readdir $list) {
			next if $name =~ /^\.\.?$/ || $folder eq '' &&
				$name =~ /^(?:out|stderr|count)$/;
			my $path = $folder eq '' ? $name : "$folder/$name";
			my @facts = Time::HiRes::lstat("$dir/$path") or next;
			my $folder = ($facts[2] & 0170000) == 0040000;
			push @folders, $path if $folder;
			$found{$path} = $folder ? 'folder'
				: join ' ', @facts[1, 2, 7, 9];
		}
	}
	return \%found;
}

sub open_place {
	my ($good) = @_;
	my $dir = tempdir(CLEANUP => 1) . '/place';
	mkdir $dir or die;
	system('cp', '-r', '--', glob("$good/*"), $dir) == 0 or die;
	mkdir "$dir/tmp" or die;
	return {good => $good, dir => $dir, looks => looks($dir)};
}

# What is in a file, but for what a clock or this machine put there.
sub content_of {
	my ($path) = @_;
	open my $file, '<:raw', $path or return '';
	local $/;
	my $text = <$file> // '';
	$text =~ s/"(?:wall_seconds|load_seconds|events_per_second|
		peak_rss_mb)":[^\n]*//gx;
	return $text;
}

# What differs from `good`: the content by path, undef where it is gone.
sub changes {
	my ($place) = @_;
	my ($then, $now) = ($place->{looks}, looks($place->{dir}));
	my %changed;
	for my $path (keys %$now) {
		next if ($then->{$path} // '') eq $now->{$path};
		my $text = $now->{$path} eq 'folder' ? 'folder'
			: content_of("$place->{dir}/$path");
		$changed{$path} = $text unless exists $then->{$path} &&
			$text eq content_of("$place->{good}/$path");
	}
	exists $now->{$_} or $changed{$_} = undef for keys %$then;
	return \%changed;
}

sub restore_place {
	my ($place) = @_;
	my ($dir, $then, $now) = ($place->{dir}, $place->{looks},
		looks($place->{dir}));
	for my $path (sort keys %$now) {
		remove_tree("$dir/$path") unless exists $then->{$path};
	}
	for my $path (sort keys %$then) {
		next if ($now->{$path} // '') eq $then->{$path};
		if ($then->{$path} eq 'folder') {
			make_path("$dir/$path");
		} else {
			copy("$place->{good}/$path", "$dir/$path") or die $path;
		}
	}
	$place->{looks} = looks($dir);
}

# What the command prints and leaves when nothing is wrong, of two runs: what
# differs between them is of no interest (undef).
sub right_answer {
	my ($good, $attempt) = @_;
	my @answers;
	for (0 .. 1) {
		my $place = open_place($good);
		my ($status, $said) = $attempt->($place->{dir});
		push @answers, {status => $status, said => $said,
			printed => content_of("$place->{dir}/out"),
			files => changes($place)};
	}
	my ($right, $again) = @answers;
	for my $path (keys %{$right->{files}}) {
		$right->{files}{$path} = undef
			if $right->{files}{$path} ne $again->{files}{$path};
	}
	$right->{printed} = undef if $right->{printed} ne $again->{printed};
	return $right;
}

# What is wrong with the files that a command left, or ''.  A command that
# failed leaves nothing, or what it should.
sub judge_files {
	my ($ended, $right, $changed) = @_;
	my $want = $right->{files};
	# what is added to a run, and listed before
	my $later = qr/(?:report|compare|plan|o)(?:\.de)?\.html$|(?:figures|compare)\.csv$/;
	# what a sweep has played so far stays
	delete @$changed{grep { /\.db-work(?:-journal)?$/ } keys %$changed}
		if $ended ne '0';
	for my $path (sort keys %$changed) {
		next if $ended ne '0' && $path =~ /manifest\.sha256$/;
		return "$path is left behind" if !exists $want->{$path};
		if (!defined $changed->{$path}) {
			next if $ended ne '0' && $path =~ $later;
			return "$path is gone";
		}
		return "$path is another" if defined $want->{$path} &&
			$changed->{$path} ne $want->{$path};
	}
	return '' if $ended ne '0' && !%$changed;
	for my $path (sort keys %$want) {
		next if exists $changed->{$path};
		return "$path is missing" if $ended eq '0' || $path !~ $later;
	}
	return '';
}

# --- many ---------------------------------------------------------------------

# The number of what goes wrong in a trial, of `all`: each of the first ones,
# then fewer and fewer.
sub choose_number {
	my ($trial, $count, $all) = @_;
	return 1 + $trial if $trial < $count / 3;
	return 1 + int exp rand log $all;
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

# The lines of comment at the beginning of the script.
sub usage {
	open my $self, '<', $0 or die;
	while (<$self>) {
		next if /^#!/;
		last unless s/^# ?//;
		print;
	}
	exit $_[0];
}

1;
