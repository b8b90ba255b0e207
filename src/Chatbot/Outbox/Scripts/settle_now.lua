-- An unknown attempt is settled now. KEYS: attempt, due. ARGV: id, now (ms), conversation.
local attempt = redis.call('HMGET', KEYS[1], 'id', 'state')
if attempt[1] == ARGV[1] and attempt[2] == 'unknown' then redis.call('ZADD', KEYS[2], 'XX', 'LT', ARGV[2], ARGV[3]) end
return 1
