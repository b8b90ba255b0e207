-- Whether nobody has the lease of a partition. KEYS: lease. ARGV: now (ms, 0: the server's). Gives 1 or 0.
local now = tonumber(ARGV[1])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
return tonumber(redis.call('HGET', KEYS[1], 'until') or 0) <= now and 1 or 0
