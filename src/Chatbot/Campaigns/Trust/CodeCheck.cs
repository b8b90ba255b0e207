using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Programs;
using Chatbot.Storage;

namespace Chatbot.Campaigns.Trust;

/// <summary>Tells whether a message with a code is ours, and whether we sent it to whoever asks: a code can be copied, a record of ours cannot.</summary>
internal sealed class CodeCheck(Database database)
{
    public const string Action = "check_code";

    /// <summary>The longest date that is said.</summary>
    public const string LongestDate = "30 September 2026";

    private const int LongestCode = 20;

    public async Task<ActionResult> PerformAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var code = context["kode"].Trim().ToUpperInvariant();
        if (code.Length == 0) return new ActionResult("no_code");
        var (campaign, sentAt) = await database.ReadAsync(
            async session =>
            {
                var found = await CampaignBook.WithCheckAsync(session, code, cancellationToken);
                var at = found is null ? null : await session.FirstAsync<long?>(
                    "SELECT MAX(ended_at) FROM campaign_recipients WHERE campaign = @Number AND person_id = @PersonId AND state = 'sent'",
                    new { found.Number, context.PersonId },
                    cancellationToken);
                return (found, at);
            },
            cancellationToken);
        // What nobody has been sent yet is nobody's message.
        if (campaign?.StartedAt is null) return Result("unknown", code, "");
        return sentAt is { } ms
            ? Result("yours", code, CoverageMonth.InWords(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(context.Incoming.Now.Offset).DateTime)))
            : Result("not_yours", code, "");
    }

    private static ActionResult Result(string outcome, string code, string date) =>
        new(outcome, new Dictionary<string, string> { ["code"] = code.Length > LongestCode ? code[..LongestCode] : code, ["date"] = date });
}
