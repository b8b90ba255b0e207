using System.Text.Json.Nodes;
using Chatbot.Storage;
using Chatbot.Templates;

namespace Chatbot.Twilio;

/// <summary>
/// Has the templates approved: what Twilio does not have is made and handed in, what it has is read. Doing it again changes nothing, and what was
/// begun by a run that died is gone on with, for the name tells which content is which.
/// </summary>
internal sealed partial class TemplateSync(
    TwilioContents twilio, TemplateBook book, TemplateStates states, ILogger<TemplateSync> logger)
{
    /// <summary>Makes and submits what is new, reads the rest.</summary>
    public Task<TemplateSyncResult> SyncAsync(CancellationToken cancellationToken) => RunAsync(submits: true, cancellationToken);

    /// <summary>Reads the states alone.</summary>
    public Task<TemplateSyncResult> WatchAsync(CancellationToken cancellationToken) => RunAsync(submits: false, cancellationToken);

    private async Task<TemplateSyncResult> RunAsync(bool submits, CancellationToken cancellationToken)
    {
        if (!twilio.HasHost) return new TemplateSyncResult([], "Twilio:ContentBaseUrl belum diisi, jadi templat tidak bisa diajukan.");
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
        foreach (var template in book.All)
        {
            var state = byName.TryGetValue(template.Name, out var content) ? StateOf(template, content) : null;
            if (submits && state is null)
            {
                switch (await twilio.CreateAsync(ContentOf(template), cancellationToken))
                {
                    case TwilioAnswer<TwilioContent>.Accepted({ Sid: { } made }):
                        state = new TemplateState(template.Id, template.Version, made, "", "unsubmitted", null);
                        break;
                    case var refused:
                        failures.Add($"{template.Id}: tidak bisa dibuat ({Why(refused)}).");
                        break;
                }
            }

            if (submits && state is { Status: "unsubmitted", ProviderId: { } sid })
            {
                switch (await twilio.SubmitAsync(sid, new NewApproval(template.Name, CategoryOf(template)), cancellationToken))
                {
                    case TwilioAnswer<TwilioApproval>.Accepted(var approval):
                        state = state with { Category = approval.Category ?? CategoryOf(template), Status = approval.Status ?? "received" };
                        break;
                    case var refused:
                        failures.Add($"{template.Id}: tidak bisa diajukan ({Why(refused)}).");
                        break;
                }
            }

            state ??= new TemplateState(template.Id, template.Version, null, "", "unsubmitted", null);
            if (await states.SeenAsync(template, state, cancellationToken)) LogChanged(template.Name, state.Status);
            lines.Add($"{template.Id} ({template.Name}) {(state.Category.Length > 0 ? state.Category : CategoryOf(template))}: {state.Status}{(string.IsNullOrEmpty(state.Reason) ? "" : " - " + state.Reason)}");
        }

        return new TemplateSyncResult(lines, failures.Count == 0 ? null : string.Join('\n', failures));
    }

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

/// <summary>Reads what Meta says to the templates, every quarter of an hour: one that is paused must stop before many messages have failed.</summary>
internal sealed partial class TemplateWatch(TemplateSync sync, TwilioContents twilio, TemplateBook book, TimeProvider clock, ILogger<TemplateWatch> logger)
    : RegularWork(Between, clock)
{
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        twilio.HasHost && book.All.Count > 0 ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        if ((await sync.WatchAsync(cancellationToken)).Failure is not null) LogNotRead(null);
    }

    protected override void LogFailed(Exception error) => LogNotRead(error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The state of the templates could not be read; looking again later")]
    private partial void LogNotRead(Exception? error);
}
