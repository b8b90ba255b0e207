-- Takes or renews the lease of a partition. A new holder's token is larger than any before, also when Redis has lost its data.
-- KEYS: lease. ARGV: holder, length (ms), now (ms, 0: the server's).
-- Gives the token, or 0 when another has it.
local now = tonumber(ARGV[3])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local lease = redis.call('HMGET', KEYS[1], 'holder', 'token', 'until')
local token = tonumber(lease[2] or 0)
if lease[1] ~= ARGV[1] then
  if lease[1] and tonumber(lease[3]) > now then return 0 end
  token = math.max(token + 1, now)
end
redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'token', string.format('%.0f', token), 'until', string.format('%.0f', now + ARGV[2]))
return token
