-- The first reply of a conversation waits, or its attempt is to be settled, from then on.
-- KEYS: lease, replies, attempt, due. ARGV: token, sequence, state, due (ms), settles, conversation. Gives 1, or 0 when it is not ours.
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
local reply = redis.call('LINDEX', KEYS[2], 0)
if not reply or struct.unpack('>I8', reply) ~= tonumber(ARGV[2]) then return 0 end
if redis.call('HGET', KEYS[3], 'sequence') == ARGV[2] then
  redis.call('HSET', KEYS[3], 'state', ARGV[3], 'settles', ARGV[5])
end
redis.call('ZADD', KEYS[4], ARGV[4], ARGV[6])
return 1
