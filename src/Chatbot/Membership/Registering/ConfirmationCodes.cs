using System.Security.Cryptography;
using Chatbot.Conversations;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership.Registering;

/// <summary>What became of a code that somebody brought.</summary>
internal enum ClaimResult
{
    /// <summary>A registration waits for his yes.</summary>
    Claimed,

    /// <summary>No registration waits under that code.</summary>
    Wrong,

    /// <summary>Too many wrong ones today.</summary>
    Locked,
}

/// <summary>
/// The code by which a member says yes from an address that does not show his number: WhatsApp may show an id alone, and many have their
/// WhatsApp on another number than the one they are called on. It goes by SMS to the phone that was given for him, and to nobody else, so that
/// who brings it has that phone in his hand. A code that the registrant were to pass on would let him say the yes himself from a second WhatsApp.
/// </summary>
internal sealed class ConfirmationCodes(
    Database database, PersonalData personalData, Attempts attempts, TimeProvider clock, IOptions<MembershipOptions> options)
{
    /// <summary>A code for a registration that is written down; it works once, until the registration is over.</summary>
    public async Task<string> MakeAsync(DbSession session, string number, CancellationToken cancellationToken)
    {
        var code = RandomNumberGenerator.GetString(ConfirmationWord.Alphabet, ConfirmationWord.Length);
        await session.ExecuteAsync(
            "UPDATE pending_registrations SET code_hash = @Hash WHERE number = @number", new { Hash = HashOf(code), number }, cancellationToken);
        return code;
    }

    /// <summary>Looks at a message before it is answered: «KONFIRMASI 7KM3QA» brings its code along.</summary>
    public async Task NoteAsync(Activity activity, string personId, bool isFirst, CancellationToken cancellationToken)
    {
        if (ConfirmationWord.Read(activity.Text ?? "").Code is not { } code) return;
        var day = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Wib).DateTime);
        await database.WriteAsync(
            session => ClaimAsync(session, personId, code, day, $"{activity.Conversation.Value}|{activity.Id}", cancellationToken), cancellationToken);
    }

    /// <summary>Makes the registration of that code wait for this person's answer. A wrong one counts once a message.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="personId">Who brings it.</param>
    /// <param name="code">As typed, in upper case.</param>
    /// <param name="day">On which tries are counted.</param>
    /// <param name="turnId">The message.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ClaimResult> ClaimAsync(
        DbSession session, string personId, string code, DateOnly day, string turnId, CancellationToken cancellationToken)
    {
        var who = "cfm:" + personId;
        if (await attempts.CountAsync(session, who, day, cancellationToken) >= options.Value.StatusTriesPerDay) return ClaimResult.Locked;
        var claimed = await session.ExecuteAsync(
            """
            UPDATE pending_registrations SET claimed_by = @personId
            WHERE code_hash = @Hash AND state <> 'checking' AND due_at > @Now AND (claimed_by IS NULL OR claimed_by = @personId)
            """,
            new { personId, Hash = HashOf(code), Now = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken);
        if (claimed > 0) return ClaimResult.Claimed;
        attempts.Add(session, who, day, turnId);
        return ClaimResult.Wrong;
    }

    // The day on which tries are counted is that of the branches.
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    private string HashOf(string code) => personalData.AddressHash("confirmation:" + code);
}
