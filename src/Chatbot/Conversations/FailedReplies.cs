using Chatbot.Deliveries;
using Chatbot.Privacy;
using Chatbot.Storage;

namespace Chatbot.Conversations;

/// <summary>Who said stop to the provider, or blocked us there, is opted out here as well: on every channel, whatever sends next.</summary>
internal sealed class FailedReplies(People people, Consents consents)
{
    public async Task HandleAsync(DbSession session, FailedDelivery failed, CancellationToken cancellationToken)
    {
        if (failed.Meaning.Effect != FailureEffect.OptedOut) return;
        var (channel, _, address) = failed.Pair;
        if (await people.IdBehindAsync(session, channel, address, cancellationToken) is not { } personId) return;
        var source = new ConsentSource(personId, channel, address, failed.Id);
        await consents.OptOutByProviderAsync(session, source, failed.CreatedAt, cancellationToken);
    }
}
