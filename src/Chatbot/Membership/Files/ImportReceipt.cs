using Chatbot.Privacy.Access;

namespace Chatbot.Membership.Files;

/// <summary>What to do with a file.</summary>
internal enum ImportMode
{
    /// <summary>Say what would be; write nothing.</summary>
    DryRun,

    /// <summary>All rows or none.</summary>
    All,

    /// <summary>Those that nothing keeps out.</summary>
    GoodRows,
}

/// <summary>What is wanted with a file.</summary>
/// <param name="Kind">What it is a list of.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Batch">The batch of a sponsored list.</param>
/// <param name="Mode">What to do.</param>
/// <param name="Who">Who wants it.</param>
/// <param name="Today">The branch's local date.</param>
internal sealed record ImportRequest(ImportKind Kind, string Path, string? Batch, ImportMode Mode, string Who, DateOnly Today)
{
    /// <summary>The bytes, where they do not lie on the disk: then the path is only the name.</summary>
    public FileBytes? Bytes { get; init; }

    public Mends Mends { get; init; } = Mends.None;

    /// <summary>The document in which the owner of the list says that its people agreed; empty where the batch names it.</summary>
    public string Basis { get; init; } = "";

    /// <summary>Whose the people of the list become; rows about other organisations' people stay out.</summary>
    public string Organisation { get; init; } = Ownership.First;

    /// <summary>Code of the agent who brings a list of his group; else null.</summary>
    public string? Agent { get; init; }

    /// <summary>What the list belongs to: a batch, an agent, or nothing (empty).</summary>
    public string Under => Batch ?? Agent ?? "";
}

/// <summary>What a file would do.</summary>
/// <param name="Form">«CSV, pemisah ;, Windows-1252».</param>
/// <param name="Sheets">What each sheet was understood to be.</param>
/// <param name="Rows">Rows of data.</param>
/// <param name="ToRegister">People who are not registered yet.</param>
/// <param name="ToAdd">Rows that would be written.</param>
/// <param name="Already">Rows for which there is nothing to do.</param>
/// <param name="Refused">Rows that a problem keeps out.</param>
/// <param name="Problems">In the order of the file.</param>
internal sealed record ImportPreview(
    string Form,
    IReadOnlyList<SheetReport> Sheets,
    int Rows,
    int ToRegister,
    int ToAdd,
    int Already,
    int Refused,
    IReadOnlyList<RowProblem> Problems);

/// <summary>Proof of what went in.</summary>
/// <param name="Number">Such as <c>I-261121-7KM3</c>.</param>
/// <param name="Kind">What it was a list of.</param>
/// <param name="Batch">Of a sponsored list; of a group's the agent's code; else empty.</param>
/// <param name="FileName">As it was called.</param>
/// <param name="ContentHash">SHA-256 of the file.</param>
/// <param name="Rows">Rows of data.</param>
/// <param name="Added">Rows that were written.</param>
/// <param name="Already">Rows for which there was nothing to do.</param>
/// <param name="Refused">Rows that stayed out.</param>
/// <param name="MadeBy">Who did it.</param>
/// <param name="At">When, UTC.</param>
internal sealed record ImportReceipt(
    string Number,
    ImportKind Kind,
    string Batch,
    string FileName,
    string ContentHash,
    int Rows,
    int Added,
    int Already,
    int Refused,
    string MadeBy,
    DateTimeOffset At);

/// <summary>What came of an import.</summary>
internal abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>Nothing was written, as was wanted.</summary>
    internal sealed record Looked(ImportPreview Preview) : ImportOutcome;

    internal sealed record Done(ImportPreview Preview, ImportReceipt Receipt) : ImportOutcome;

    /// <summary>Every row of this very file is in already, by an earlier import.</summary>
    internal sealed record DoneBefore(ImportPreview Preview, ImportReceipt Receipt) : ImportOutcome;

    /// <param name="Reason">In Indonesian.</param>
    /// <param name="Preview">Null when the file could not be read.</param>
    internal sealed record Refused(string Reason, ImportPreview? Preview) : ImportOutcome;
}
