using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Reminders;

/// <summary>What dialogs have done about a person's reminders. Each is set to a value: done again it changes nothing.</summary>
internal sealed class ReminderActions(Database database, ReminderWishes wishes, Lazy<ReminderPlan> plan, Consents consents)
{
    public const string Words = "reminder_words";
    public const string PutOff = "put_off_reminders";
    public const string ToldPaid = "told_paid";
    public const string Wish = "reminder_wish";

    public const string LongestWish = "jam 19.00 WITA, akhir bulan, tidak hari Senin, Selasa, Jumat, penghasilan dari panen";
    public const string LongestDay = "30 September 2026";

    // Until the payment is recorded, or it is clear that it is not.
    private const int QuietDaysAfterPaying = 7;

    // A harvest is not tomorrow.
    private const int DaysToHarvest = 30;

    /// <summary>Does what a message says of reminders: <c>words</c>, or the message itself.</summary>
    public async Task<ActionResult> HearAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var text = context["words"] is { Length: > 0 } given ? given : context.Incoming.Text;
        var words = ReminderWords.Read(text, context.Incoming.Now, plan.Value.Hours.From, plan.Value.Hours.To);
        var today = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
        if (words.PutOff is { } day && !words.IsLater && (day <= today || day > today.AddDays(ReminderWords.MostDays))) return new ActionResult("too_long");
        var agreed = await consents.HoldsAsync(context.PersonId, ConsentPurpose.Reminders, cancellationToken);
        if (words.IsLater && agreed) return new ActionResult(words.IsHarvest ? "harvest" : "later");
        var (wish, zone) = await ChangeAsync(context.PersonId, words, cancellationToken);
        var values = Values(wish, zone);
        if (!agreed) return new ActionResult(words.IsUnderstood || context["words"].Length == 0 ? "ask" : "unclear", values);
        return new ActionResult(words.PutOff is not null ? "put_off" : words.IsUnderstood ? "changed" : IsWish(text) ? "unclear" : "menu", values);
    }

    /// <summary>To be reminded again in <c>days</c> days, or after the <c>harvest</c>.</summary>
    public async Task<ActionResult> PutOffAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (!await consents.HoldsAsync(context.PersonId, ConsentPurpose.Reminders, cancellationToken)) return new ActionResult("ask");
        var harvest = context["days"] == "harvest";
        var days = harvest ? DaysToHarvest : int.Parse(context["days"], NumberStyles.None, CultureInfo.InvariantCulture);
        var until = DateOnly.FromDateTime(context.Incoming.Now.DateTime).AddDays(days);
        return await SetAsync(
            context, wish => wish with { NotBefore = until, Asked = true, Rhythm = harvest ? ReminderStyle.Harvest : wish.Rhythm }, "done", cancellationToken);
    }

    /// <summary>He says that he has paid: it is quiet while the payment is on its way.</summary>
    public Task<ActionResult> PaidAsync(ActionContext context, CancellationToken cancellationToken) =>
        SetAsync(
            context,
            wish => wish with { NotBefore = DateOnly.FromDateTime(context.Incoming.Now.DateTime).AddDays(QuietDaysAfterPaying), Asked = false },
            "done",
            cancellationToken);

    /// <summary>What holds now.</summary>
    public Task<ActionResult> ShowAsync(ActionContext context, CancellationToken cancellationToken) =>
        SetAsync(context, null, "shown", cancellationToken);

    private async Task<ActionResult> SetAsync(
        ActionContext context, Func<ReminderWish, ReminderWish>? change, string outcome, CancellationToken cancellationToken)
    {
        var (wish, zone) = await ChangeAsync(context.PersonId, new ReminderWords(change, null, null, false, false), cancellationToken);
        return new ActionResult(outcome, Values(wish, zone));
    }

    private Task<(ReminderWish Wish, string Zone)> ChangeAsync(string personId, ReminderWords words, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (words.Zone is { } named)
                    await session.ExecuteAsync("UPDATE people SET zone = @named WHERE id = @personId", new { named, personId }, cancellationToken);
                var zone = await session.FirstAsync<string>("SELECT zone FROM people WHERE id = @personId", new { personId }, cancellationToken) ?? People.DefaultZone;
                if (words is { Change: null, PutOff: null }) return (await ReminderWishes.OfAsync(session, personId, cancellationToken), zone);
                var wish = await wishes.ChangeAsync(
                    session,
                    personId,
                    before =>
                    {
                        var changed = words.Change?.Invoke(before) ?? before;
                        return words.PutOff is { } day ? changed with { NotBefore = day, Asked = true } : changed;
                    },
                    cancellationToken);
                return (wish, zone);
            },
            cancellationToken);

    private Dictionary<string, string> Values(ReminderWish wish, string zone) => new()
    {
        ["keinginan_anda"] = ReminderWords.Say(wish, plan.Value.Usual, zone),
        ["sampai"] = wish.NotBefore is { } day ? CoverageMonth.InWords(day) : "",
    };

    // More than the word that opens the settings.
    private static bool IsWish(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > 2;
}
