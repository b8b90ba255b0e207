using Chatbot.Deliveries;

namespace Chatbot.Inbox;

/// <summary>A line of a conversation as staff reads it. A closed set.</summary>
internal abstract record TalkLine(DateTimeOffset At)
{
    /// <summary>The person wrote or sent something.</summary>
    /// <param name="At">UTC.</param>
    /// <param name="Text">NIK masked; empty for a file without words.</param>
    /// <param name="Kind"><c>text</c> or the kind of file.</param>
    /// <param name="Files">What came with it and is kept.</param>
    public sealed record Heard(DateTimeOffset At, string Text, string Kind, IReadOnlyList<MediaItem> Files) : TalkLine(At);

    /// <summary>Jaka or somebody of the staff wrote.</summary>
    /// <param name="At">UTC.</param>
    /// <param name="Text">NIK masked.</param>
    /// <param name="By">Name of who of the staff wrote it; null: Jaka.</param>
    /// <param name="Status">As the log of deliveries has it; <c>pending</c> before it leaves.</param>
    /// <param name="Note">Why it did not go.</param>
    public sealed record Said(DateTimeOffset At, string Text, string? By, string Status, string? Note) : TalkLine(At);

    /// <summary>Something that staff did, which the person does not see.</summary>
    /// <param name="At">UTC.</param>
    /// <param name="Kind">One of <see cref="ChatEventKind"/>.</param>
    /// <param name="By">Name.</param>
    /// <param name="Text">Of a note, a handing back, an assignment.</param>
    public sealed record Done(DateTimeOffset At, string Kind, string By, string Text) : TalkLine(At);
}

/// <summary>Puts together what was said and what staff did. Pure.</summary>
internal static class TalkLines
{
    public static IReadOnlyList<TalkLine> Of(IReadOnlyList<Delivery> said, IReadOnlyList<ChatEvent> events, IReadOnlyList<MediaItem> files)
    {
        var byReply = events.Where(one => one.ReplyId is not null).ToDictionary(one => one.ReplyId ?? "", StringComparer.Ordinal);
        var filesOf = files.ToLookup(file => file.MessageId, StringComparer.Ordinal);
        var lines = said.Select(TalkLine (message) => message.IsReply
                ? new TalkLine.Said(message.At, message.Text, byReply.GetValueOrDefault(message.Id)?.ActorName, message.Status, message.Note)
                : new TalkLine.Heard(message.At, message.Text, message.Kind, [.. filesOf[message.Id]]))
            .ToList();
        var logged = said.Select(message => message.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var one in events)
        {
            if (one.ReplyId is null) lines.Add(new TalkLine.Done(one.At, one.Kind, one.ActorName, one.Content.Text));
            // It waits for its turn, or for the provider.
            else if (!logged.Contains(one.ReplyId)) lines.Add(new TalkLine.Said(one.At, one.Content.Text, one.ActorName, DeliveryStatus.Pending, null));
        }

        return [.. lines.OrderBy(line => line.At)];
    }
}
