using Chatbot.Storage;

namespace Chatbot.Deliveries;

/// <summary>Draws the consequences of a message that failed: for its address, for the staff, for whoever else wants to know.</summary>
internal sealed class DeliveryFailures(Reachability reachability, StaffProblems problems, IEnumerable<OnFailedDelivery> others)
{
    public async Task ApplyAsync(DbSession session, FailedDelivery failed, CancellationToken cancellationToken)
    {
        if (failed.Meaning.OurFault) await problems.NoteAsync(session, failed.Meaning, failed.Pair.Ours, cancellationToken);
        if (failed.Meaning.Effect != FailureEffect.None) await reachability.FailedAsync(session, failed, cancellationToken);
        foreach (var other in others) await other(session, failed, cancellationToken);
    }
}
