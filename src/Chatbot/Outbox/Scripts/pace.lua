-- The next place of a sender of ours: what leaves is spaced evenly over all copies. The server's clock counts.
-- KEYS: pace. ARGV: length (microseconds), pause before it (microseconds; 0 none). Gives how long to wait (microseconds).
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local free = tonumber(redis.call('GET', KEYS[1]) or 0)
local start = math.max(free, now + ARGV[2])
redis.call('SET', KEYS[1], string.format('%.0f', start + ARGV[1]), 'PX', 3600000)
return start - now
