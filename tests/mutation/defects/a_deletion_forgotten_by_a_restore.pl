# engine/lives/recovery.c strand_world
# The node to which a world is restored dies after its owner has deleted it:
# its data stay in the archive for ever.
s/(WORLD_ARCHIVED, .*?\);)/$1
		if ((world->flags & WORLD_WANTED) == 0)
			world_rested(engine, id);/s;
