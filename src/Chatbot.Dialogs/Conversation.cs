using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatbot.Dialogs;

/// <summary>
/// All that is remembered of a conversation between two turns. Immutable; a turn gives a new one. It holds answers such as a NIK,
/// so whoever stores it encrypts it.
/// </summary>
public sealed record Conversation
{
    /// <summary>A person who has never written.</summary>
    public static Conversation New { get; } = new();

    /// <summary>The flows that are open, the one that asks last.</summary>
    public IReadOnlyList<Frame> Frames { get; init; } = [];

    /// <summary>A form that was put aside with MENU or PETUGAS; LANJUT brings it back.</summary>
    public Frame? Parked { get; init; }

    /// <summary>The member of the staff who has the conversation: Jaka is silent. Null while Jaka has it.</summary>
    public StaffHold? Staff { get; init; }

    /// <summary>When the person's last message was answered, UTC.</summary>
    public DateTimeOffset? LastTurn { get; init; }

    /// <summary>Hash of all that the last turn said and how often it was said in a row.</summary>
    public RepeatCount Last { get; init; }

    /// <summary>Hash of the last reply text and how often it went out in a row, whatever was said before it in the same turn.</summary>
    public RepeatCount LastReply { get; init; }

    /// <summary>The choices last offered outside a form (a menu), so that «2» still means something.</summary>
    public IReadOnlyList<OfferedChoice> Offered { get; init; } = [];

    /// <summary>Things known beyond one flow, by name (<c>profile_name</c>, <c>channel</c>, …).</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>To the bytes that are stored.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ConversationJson.Default.Conversation);

    /// <summary>From the stored bytes; unknown fields of a newer version are ignored.</summary>
    /// <exception cref="JsonException">The bytes are not a conversation.</exception>
    public static Conversation FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, ConversationJson.Default.Conversation) ?? New;
}

/// <summary>One open flow.</summary>
public sealed record Frame
{
    public required string Flow { get; init; }

    /// <summary>Id of the step that waits for an answer.</summary>
    public required string Step { get; init; }

    /// <summary>What this flow has gathered, by slot name, in canonical form.</summary>
    public IReadOnlyDictionary<string, string> Slots { get; init; } = new Dictionary<string, string>();

    /// <summary>Steps that asked before this one, for KEMBALI; the latest last.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Answers in a row that did not fit.</summary>
    public int Misses { get; init; }

    /// <summary>It was begun in another conversation, perhaps on a channel where the same thing is asked in another way.</summary>
    public bool Moved { get; init; }

    /// <summary>Set while the engine itself asks something about this form.</summary>
    public Aside? Aside { get; init; }
}

/// <summary>A member of the staff has the conversation.</summary>
/// <param name="Id">Of this taking over; the next one has another.</param>
/// <param name="Name">How he is called to the person.</param>
public sealed record StaffHold(string Id, string Name)
{
    /// <summary>The person has been told with whom he talks.</summary>
    public bool Told { get; init; }
}

/// <summary>What the engine itself asks about a form, between two of its questions.</summary>
/// <param name="Kind"><c>resume</c> (go on after a pause?), <c>person</c> (offer of a person after three misses),
/// <c>suggest</c> (is this repaired value right?).</param>
/// <param name="Slot">The slot it is about, if any.</param>
/// <param name="Value">The value it is about, if any.</param>
public sealed record Aside(string Kind, string? Slot = null, string? Value = null);

/// <summary>Hash of a reply text and how often it went out in a row.</summary>
public readonly record struct RepeatCount(ulong Hash, int Times);

/// <summary>A choice that was offered: its value and the title shown.</summary>
public sealed record OfferedChoice(string Value, string Title);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Conversation))]
internal sealed partial class ConversationJson : JsonSerializerContext;
