namespace Chatbot.Dialogs.Slots;

/// <summary>Something a flow gathers.</summary>
/// <param name="Name">Its name in the flow and in placeholders.</param>
/// <param name="Kind">How it is read, checked and shown.</param>
/// <param name="Title">Its name to a person: «nama» in «ganti nama».</param>
public sealed record Slot(string Name, SlotKind Kind, string Title)
{
    /// <summary>For text: at most this many characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>For numbers: the smallest and largest that fit.</summary>
    public long? Min { get; init; }

    public long? Max { get; init; }

    /// <summary>For an income: a smaller amount, said without «sebulan», is taken for a day's and asked about.</summary>
    public long? DailyBelow { get; init; }

    /// <summary>What stands where the value would, when the form went by without it: who has no phone is still told what was written down.</summary>
    public string Missing { get; init; } = "";
}
