-- A sign of life of a copy of the service, with how many partitions it drains. KEYS: copies.
-- ARGV: holder, length (ms), now (ms, 0: the server's), partitions it drains, partitions there are. With a length of 0 the copy is gone.
-- Gives how many copies there are, and how many partitions the others are short of an even share.
local now = tonumber(ARGV[3])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local others = {}
local signs = redis.call('HGETALL', KEYS[1])
for i = 1, #signs, 2 do
  local until_, drains = string.match(signs[i + 1], '^(%d+):(%d+)$')
  if signs[i] == ARGV[1] or tonumber(until_) <= now then
    redis.call('HDEL', KEYS[1], signs[i])
  else
    others[#others + 1] = tonumber(drains)
  end
end
if ARGV[2] == '0' then return {#others, 0} end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f:%s', now + ARGV[2], ARGV[4]))
local share = math.ceil(ARGV[5] / (#others + 1))
local short = 0
for _, drains in ipairs(others) do short = short + math.max(0, share - drains) end
return {#others + 1, short}
