using System.Data.Common;
using Chatbot.Dialogs;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Storage;

namespace Chatbot.Conversations.Unanswered;

/// <summary>A turn whose message got no answer of its own.</summary>
/// <param name="Activity">What came.</param>
/// <param name="PersonId">From whom.</param>
/// <param name="Why">Why it got none.</param>
internal sealed record MissedTurn(Activity Activity, string PersonId, Miss Why);

/// <summary>Hears of turns that missed, after their commit.</summary>
internal delegate Task OnMissed(MissedTurn turn, CancellationToken cancellationToken);

/// <summary>What was done with a question.</summary>
internal enum QuestionState
{
    Open,

    /// <summary>An example was drafted for it.</summary>
    Taught,

    /// <summary>It is nothing that Jaka should answer.</summary>
    NotOurs,
}

/// <summary>A question without an answer of its own, masked.</summary>
/// <param name="Id">Of the message.</param>
/// <param name="PersonId">Whose; only to count people.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Why">Why it got none.</param>
/// <param name="Text">Without numbers and names.</param>
/// <param name="State">What was done with it.</param>
/// <param name="At">UTC.</param>
internal sealed record UnansweredQuestion(string Id, string PersonId, string Channel, Miss Why, string Text, QuestionState State, DateTimeOffset At);

/// <summary>Keeps what Jaka could not answer, masked and encrypted, for who teaches him; it goes with the person and with age.</summary>
internal sealed partial class UnansweredQuestions(
    Database database, PersonalData personalData, IEnumerable<KnownWord> known, TimeProvider clock, ILogger<UnansweredQuestions> logger)
{
    internal const string Purpose = "unanswered";

    private const int LongestText = 300;

    private const int MostRows = 3_000;

    /// <summary>Keeps the question of a turn; once, however often it is told.</summary>
    public async Task HearAsync(MissedTurn turn, CancellationToken cancellationToken)
    {
        var text = turn.Activity.Text?.Trim() ?? "";
        if (turn.Activity.Type != "message" || text.Length < 3) return;
        var masked = QuestionMask.Of(text.Length > LongestText ? text[..LongestText] : text, turn.Activity.From.Name ?? "", word => known.Any(knows => knows(word)));
        try
        {
            await database.WriteAsync(
                Isolation.ReadCommitted,
                session => session.ExecuteAsync(
                    """
                    INSERT INTO unanswered_questions (id, person_id, our_address, channel, kind, content, state, at)
                    VALUES (@Id, @PersonId, @Ours, @ChannelId, @Kind, @Content, 'open', @At)
                    ON CONFLICT (id) DO NOTHING
                    """,
                    new
                    {
                        turn.Activity.Id,
                        turn.PersonId,
                        Ours = turn.Activity.Recipient.Id,
                        turn.Activity.ChannelId,
                        Kind = Word(turn.Why),
                        Content = personalData.Encrypt(Purpose, masked),
                        At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    },
                    cancellationToken),
                cancellationToken);
        }
        catch (DbException error)
        {
            // The turn is committed and its answer goes out; a question less to learn from hurts nobody.
            LogLost(logger, error, turn.Activity.Id);
        }
    }

    /// <summary>Questions to the organisation since then, the newest first.</summary>
    public async Task<IReadOnlyList<UnansweredQuestion>> ListAsync(StaffScope scope, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (scope.IsNarrow) return [];
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                $"""
                SELECT id, person_id AS PersonId, channel, kind, content, state, at FROM unanswered_questions
                WHERE at >= @Since AND {StaffScope.OwnsAddressOfMany("our_address")} ORDER BY at DESC, id LIMIT {MostRows}
                """,
                new { Since = since.ToUnixTimeMilliseconds(), scope.Organisation },
                cancellationToken),
            cancellationToken);
        return [.. rows.Select(row => new UnansweredQuestion(
            row.Id, row.PersonId, row.Channel, WhyOf(row.Kind), personalData.DecryptText(Purpose, row.Content), StateOf(row.State), DateTimeOffset.FromUnixTimeMilliseconds(row.At)))];
    }

    /// <summary>Says what was done with questions of the organisation.</summary>
    public Task MarkAsync(StaffScope scope, IReadOnlyCollection<string> ids, QuestionState state, CancellationToken cancellationToken) =>
        scope.IsNarrow || ids.Count == 0
            ? Task.CompletedTask
            : database.WriteAsync(
                Isolation.ReadCommitted,
                session => session.ExecuteAsync(
                    $"UPDATE unanswered_questions SET state = @State WHERE id IN @Ids AND {StaffScope.OwnsAddressOfMany("our_address")}",
                    new { State = Word(state), Ids = ids, scope.Organisation },
                    cancellationToken),
                cancellationToken);

    private static string Word(Miss why) => why switch
    {
        Miss.NotUnderstood => "not_understood",
        Miss.Unsure => "unsure",
        Miss.OutOfScope => "out_of_scope",
        Miss.NoAnswer => "no_answer",
    };

    private static Miss WhyOf(string word) => Enum.GetValues<Miss>().First(why => Word(why) == word);

    private static string Word(QuestionState state) => state switch
    {
        QuestionState.Open => "open",
        QuestionState.Taught => "taught",
        QuestionState.NotOurs => "not_ours",
    };

    private static QuestionState StateOf(string word) => Enum.GetValues<QuestionState>().First(state => Word(state) == word);

    private sealed record Row(string Id, string PersonId, string Channel, string Kind, byte[] Content, string State, long At);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The unanswered question of turn {Id} was not kept")]
    private static partial void LogLost(ILogger logger, Exception error, string id);
}
