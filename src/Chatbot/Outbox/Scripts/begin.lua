-- Notes an attempt before it is made. KEYS: lease, replies, attempt, due. ARGV: token, sequence, id, now (ms), conversation.
-- Gives 1, or 0 when it must not be made.
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
local reply = redis.call('LINDEX', KEYS[2], 0)
if not reply or struct.unpack('>I8', reply) ~= tonumber(ARGV[2]) then return 0 end
local attempts = 0
local before = redis.call('HMGET', KEYS[3], 'sequence', 'state', 'attempts')
if before[1] == ARGV[2] then
  if before[2] ~= 'waiting' then return 0 end
  attempts = tonumber(before[3])
end
local due = redis.call('ZSCORE', KEYS[4], ARGV[5])
if due and tonumber(due) > tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[3], 'sequence', ARGV[2], 'id', ARGV[3], 'state', 'open', 'attempts', attempts + 1, 'settles', 0, 'at', ARGV[4])
return 1
