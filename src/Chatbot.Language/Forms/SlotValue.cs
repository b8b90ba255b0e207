namespace Chatbot.Language;

/// <summary>What a reply gives for one slot: values, or why they must not be stored.</summary>
internal sealed record SlotValue(IReadOnlyDictionary<string, string> Slots)
{
    public string? Reason { get; init; }

    public string? Suggest { get; init; }

    public static SlotValue Of(string slot, string value) =>
        new(new Dictionary<string, string>(StringComparer.Ordinal) { [slot] = value });

    /// <summary>One value, as a reply carries it.</summary>
    public static IReadOnlyDictionary<string, string> One(string slot, string value) => Of(slot, value).Slots;

    public static SlotValue Refused(string reason, string? suggest = null) =>
        new(new Dictionary<string, string>(StringComparer.Ordinal)) { Reason = reason, Suggest = suggest };
}
