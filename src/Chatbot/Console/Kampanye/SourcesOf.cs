using Chatbot.Campaigns;
using Chatbot.Privacy.Access;

namespace Chatbot.Console.Kampanye;

/// <summary>Whose source codes are shown, and to whom.</summary>
public sealed class SourcesOf
{
    internal StaffScope Scope { get; init; } = default!;

    /// <summary>Null: of all campaigns and of none.</summary>
    internal Campaign? Campaign { get; init; }

    internal CancellationToken Stop { get; init; }
}
