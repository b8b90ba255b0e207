using Chatbot.Conversations;
using Chatbot.Storage;
using Chatbot.Templates;
using Microsoft.Extensions.Options;

namespace Chatbot.DialogData.Editions;

/// <summary>The edition with which a copy of the service answers.</summary>
/// <param name="Edition">The published one.</param>
/// <param name="Differences">What the shipped folder says otherwise by now.</param>
/// <param name="Faults">Why it is not in use here; empty: it is.</param>
internal sealed record EditionInUse(Edition Edition, IReadOnlyList<ShippedOtherwise> Differences, IReadOnlyList<DialogFinding> Faults)
{
    public bool IsInUse => Faults.Count == 0;
}

/// <summary>
/// Brings what was published into use: once before this copy takes a message, and some seconds after a colleague has published or Meta has
/// approved a text. An edition that does not go with the shipped folder of this copy is not used; what was in use stays.
/// </summary>
internal sealed partial class EditionWatch(
    EditionBook book,
    Repertoires repertoires,
    TemplateVersions templates,
    DialogActions actions,
    IOptions<DialogsOptions> options,
    TimeProvider clock,
    ILogger<EditionWatch> logger)
    : RegularWork(TimeSpan.FromSeconds(options.Value.EditionSeconds), clock)
{
    private readonly SemaphoreSlim one = new(1, 1);

    private volatile EditionInUse now = new(Edition.Shipped, [], []);

    public EditionInUse Now => now;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }

    /// <summary>Looks whether another edition was published, and uses it.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var number = await book.NumberAsync(cancellationToken);
            if (number != now.Edition.Number && await book.FindAsync(number, cancellationToken) is { } edition) Use(edition);
            // What Meta has approved since is in force too.
            await templates.LookAsync(cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The shipped folder with these changes, read; what is wrong with it.</summary>
    public (Repertoire? Repertoire, IReadOnlyList<DialogFinding> Faults, ChangedFiles Files) Read(IEnumerable<DialogChange> changes)
    {
        var shipped = repertoires.Shipped;
        var files = ChangedFiles.Of(shipped.Files.Shipped, changes);
        if (files.Texts.Count == 0) return (shipped, [], files);
        var changed = shipped.Files.With(files.Texts);
        var check = DialogCheck.Of(changed, actions.Signatures, Clock.GetUtcNow());
        IReadOnlyList<DialogFinding> faults =
            [.. check.Findings, .. TemplateEdits.Faults(shipped.Templates, check.Templates.Published, changed.ReadWording().Rules).Select(DialogFinding.Of)];
        return faults.Count == 0 && check.Dialogs is { } dialogs
            ? (new Repertoire(changed, check.Knowledge, dialogs, check.Templates.Published), [], files)
            : (null, faults, files);
    }

    protected override Task WorkAsync(CancellationToken cancellationToken) => LookAsync(cancellationToken);

    private void Use(Edition edition)
    {
        var (repertoire, faults, files) = Read(edition.Changes);
        if (repertoire is not null) repertoires.Use(repertoire);
        now = new EditionInUse(edition, files.Differences, faults);
        if (repertoire is null) LogRefused(logger, edition.Number, string.Join("; ", faults.Take(5)));
        else LogInUse(logger, edition.Number, files.Texts.Count, files.Differences.Count);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Edition {Number} is in use: {Files} files changed, {Differences} places shipped otherwise")]
    private static partial void LogInUse(ILogger logger, long number, int files, int differences);

    [LoggerMessage(Level = LogLevel.Error, Message = "Edition {Number} does not go with the shipped folder and is not used: {Faults}")]
    private static partial void LogRefused(ILogger logger, long number, string faults);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for a published edition failed; what is in use stays")]
    protected override partial void LogFailed(Exception error);
}
