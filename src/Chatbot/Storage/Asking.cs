namespace Chatbot.Storage;

/// <summary>Questions that are asked at the same time become one statement, see <see cref="Gathering{T}"/>.</summary>
/// <param name="answer">Answers as many as come; what it leaves out has no answer.</param>
/// <param name="between">See <see cref="Gathering{T}"/>.</param>
/// <typeparam name="TQuestion">Equal questions have the same answer.</typeparam>
/// <typeparam name="TAnswer">What is answered.</typeparam>
internal sealed class Asking<TQuestion, TAnswer>(
    Func<IReadOnlyList<TQuestion>, Task<IReadOnlyDictionary<TQuestion, TAnswer>>> answer, TimeSpan between)
    where TQuestion : notnull
    where TAnswer : class
{
    private const int MostTogether = 100;

    private readonly Gathering<Asked> gathering = new(
        async together =>
        {
            var answers = await answer([.. together.Select(one => one.Question).Distinct()]);
            foreach (var one in together) one.Answer = answers.GetValueOrDefault(one.Question);
        },
        MostTogether,
        between);

    /// <summary>Null when there is no answer.</summary>
    public async Task<TAnswer?> AskAsync(TQuestion question, CancellationToken cancellationToken)
    {
        var mine = new Asked(question);
        await gathering.DoAsync(mine, cancellationToken);
        return mine.Answer;
    }

    private sealed class Asked(TQuestion question)
    {
        public TQuestion Question { get; } = question;

        public TAnswer? Answer { get; set; }
    }
}
