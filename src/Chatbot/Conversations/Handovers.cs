using System.Text.Json;
using Chatbot.Dialogs;
using Chatbot.Privacy;
using Microsoft.Extensions.Options;

namespace Chatbot.Conversations;

/// <summary>A conversation was carried on elsewhere. It may be called again for the same one.</summary>
/// <param name="from">The conversation that has ended.</param>
/// <param name="mark">The same whenever it is called for the same one.</param>
/// <param name="cancellationToken">Stops it.</param>
internal delegate Task OnHandedOver(ConversationId from, string mark, CancellationToken cancellationToken);

/// <summary>
/// Stands before <see cref="Turns"/>: a message with a code of <see cref="HandoverCodes"/> first brings the other conversation here. The
/// person and the open form come along; the page they came from is a stranger's again, because whoever has it open may be somebody else
/// than whoever sent the code.
/// </summary>
internal sealed class Handovers(
    Turns turns,
    HandoverCodes codes,
    People people,
    IConversationStore store,
    EngineInUse engines,
    PersonalData personalData,
    IEnumerable<OnHandedOver> listeners,
    TimeProvider clock,
    IOptions<ConversationsOptions> options)
{
    // Words of the dialogs: a form goes on, somebody is greeted, and what is said of a code that is not taken (flow lanjut_web).
    private const string GoOn = "LANJUT";
    private const string Hello = "HALO";
    private const string NotTaken = "KODE LANJUT";

    /// <summary>The body of <see cref="RunTurn"/>.</summary>
    public async Task<TurnOutcome> RunAsync(Activity activity, CancellationToken cancellationToken)
    {
        // Only where a network vouches for who writes.
        var code = activity is { Type: "message", ChannelId: "whatsapp" or "sms" } ? HandoverCodes.Read(activity.Text) : null;
        if (code is null) return await turns.RunAsync(activity, cancellationToken);
        if (await codes.TakeAsync(code, activity.Id, cancellationToken) is not { } from)
            return await turns.RunAsync(activity with { Text = NotTaken }, cancellationToken);

        var mark = $"handover-{activity.Id}";
        var to = activity.Conversation;
        await people.MoveAsync(from, to, cancellationToken);
        var hasForm = await MoveStateAsync(from, to, mark, cancellationToken);
        foreach (var listener in listeners) await listener(from, mark, cancellationToken);
        return await turns.RunAsync(activity with { Text = hasForm ? GoOn : Hello }, cancellationToken);
    }

    /// <summary>The open form is put aside here, as MENU would have put it aside there, and the old conversation begins anew.</summary>
    private async Task<bool> MoveStateAsync(ConversationId from, ConversationId to, string mark, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= options.Value.Tries; attempt++)
        {
            var there = await store.LoadAsync(from, mark, cancellationToken);
            var here = await store.LoadAsync(to, mark, cancellationToken);
            var now = clock.GetUtcNow();
            var form = engines.Now.Start(Read(there), new Incoming("MENU", ReplyForm.WhatsApp, now)).Conversation.Parked;
            var arrived = form is null || here.Seen
                || await CommitAsync(to, mark, here, Read(here) with { Frames = [], Offered = [], Parked = form with { Moved = true } }) != CommitResult.LostRace;
            if (!arrived) continue;
            if (there.Seen || await CommitAsync(from, mark, there, Conversation.New) != CommitResult.LostRace) return form is not null || here.Seen;

            Task<CommitResult> CommitAsync(ConversationId where, string id, StoredConversation before, Conversation after) =>
                store.CommitAsync(
                    new TurnCommit(where, id, before.Version, personalData.Encrypt(Turns.State, after.ToBytes()), [], now), cancellationToken);
        }

        throw new InvalidOperationException($"A handover lost the race {options.Value.Tries} times.");
    }

    private Conversation Read(StoredConversation stored)
    {
        if (stored.State is null) return Conversation.New;
        try
        {
            return Conversation.FromBytes(personalData.Decrypt(Turns.State, stored.State));
        }
        catch (JsonException)
        {
            // No version can read it, and nobody may get stuck.
            return Conversation.New;
        }
    }
}
