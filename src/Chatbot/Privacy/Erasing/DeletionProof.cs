using System.Text.Json.Serialization;

namespace Chatbot.Privacy.Erasing;

/// <summary>
/// The proof that somebody was erased: nothing in it leads to him without the look-up key and a guess, and it knows him again in a
/// backup that still has him.
/// </summary>
/// <param name="Receipt">Number of the request.</param>
/// <param name="LookupKey">Id of the look-up key that made the hashes.</param>
/// <param name="Persons">Keyed hashes of ids of the person.</param>
/// <param name="Addresses">Keyed hashes of <c>channel|address</c>.</param>
/// <param name="Workers">Keyed hashes of ids of his registrations.</param>
/// <param name="Counts">Rows that went, by table.</param>
/// <param name="RequestedAt">UTC milliseconds.</param>
/// <param name="ErasedAt">UTC milliseconds.</param>
internal sealed record DeletionProof(
    string Receipt,
    long LookupKey,
    IReadOnlyList<string> Persons,
    IReadOnlyList<string> Addresses,
    IReadOnlyList<string> Workers,
    IReadOnlyDictionary<string, int> Counts,
    long RequestedAt,
    long ErasedAt)
{
    /// <summary>Whose staff answered for the conversation in which it was asked; null in lists from before there were organisations.</summary>
    public string? Organisation { get; init; }

    public const string PersonHash = "proof-person";
    public const string AddressHash = "proof-address";
    public const string WorkerHash = "proof-worker";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeletionProof))]
internal sealed partial class DeletionProofJson : JsonSerializerContext;
