-- One turn: state, «seen» and replies, whole or not at all.
-- KEYS: state, seen, line, replies, due.
-- ARGV: message, expected version, state, now (ms), seen: forget before (ms), seen: expires in (ms), state: expires in (ms),
--       conversation, then the replies.
-- Gives 1 seen before, 2 another version; committed: 0, or below it the sequence of the first of these replies when nothing waits before it.
if redis.call('ZSCORE', KEYS[2], ARGV[1]) then return 1 end
local head = redis.call('GETRANGE', KEYS[1], 0, 15)
local version, sequence = 0, 1
if #head == 16 then version, sequence = struct.unpack('>I8I8', head) end
if version ~= tonumber(ARGV[2]) then return 2 end
local replies = #ARGV - 8
redis.call('SET', KEYS[1], struct.pack('>I8I8', version + 1, sequence + replies) .. ARGV[3], 'PX', ARGV[7])
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[5])
redis.call('PEXPIRE', KEYS[2], ARGV[6])
redis.call('HDEL', KEYS[3], ARGV[1])
local first = 0
for i = 1, replies do
  local length = redis.call('RPUSH', KEYS[4], struct.pack('>I8', sequence + i - 1) .. ARGV[8 + i])
  if length == 1 then
    redis.call('ZADD', KEYS[5], ARGV[4], ARGV[8])
    first = sequence + i - 1
  end
end
return -first
