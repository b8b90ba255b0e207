-- State and «seen», and whether it is this message's turn: those of one conversation come in the order in which they arrived, whichever
-- copy has them. Who has given no sign of life for a while is not waited for; the version in the commit is what keeps turns apart.
-- KEYS: state, seen, line. ARGV: message, milliseconds a place in the line counts, 1 to go on whoever is before.
-- Gives {0 go on | 1 seen | 2 wait, state or nothing}.
if redis.call('ZSCORE', KEYS[2], ARGV[1]) then return {1, redis.call('GET', KEYS[1])} end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local places = redis.call('HGETALL', KEYS[3])
local mine
for i = 1, #places, 2 do
  if places[i] == ARGV[1] then mine = tonumber(string.match(places[i + 1], '^%d+')) end
end
mine = mine or now
redis.call('HSET', KEYS[3], ARGV[1], string.format('%.0f:%.0f', mine, now + ARGV[2] * 1000))
redis.call('PEXPIRE', KEYS[3], 10000)
if ARGV[3] ~= '1' then
  for i = 1, #places, 2 do
    local arrived, until_ = string.match(places[i + 1], '^(%d+):(%d+)$')
    if places[i] ~= ARGV[1] and tonumber(arrived) < mine and tonumber(until_) > now then return {2, false} end
  end
end
return {0, redis.call('GET', KEYS[1])}
