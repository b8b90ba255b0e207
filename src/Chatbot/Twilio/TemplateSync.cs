using System.Text.Json.Nodes;
using Chatbot.Templates;

namespace Chatbot.Twilio;

/// <summary>
/// Has the templates approved: what Twilio does not have is made and handed in, what it has is read. Doing it again changes nothing, and what was
/// begun by a run that died is gone on with, for the name tells which content is which. One copy does it at a time: a name that is handed in twice
/// is refused the second time.
/// </summary>
internal sealed partial class TemplateSync(
    TwilioContents twilio, TemplateBook book, TemplateVersions versions, TemplateStates states, TemplateTurn turn, ILogger<TemplateSync> logger)
{
    /// <summary>Makes and submits what is new, reads the rest.</summary>
    public Task<TemplateSyncResult> SyncAsync(CancellationToken cancellationToken) => RunAsync(static _ => true, cancellationToken);

    /// <summary>
    /// Makes and submits what a second person has published at the console, reads the rest. What is new with a release waits for whoever runs the
    /// service: nobody has looked at it here.
    /// </summary>
    public Task<TemplateSyncResult> CarryOnAsync(CancellationToken cancellationToken) => RunAsync(book.IsEdited, cancellationToken);

    /// <summary>Reads the states alone.</summary>
    public Task<TemplateSyncResult> WatchAsync(CancellationToken cancellationToken) => RunAsync(static _ => false, cancellationToken);

    private async Task<TemplateSyncResult> RunAsync(Func<MessageTemplate, bool> submits, CancellationToken cancellationToken)
    {
        if (!twilio.HasHost) return new TemplateSyncResult([], "Twilio:ContentBaseUrl belum diisi, jadi templat tidak bisa diajukan.");
        if (await turn.TakeAsync(cancellationToken) is not { } mine) return TemplateSyncResult.Elsewhere;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, mine.Ends);
            await versions.LookAsync(limit.Token);
            var result = await ReadAsync(submits, limit.Token);
            await versions.LookAsync(limit.Token);
            return result;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TemplateSyncResult([], "Twilio terlalu lama menjawab; dilanjutkan pada kesempatan berikutnya.");
        }
        finally
        {
            await mine.DisposeAsync();
        }
    }

    private async Task<TemplateSyncResult> ReadAsync(Func<MessageTemplate, bool> submits, CancellationToken cancellationToken)
    {
        var answer = await twilio.ListApprovalsAsync(cancellationToken);
        if (answer is not TwilioAnswer<IReadOnlyList<TwilioContentApproval>>.Accepted(var listed))
            return new TemplateSyncResult([], $"Daftar templat di Twilio tidak terbaca ({Why(answer)}).");

        // Of two with the same name, made by a run whose answer was lost, the one that was handed in counts.
        var byName = listed.Where(content => content.FriendlyName is not null)
            .GroupBy(content => content.FriendlyName!, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key, group => group.MaxBy(content => content.ApprovalRequests?.Status is null or "unsubmitted" ? 0 : 1)!, StringComparer.Ordinal);
        List<string> lines = [];
        List<string> failures = [];
        foreach (var template in book.Published)
        {
            var submitsIt = submits(template);
            var state = byName.TryGetValue(template.Name, out var content) ? StateOf(template, content) : null;
            if (submitsIt && state is null)
            {
                switch (await twilio.CreateAsync(ContentOf(template), cancellationToken))
                {
                    case TwilioAnswer<TwilioContent>.Accepted({ Sid: { } made }):
                        state = new TemplateState(template.Id, template.Version, made, "", "unsubmitted", null);
                        break;
                    case var refused:
                        await RefusedAsync("dibuat", Why(refused));
                        break;
                }
            }

            if (submitsIt && state is { Status: "unsubmitted", ProviderId: { } sid })
            {
                switch (await twilio.SubmitAsync(sid, new NewApproval(template.Name, CategoryOf(template)), cancellationToken))
                {
                    case TwilioAnswer<TwilioApproval>.Accepted(var approval):
                        state = state with { Category = approval.Category ?? CategoryOf(template), Status = approval.Status ?? "received" };
                        break;
                    case var refused:
                        await RefusedAsync("diajukan", Why(refused));
                        break;
                }
            }

            state ??= new TemplateState(template.Id, template.Version, null, "", "unsubmitted", null);
            await SeenAsync(template, state);
            lines.Add($"{template.Id} ({template.Name}) {(state.Category.Length > 0 ? state.Category : CategoryOf(template))}: {state.Status}{(string.IsNullOrEmpty(state.Reason) ? "" : " - " + state.Reason)}");

            async Task RefusedAsync(string what, string why)
            {
                failures.Add($"{template.Id}: tidak bisa {what} ({why}).");
                await states.NotSubmittedAsync(template, why, cancellationToken);
            }
        }

        // Those before them may be in force, or be taken again.
        foreach (var before in book.Versions.Where(one => one.State is not null && !book.Published.Any(template => template.Name == one.Text.Name)))
        {
            await SeenAsync(before.Text, byName.TryGetValue(before.Text.Name, out var content)
                ? StateOf(before.Text, content)
                : new TemplateState(before.Text.Id, before.Text.Version, null, "", "unsubmitted", null));
        }

        return new TemplateSyncResult(lines, failures.Count == 0 ? null : string.Join('\n', failures));

        async Task SeenAsync(MessageTemplate template, TemplateState state)
        {
            if (await states.SeenAsync(template, state, PartOf(template), cancellationToken)) LogChanged(template.Name, state.Status);
        }
    }

    private TemplatePart PartOf(MessageTemplate template) =>
        book.Find(template.Id)?.Version == template.Version ? TemplatePart.InForce
        : book.Published.Any(published => published.Name == template.Name) ? TemplatePart.Next : TemplatePart.Over;

    private static TemplateState StateOf(MessageTemplate template, TwilioContentApproval content) =>
        new(
            template.Id,
            template.Version,
            content.Sid,
            content.ApprovalRequests?.Category ?? "",
            content.ApprovalRequests?.Status ?? "unsubmitted",
            content.ApprovalRequests?.RejectionReason);

    private static string CategoryOf(MessageTemplate template) => template.Category switch
    {
        TemplateCategory.Utility => "UTILITY",
        TemplateCategory.Marketing => "MARKETING",
    };

    /// <summary>Buttons as quick replies; the plain text beside them is what a channel without buttons shows.</summary>
    private static NewContent ContentOf(MessageTemplate template)
    {
        var body = template.Numbered();
        JsonObject types = [];
        if (template.Buttons.Count > 0)
        {
            JsonArray actions = [];
            foreach (var button in template.Buttons) actions.Add(new JsonObject { ["type"] = "QUICK_REPLY", ["title"] = button.Title, ["id"] = button.Value });
            types["twilio/quick-reply"] = new JsonObject { ["body"] = body, ["actions"] = actions };
        }

        types["twilio/text"] = new JsonObject { ["body"] = body };
        JsonObject samples = [];
        foreach (var (number, example) in template.Numbered(template.Examples)) samples[number] = example;
        return new NewContent(template.Name, "id", types, samples.Count > 0 ? samples : null);
    }

    private static string Why<T>(TwilioAnswer<T> answer) => answer switch
    {
        TwilioAnswer<T>.Refused(var refusal) => TwilioErrors.Refused(refusal.Code, refusal.HttpStatus).ForStaff,
        TwilioAnswer<T>.Unknown(var why) => why,
        _ => "jawaban tidak lengkap",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Template {Name} is {Status}")]
    private partial void LogChanged(string name, string status);
}
