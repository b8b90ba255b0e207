using Chatbot.Storage;

namespace Chatbot.Privacy.Retention;

/// <summary>Data that age changes in a way that SQL alone cannot, such as the inside of an encrypted value; offered by its feature.</summary>
/// <param name="Table">Where it is.</param>
/// <param name="Rule">By which rule of the schedule.</param>
/// <param name="CountAsync">How many rows are from before then and not changed yet.</param>
/// <param name="ChangeAsync">Changes them; how many.</param>
internal sealed record AgedData(
    string Table,
    string Rule,
    Func<DbSession, DateTimeOffset, CancellationToken, Task<int>> CountAsync,
    Func<DbSession, DateTimeOffset, CancellationToken, Task<int>> ChangeAsync);
