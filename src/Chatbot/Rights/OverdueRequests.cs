using Chatbot.Deliveries;
using Chatbot.Privacy.Requests;
using Chatbot.Storage;

namespace Chatbot.Rights;

/// <summary>Shows staff, every hour, the requests whose deadline of the law has passed or ends within a day.</summary>
internal sealed class OverdueRequests(DataRequests requests, StaffProblems problems, TimeProvider clock, ILogger<OverdueRequests> logger)
    : HourlyPruning("nothing: looked for overdue requests", clock, logger)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    protected override async Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await NoteAsync(now, cancellationToken);
        return 0;
    }

    /// <summary>Notes each as something that staff must put right; how many.</summary>
    public async Task<int> NoteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var urgent = (await requests.OpenOnesAsync(cancellationToken)).Where(request => request.DueAt - now < Ahead).ToList();
        foreach (var request in urgent)
        {
            var words = request.IsOverdue(now)
                ? $"Permintaan data {request.Number} sudah lewat tenggat 3x24 jam. Kerjakan sekarang dan catat sebabnya."
                : $"Permintaan data {request.Number} berakhir tenggatnya dalam 24 jam.";
            await problems.NoteAsync(new FailureMeaning(0, FailureEffect.None, true, words), request.Number, cancellationToken);
        }

        return urgent.Count;
    }
}
