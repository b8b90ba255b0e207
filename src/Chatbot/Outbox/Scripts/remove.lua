-- The first reply of a conversation leaves the outbox. KEYS: lease, replies, attempt, due. ARGV: token, sequence, now (ms), conversation.
-- Gives 1 when there is another, else 0.
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
local reply = redis.call('LINDEX', KEYS[2], 0)
if not reply or struct.unpack('>I8', reply) ~= tonumber(ARGV[2]) then return 0 end
redis.call('LPOP', KEYS[2])
redis.call('DEL', KEYS[3])
if redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('ZADD', KEYS[4], ARGV[3], ARGV[4])
  return 1
end
redis.call('ZREM', KEYS[4], ARGV[4])
return 0
