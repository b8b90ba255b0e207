-- Takes all replies of a conversation. KEYS: replies, attempt, due. ARGV: conversation.
local replies = redis.call('LRANGE', KEYS[1], 0, -1)
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('ZREM', KEYS[3], ARGV[1])
return replies
