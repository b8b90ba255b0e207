using System.Text.Json.Nodes;
using Chatbot.Conversations;
using Chatbot.Storage;

namespace Chatbot.Membership.Registering;

/// <summary>
/// Where people heard of us: the code that their message carries (a letter, an event, an agent), or the advertisement they tapped. Kept until
/// they register; a code counts more than an advertisement, and the latest one more than an older one.
/// </summary>
internal sealed class Referrals(Database database, TimeProvider clock)
{
    private const int LongestSource = 60;

    // A letter of last year did not bring somebody today.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <summary>Looks at a message before it is answered.</summary>
    public async Task NoteAsync(Activity activity, string personId, bool isFirst, CancellationToken cancellationToken)
    {
        if (CampaignWord.Read(activity.Text ?? "").Code is { } code) await PutAsync(personId, code, "code", cancellationToken);
        else if (isFirst && Advertisement(activity) is { } advertisement) await PutAsync(personId, advertisement, "advertisement", cancellationToken);
    }

    /// <summary>Where the person came from; empty when nobody knows.</summary>
    public async Task<string> OfAsync(DbSession session, string personId, CancellationToken cancellationToken) =>
        await Source(session, personId).FirstAsync(cancellationToken) ?? "";

    /// <summary>The same, asked along with others.</summary>
    public QueuedStatement<string> Source(DbSession session, string personId) =>
        session.Queue<string>(
            "SELECT source FROM referrals WHERE person_id = @personId AND at > @Since",
            new { personId, Since = (clock.GetUtcNow() - Remembered).ToUnixTimeMilliseconds() });

    private Task<int> PutAsync(string personId, string source, string kind, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO referrals (person_id, source, kind, at) VALUES (@personId, @source, @kind, @At)
                ON CONFLICT (person_id) DO UPDATE SET source = excluded.source, kind = excluded.kind, at = excluded.at
                """,
                new { personId, source, kind, At = clock.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);

    // https://www.twilio.com/docs/messaging/api/message-resource: ReferralSourceId is the advertisement's id, ReferralHeadline its title.
    private static string? Advertisement(Activity activity)
    {
        if (activity.ChannelData?["referral"] is not JsonObject referral) return null;
        var said = Text(referral, "source_id") ?? Text(referral, "headline") ?? Text(referral, "source_url");
        return said is null ? null : "iklan:" + (said.Length > LongestSource ? said[..LongestSource] : said);
    }

    private static string? Text(JsonObject referral, string name) =>
        referral[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
