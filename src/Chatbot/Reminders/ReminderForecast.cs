using Chatbot.Privacy.Access;

namespace Chatbot.Reminders;

/// <summary>How many people will hear of it on a day, as it looks now.</summary>
/// <param name="Day">At their place.</param>
/// <param name="Zone">Of these people.</param>
/// <param name="People">Each gets one message, about however many workers.</param>
/// <param name="Rules">Workers by rule.</param>
internal sealed record ForecastDay(DateOnly Day, TimeZoneInfo Zone, long People, IReadOnlyDictionary<string, long> Rules);

/// <summary>Plans the next days without writing anything: what goes if nobody pays and nobody changes a wish until then.</summary>
internal sealed class ReminderForecast(ReminderFacts facts, ReminderPlan plan, TimeProvider clock)
{
    /// <param name="scope">Whose people.</param>
    /// <param name="days">From today on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<ForecastDay>> OfAsync(StaffScope scope, int days, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var told = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var forecast = new List<ForecastDay>();
        for (var ahead = 0; ahead < days; ahead++)
        {
            var at = ahead == 0 ? now : Morning(now, ahead);
            var due = new List<(ReminderFact Fact, DueReminder Due)>();
            await foreach (var page in facts.DueAsync(at, scope, cancellationToken))
            {
                var ended = await facts.EndedAsync([.. page.Select(fact => fact.WorkerId)], cancellationToken);
                foreach (var fact in page)
                {
                    var local = fact.LocalAt(at);
                    var last = told.TryGetValue(fact.PersonId, out var day) ? day : fact.LastSent;
                    if (plan.DueOn(fact.On(DateOnly.FromDateTime(local)), fact.Wish, last, local) is not { } one || ended.Contains(one.Key)) continue;
                    if (done.Add(one.Key)) due.Add((fact, one));
                }
            }

            foreach (var (fact, one) in due) told[fact.PersonId] = DateOnly.FromDateTime(one.SendAt);
            forecast.AddRange(due.GroupBy(one => (Day: DateOnly.FromDateTime(one.Due.SendAt), Zone: one.Fact.Zone.Id)).Select(same => new ForecastDay(
                same.Key.Day,
                same.First().Fact.Zone,
                same.Select(one => one.Fact.PersonId).Distinct(StringComparer.Ordinal).Count(),
                same.CountBy(one => one.Due.Rule.Id).ToDictionary(one => one.Key, one => (long)one.Value))));
        }

        return [.. forecast.OrderBy(day => day.Day).ThenBy(day => day.Zone.BaseUtcOffset)];
    }

    // A day has begun everywhere, and no hour of sending in any zone.
    private static DateTimeOffset Morning(DateTimeOffset now, int ahead)
    {
        var west = now.ToOffset(TimeSpan.FromHours(7));
        return new DateTimeOffset(west.Date.AddDays(ahead).AddMinutes(30), TimeSpan.FromHours(7)).ToUniversalTime();
    }
}
