using System.Text.Json;

namespace Chatbot.Rights;

/// <summary>How far an erasure is.</summary>
internal enum ErasureStage
{
    /// <summary>Somebody of the staff has to make sure of the person.</summary>
    WaitsForStaff,

    /// <summary>One has asked for it; another has to approve.</summary>
    WaitsForSecond,

    /// <summary>It goes by itself at <see cref="ErasureCase.NextAt"/>; until then the person can take it back.</summary>
    Scheduled,

    /// <summary>The last message is on its way; the rows go at <see cref="ErasureCase.NextAt"/>.</summary>
    Told,

    /// <summary>The rows are gone.</summary>
    Erased,
}

/// <summary>An erasure as the console follows it; nothing in it is about the person but the number that he was given.</summary>
/// <param name="Number">Of the request.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="DueAt">Until when the law wants it done, UTC.</param>
/// <param name="NextAt">When the next step is due, UTC; null when it waits for somebody.</param>
/// <param name="ErasedAt">UTC; null before.</param>
/// <param name="Rows">Rows that went.</param>
/// <param name="Elsewhere">Pieces that are still to go outside the database, such as texts at the provider.</param>
/// <param name="Order">The last order for it; null when it needed none, or has none yet.</param>
internal sealed record ErasureCase(
    string Number, ErasureStage Stage, DateTimeOffset MadeAt, DateTimeOffset DueAt, DateTimeOffset? NextAt, DateTimeOffset? ErasedAt, long Rows, long Elsewhere,
    PlacedErasure? Order);

/// <summary>An order for an erasure as it was placed on the console.</summary>
/// <param name="Id">Of the order.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">How the person was made sure of, and why something stays.</param>
/// <param name="AskedBy">A login.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="DecidedBy">A login; empty before.</param>
/// <param name="DecidedAt">UTC; null before.</param>
/// <param name="Note">Why it was given back.</param>
internal sealed record PlacedErasure(
    string Id, ErasureOrderState State, string Reason, string AskedBy, DateTimeOffset AskedAt, string DecidedBy, DateTimeOffset? DecidedAt, string Note);

/// <summary>Where an order stands.</summary>
internal enum ErasureOrderState
{
    Asked,
    Ordered,
    Returned,
}

/// <summary>Reads the stored form of cases.</summary>
internal static class ErasureCases
{
    internal sealed record OpenRow(string Number, string Step, long? StepAt, long MadeAt, long DueAt);

    internal sealed record ProofRow(string Number, string Counts, long RequestedAt, long ErasedAt, long Elsewhere);

    internal sealed record OrderRow(
        string Id, string Number, string Reason, string AskedBy, long AskedAt, string State, string DecidedBy, long DecidedAt, string Note);

    public static ErasureCase Of(OpenRow row, PlacedErasure? order) => new(
        row.Number,
        row.Step switch
        {
            "" => order is { State: ErasureOrderState.Asked } ? ErasureStage.WaitsForSecond : ErasureStage.WaitsForStaff,
            "told" => ErasureStage.Told,
            _ => ErasureStage.Scheduled,
        },
        At(row.MadeAt),
        At(row.DueAt),
        row.StepAt is { } next ? At(next) : null,
        null,
        0,
        0,
        order);

    public static ErasureCase Of(ProofRow row, PlacedErasure? order, TimeSpan deadline) => new(
        row.Number, ErasureStage.Erased, At(row.RequestedAt), At(row.RequestedAt) + deadline, null, At(row.ErasedAt),
        (JsonSerializer.Deserialize<Dictionary<string, long>>(row.Counts) ?? []).Values.Sum(), row.Elsewhere, order);

    public static PlacedErasure Of(OrderRow row) => new(
        row.Id,
        row.State switch
        {
            "asked" => ErasureOrderState.Asked,
            "ordered" => ErasureOrderState.Ordered,
            _ => ErasureOrderState.Returned,
        },
        row.Reason,
        row.AskedBy,
        At(row.AskedAt),
        row.DecidedBy,
        row.DecidedAt == 0 ? null : At(row.DecidedAt),
        row.Note);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
