-- The first waiting reply of a conversation with its attempts. KEYS: replies, attempt, due. ARGV: conversation.
local reply = redis.call('LINDEX', KEYS[1], 0)
if not reply then
  redis.call('ZREM', KEYS[3], ARGV[1])
  return false
end
local attempt = redis.call('HMGET', KEYS[2], 'sequence', 'state', 'attempts', 'settles', 'at')
local due = redis.call('ZSCORE', KEYS[3], ARGV[1])
if not due then
  due = '0'
  redis.call('ZADD', KEYS[3], 0, ARGV[1])
end
if tonumber(attempt[1] or 0) ~= struct.unpack('>I8', reply) then return {reply, due, 'waiting', '0', '0', '0'} end
return {reply, due, attempt[2], attempt[3], attempt[4], attempt[5]}
