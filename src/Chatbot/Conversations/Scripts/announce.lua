-- A message has arrived and waits behind others in its copy: it takes its place in the line.
-- KEYS: line. ARGV: message, milliseconds the place counts.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
redis.call('HSETNX', KEYS[1], ARGV[1], string.format('%.0f:%.0f', now, now + ARGV[2] * 1000))
redis.call('PEXPIRE', KEYS[1], 10000)
return 1
