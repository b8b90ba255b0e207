using System.Text.RegularExpressions;
using Chatbot.Storage;

namespace Chatbot.Privacy.Records;

/// <summary>
/// A table with data about people, as the feature that owns it declares it: whose the rows are, how they are erased, shown to the
/// person, and for how long they are kept. A table that leads to a person and is declared by nobody fails a test.
/// </summary>
/// <param name="Name">In the database.</param>
internal sealed partial record PersonalTable(string Name)
{
    /// <summary>What it holds, in Indonesian, as DATA SAYA says it.</summary>
    public required string Holds { get; init; }

    /// <summary>
    /// SQL conditions, any of which makes a row somebody's. They name lists: <c>@Persons</c>, <c>@Workers</c>, <c>@NikHashes</c>,
    /// <c>@Phones</c>, <c>@Addresses</c> (<c>channel|address</c>), <c>@Conversations</c>, <c>@Rooms</c> (<c>channel|ours</c>, where a room of
    /// ours is one visitor's); see <see cref="DataSubject"/>.
    /// </summary>
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>The rule of <c>Privacy/Retention/retention.json</c> by which it is kept.</summary>
    public required string Keep { get; init; }

    /// <summary>The column (or SQL expression) with the UTC milliseconds from which the rule counts; null when the rule has no days.</summary>
    public string? Since { get; init; }

    /// <summary>A further condition for the rule: only these rows end by age.</summary>
    public string? KeepOnly { get; init; }

    /// <summary>
    /// Assignments after which a row is about nobody (<c>content = @Nothing, conversation = ''</c>): age does this instead of deleting,
    /// so that counts stay. <c>@Nothing</c> is empty bytes. <see cref="KeepOnly"/> has to leave out those that are done.
    /// </summary>
    public string? Strip { get; init; }

    /// <summary>Its primary key: needed where columns are encrypted.</summary>
    public IReadOnlyList<string> Key { get; init; } = ["id"];

    /// <summary>What the person is shown, and what is encrypted.</summary>
    public IReadOnlyList<PersonalColumn> Columns { get; init; } = [];

    /// <summary>A further condition for what the person is shown, where a row would tell him of somebody else (UU 27/2022 art. 33); null: none.</summary>
    public string? ShowOnly { get; init; }

    /// <summary>
    /// A table expression with the labelled columns that gives more rows to show under the same heading; its own conditions name the lists of
    /// <see cref="Of"/>. Null: none.
    /// </summary>
    public string? ShowAlso { get; init; }

    /// <summary>Declared tables that its rows refer to, by foreign key or by a condition of <see cref="Of"/>: they are erased after it.</summary>
    public IReadOnlyList<string> RefersTo { get; init; } = [];

    /// <summary>What each row names that is kept outside the database, and goes with the row.</summary>
    public OutsideItem? Outside { get; init; }

    /// <summary>By what a proof of deletion knows somebody again in this table; null: by nothing.</summary>
    public Identity? Identity { get; init; }

    /// <summary>Adds what the table knows of somebody: further ids of his. Asked again until nobody knows more.</summary>
    public Func<DbSession, DataSubject, CancellationToken, Task<DataSubject>>? Trace { get; init; }

    /// <summary>In place of deleting the rows; gives how many were touched. Runs in the transaction of the whole erasure.</summary>
    public Func<DbSession, DataSubject, CancellationToken, Task<int>>? Erase { get; init; }

    /// <summary>
    /// Makes one person's rows another's, when it has turned out that both are one. Null: <see cref="PersonColumns"/> are changed.
    /// </summary>
    public Func<DbSession, PersonJoin, CancellationToken, Task>? Join { get; init; }

    /// <summary>The columns that hold a person's id; as far as nothing else is said, those that <see cref="Of"/> compares with <c>@Persons</c>.</summary>
    public IReadOnlyList<string> PersonColumns
    {
        get => field ?? [.. ComparedWithPersons];
        init;
    }

    private IEnumerable<string> ComparedWithPersons => Of.Select(condition => PersonColumn().Match(condition)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    /// <summary>The rows of a subject.</summary>
    public string Condition => string.Join(" OR ", Of.Select(condition => $"({condition})"));

    [GeneratedRegex(@"\A(\w+) IN @Persons\z")]
    private static partial Regex PersonColumn();
}

/// <summary>Two persons who have turned out to be one.</summary>
/// <param name="From">The id that is given up.</param>
/// <param name="To">The id that stays.</param>
internal sealed record PersonJoin(string From, string To);

/// <summary>Something outside the database that a row names.</summary>
/// <param name="Kind">Who erases it: see <c>OutsideErasure</c>.</param>
/// <param name="Item">SQL expression over the row; null for none.</param>
internal sealed record OutsideItem(string Kind, string Item);

/// <summary>What a column says of somebody.</summary>
internal enum IdentityKind
{
    Person,
    Address,
    Worker,
}

/// <summary>An id of somebody in a table, such as <c>people.id</c>.</summary>
/// <param name="Kind">To which list of <see cref="DataSubject"/> it belongs.</param>
/// <param name="Expression">SQL.</param>
/// <param name="Since">The column with its time of making, UTC milliseconds.</param>
internal sealed record Identity(IdentityKind Kind, string Expression, string Since);
