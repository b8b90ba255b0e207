using System.Globalization;
using Chatbot.Storage;

namespace Chatbot.Reminders;

/// <summary>What people want of reminders, as they last said it.</summary>
internal sealed class ReminderWishes(TimeProvider clock)
{
    /// <summary>Columns for <see cref="Row"/>.</summary>
    public const string Columns =
        "wishes.hour AS Hour, wishes.weekdays AS Weekdays, wishes.day_of_month AS DayOfMonth, wishes.not_before AS NotBefore, wishes.rhythm AS Rhythm, wishes.asked AS Asked";

    /// <summary>The person's; what was never said is the usual.</summary>
    public static async Task<ReminderWish> OfAsync(DbSession session, string personId, CancellationToken cancellationToken) =>
        (await session.FirstAsync<Row>(
            $"SELECT {Columns} FROM reminder_wishes AS wishes WHERE person_id = @personId", new { personId }, cancellationToken))?.Wish ?? ReminderWish.None;

    /// <summary>Changes it; the same change again does nothing.</summary>
    public async Task<ReminderWish> ChangeAsync(
        DbSession session, string personId, Func<ReminderWish, ReminderWish> change, CancellationToken cancellationToken)
    {
        var wish = change(await OfAsync(session, personId, cancellationToken));
        await session.ExecuteAsync(
            """
            INSERT INTO reminder_wishes (person_id, hour, weekdays, day_of_month, not_before, rhythm, asked, changed_at)
            VALUES (@personId, @Hour, @Weekdays, @DayOfMonth, @NotBefore, @Rhythm, @Asked, @Now)
            ON CONFLICT (person_id) DO UPDATE SET hour = excluded.hour, weekdays = excluded.weekdays, day_of_month = excluded.day_of_month,
                not_before = excluded.not_before, rhythm = excluded.rhythm, asked = excluded.asked, changed_at = excluded.changed_at
            """,
            new
            {
                personId,
                Hour = wish.At?.ToString("HH:mm", CultureInfo.InvariantCulture),
                Weekdays = string.Concat(wish.Unwanted.Order().Select(day => (char)('0' + (int)day))),
                DayOfMonth = (long?)wish.DayOfMonth,
                NotBefore = wish.NotBefore?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Rhythm = wish.Rhythm.ToString(),
                Asked = wish.Asked ? 1L : 0L,
                Now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);
        return wish;
    }

    /// <summary>As stored; all null for who has said nothing.</summary>
    public sealed record Row(string? Hour, string? Weekdays, long? DayOfMonth, string? NotBefore, string? Rhythm, long? Asked)
    {
        public ReminderWish Wish => new(
            Hour is null ? null : TimeOnly.ParseExact(Hour, "HH:mm", CultureInfo.InvariantCulture),
            (Weekdays ?? "").Select(digit => (DayOfWeek)(digit - '0')).ToHashSet(),
            NotBefore is null ? null : DateOnly.ParseExact(NotBefore, "yyyy-MM-dd", CultureInfo.InvariantCulture))
        {
            Asked = Asked != 0,
            DayOfMonth = (int?)DayOfMonth,
            Rhythm = Rhythm is null ? ReminderStyle.Monthly : Enum.Parse<ReminderStyle>(Rhythm),
        };
    }
}
