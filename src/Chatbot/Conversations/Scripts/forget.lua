-- A conversation is forgotten, and what waits to be sent in it.
-- KEYS: state, seen, line, replies, attempt, due. ARGV: conversation.
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5])
return redis.call('ZREM', KEYS[6], ARGV[1])
