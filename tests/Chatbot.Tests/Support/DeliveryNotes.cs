using Chatbot.Deliveries;

namespace Chatbot.Tests.Support;

/// <summary>What sending notes in the log of deliveries, each by itself.</summary>
internal static class DeliveryNotes
{
    public static Task OpenAsync(this DeliveryLog log, OutgoingText message, CancellationToken cancellationToken) =>
        log.NoteAsync(new DeliveryNote.Opened(message), cancellationToken);

    public static Task AcceptedAsync(this DeliveryLog log, string id, string providerId, string status, CancellationToken cancellationToken) =>
        log.NoteAsync(new DeliveryNote.Accepted(id, providerId, status), cancellationToken);

    public static Task RefusedAsync(this DeliveryLog log, OutgoingText message, FailureMeaning failure, CancellationToken cancellationToken) =>
        log.NoteAsync(new DeliveryNote.Ended(message, DeliveryStatus.Refused, failure.Code, failure.ForStaff, failure), cancellationToken);

    public static Task EndedAsync(
        this DeliveryLog log, OutgoingText message, string status, int? code, string? note, CancellationToken cancellationToken) =>
        log.NoteAsync(new DeliveryNote.Ended(message, status, code, note, null), cancellationToken);
}
