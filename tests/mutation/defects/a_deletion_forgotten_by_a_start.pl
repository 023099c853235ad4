# engine/lives/starts.c start_fails
# The first start of a world fails after its owner has deleted it: it stays in
# the archive, registered, for ever.
s/(REASON_CRASH\))(;\s*else)/$1, world_rested(engine, id)$2/;
