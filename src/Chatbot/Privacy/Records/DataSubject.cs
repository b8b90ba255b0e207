using System.Collections.Immutable;

namespace Chatbot.Privacy.Records;

/// <summary>
/// Somebody whose data is looked for: every id by which a row can lead to him. It begins with a person's id; tables add what they know
/// (<see cref="PersonalTable.Trace"/>).
/// </summary>
internal sealed record DataSubject
{
    /// <summary>Ids in <c>people</c>.</summary>
    public ImmutableSortedSet<string> Persons { get; init; } = [];

    /// <summary>Ids in <c>workers</c>: his own registrations, not those that he made for others.</summary>
    public ImmutableSortedSet<string> Workers { get; init; } = [];

    /// <summary>No other registrations than these, though more are behind the same phone; null: whatever leads to him.</summary>
    public ImmutableSortedSet<string>? OnlyWorkers { get; init; }

    /// <summary>Keyed hashes of his NIK.</summary>
    public ImmutableSortedSet<string> NikHashes { get; init; } = [];

    /// <summary>E.164.</summary>
    public ImmutableSortedSet<string> Phones { get; init; } = [];

    /// <summary><c>channel|address</c>.</summary>
    public ImmutableSortedSet<string> Addresses { get; init; } = [];

    /// <summary>Key texts of his conversations: <c>channel|ours|theirs</c>.</summary>
    public ImmutableSortedSet<string> Conversations { get; init; } = [];

    public static DataSubject Of(string personId) => new() { Persons = [personId] };

    /// <summary>Grows when one was added: nothing is ever taken away.</summary>
    public int Size => Persons.Count + Workers.Count + NikHashes.Count + Phones.Count + Addresses.Count + Conversations.Count;

    /// <summary>As the conditions of <see cref="PersonalTable.Of"/> name them.</summary>
    public object Parameters => new
    {
        Persons = Persons.ToArray(),
        Workers = Workers.ToArray(),
        NikHashes = NikHashes.ToArray(),
        Phones = Phones.ToArray(),
        Addresses = Addresses.ToArray(),
        Conversations = Conversations.ToArray(),
        Rooms = Conversations.Select(conversation => string.Join('|', conversation.Split('|', 3).Take(2))).ToArray(),
    };

    /// <summary>Without the ids, so that they cannot slip into a log.</summary>
    public override string ToString() => $"{nameof(DataSubject)} with {Size} ids";
}
