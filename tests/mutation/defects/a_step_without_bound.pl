# engine/lives/rests.c rests_settle
# More worlds than a step has commands for are deleted in one step: the owners
# of all worlds of a dead node delete them before it is fenced.
s/output_room\(engine\) < commands\b/false/;
