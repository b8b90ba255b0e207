using System.Globalization;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Membership;
using Chatbot.Membership.Registering;
using Chatbot.Membership.StepUp;
using Chatbot.Privacy;
using Chatbot.Privacy.Auditing;
using Chatbot.Privacy.Erasing;
using Chatbot.Privacy.Records;
using Chatbot.Privacy.Requests;
using Chatbot.Programs;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Rights;

/// <summary>What dialogs have done when a person uses a right over his data: each with a receipt number and the deadline of the law.</summary>
internal sealed class RightsActions(
    Consents consents,
    DataRequests requests,
    Restrictions restrictions,
    Erasures erasures,
    ErasureScopes scopes,
    PersonalRecords records,
    AuditLog audit,
    Workers workers,
    StepUpProof stepUp,
    StepUps stepUps,
    DataLinks links,
    TurnActions turnActions,
    PublicAddress address,
    IOptions<PrivacyOptions> options)
{
    public const string MyData = "my_data";
    public const string DataDownload = "data_download";
    public const string EraseData = "erase_data";
    public const string PendingErasure = "pending_erasure";
    public const string CancelErasure = "cancel_erasure";
    public const string RestrictData = "restrict_data";
    public const string OptOut = "opt_out";
    public const string OptIn = "opt_in";
    public const string WithdrawConsent = "withdraw_consent";

    // Legal deadlines are told in WIB, where the branches are.
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    /// <summary>DATA SAYA: what is kept, masked. Of a registration only after a step-up.</summary>
    public async Task<ActionResult> MyDataAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var (refusal, own) = await SureAsync(context, cancellationToken);
        if (refusal is not null) return new ActionResult(refusal);
        return await turnActions.OnceAsync(
            MyData,
            context,
            async session =>
            {
                var subject = await records.TraceAsync(session, DataSubject.Of(context.PersonId), cancellationToken);
                var shown = await records.DescribeAsync(session, subject, cancellationToken);
                var request = await OpenAsync(session, DataRequestKind.Access, context, isDone: true, cancellationToken);
                await audit.AddAsync(session, Look.ByBot($"DATA SAYA {request.Number}"), "own.summary", context.PersonId, cancellationToken);
                var values = new Dictionary<string, string>
                {
                    ["receipt"] = request.Number,
                    ["messages"] = Count(shown, "deliveries"),
                    ["consents"] = Count(shown, "consents"),
                };
                if (own is not { } worker) return new ActionResult("unregistered", values);
                values["number"] = worker.Number;
                values["name"] = MaskedName.Of(worker.Name);
                values["masked_nik"] = Masking.Nik(workers.NikOf(worker));
                values["masked_phone"] = worker.Phone.Length > 0 ? Masking.Phone(worker.Phone) : "tidak ada";
                return new ActionResult("shown", values);
            },
            cancellationToken);
    }

    /// <summary>A link to the whole of it, for one download. Asks for the step-up again: the flow still has the answer.</summary>
    public async Task<ActionResult> DownloadAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var (refusal, own) = await SureAsync(context, cancellationToken);
        if (refusal is not null) return new ActionResult("refused");
        return await turnActions.OnceAsync(
            DataDownload,
            context,
            async session =>
            {
                var token = await links.AddAsync(session, context.PersonId, own?.Id, cancellationToken);
                return new ActionResult("link", new Dictionary<string, string>
                {
                    ["link"] = new Uri(address.Base, $"data-saya/{token}").AbsoluteUri,
                    ["minutes"] = options.Value.DownloadMinutes.ToString(CultureInfo.InvariantCulture),
                });
            },
            cancellationToken);
    }

    /// <summary>HAPUS DATA, after the second yes: processing ends now, the rows go after the time to take it back. Of registrations those that he showed to know.</summary>
    public Task<ActionResult> EraseAsync(ActionContext context, CancellationToken cancellationToken) => OnceAsync(
        EraseData,
        context,
        async session =>
        {
            consents.Withdraw(session, Source(context));
            await restrictions.HoldAsync(session, context.PersonId, cancellationToken);
            var request = await OpenAsync(session, DataRequestKind.Erase, context, isDone: false, cancellationToken);
            await scopes.CloseAsync(session, context.Conversation.Value, request.Number, cancellationToken);
            await erasures.BeginAsync(session, request, cancellationToken);
            return request;
        },
        cancellationToken);

    /// <summary>Whether an erasure waits that can still be taken back.</summary>
    public async Task<ActionResult> PendingAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var pending = (await requests.OfAsync(context.PersonId, cancellationToken))
            .FirstOrDefault(request => request is { Kind: DataRequestKind.Erase, DoneAt: null });
        return pending is null ? new ActionResult("none") : Told("pending", pending);
    }

    public Task<ActionResult> CancelAsync(ActionContext context, CancellationToken cancellationToken) =>
        turnActions.OnceAsync(
            CancelErasure,
            context,
            async session =>
            {
                var isCancelled = await erasures.CancelAsync(session, context.PersonId, cancellationToken);
                if (isCancelled) await restrictions.ReleaseAsync(session, context.PersonId, cancellationToken);
                return new ActionResult(isCancelled ? "cancelled" : "none");
            },
            cancellationToken);

    /// <summary>TUNDA: nothing is sent unasked and nothing is counted, until MULAI.</summary>
    public Task<ActionResult> RestrictAsync(ActionContext context, CancellationToken cancellationToken) => OnceAsync(
        RestrictData,
        context,
        async session =>
        {
            await restrictions.HoldAsync(session, context.PersonId, cancellationToken);
            return await OpenAsync(session, DataRequestKind.Restrict, context, isDone: true, cancellationToken);
        },
        cancellationToken);

    /// <summary>CABUT PERSETUJUAN: no purpose holds any more.</summary>
    public Task<ActionResult> WithdrawAsync(ActionContext context, CancellationToken cancellationToken) => OnceAsync(
        WithdrawConsent,
        context,
        async session =>
        {
            consents.Withdraw(session, Source(context));
            await restrictions.HoldAsync(session, context.PersonId, cancellationToken);
            return await OpenAsync(session, DataRequestKind.Withdraw, context, isDone: true, cancellationToken);
        },
        cancellationToken);

    /// <summary>BERHENTI, on every channel at once.</summary>
    public Task<ActionResult> StopAsync(ActionContext context, CancellationToken cancellationToken) => OnceAsync(
        OptOut,
        context,
        async session =>
        {
            consents.OptOut(session, Source(context));
            return await OpenAsync(session, DataRequestKind.Stop, context, isDone: true, cancellationToken);
        },
        cancellationToken);

    /// <summary>MULAI undoes BERHENTI and TUNDA.</summary>
    public Task<ActionResult> ResumeAsync(ActionContext context, CancellationToken cancellationToken) =>
        turnActions.OnceAsync(
            OptIn,
            context,
            async session =>
            {
                if (await restrictions.ReleaseAsync(session, context.PersonId, cancellationToken))
                    await OpenAsync(session, DataRequestKind.Release, context, isDone: true, cancellationToken);
                await consents.OptInAsync(session, Source(context), cancellationToken);
                return new ActionResult("done");
            },
            cancellationToken);

    /// <summary>Who writes: why nothing may be told yet, or the worker he is; neither when he is nobody who is registered.</summary>
    private async Task<(string? Refusal, Worker? Worker)> SureAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (context["nik_last4"] == "" && context["birth_year"] == "")
        {
            // Nothing was asked yet, so nothing counts as a wrong answer.
            var registered = await workers.OfAsync(context.PersonId, context.Incoming.SenderPhone, cancellationToken);
            if (registered.Count == 0) return (null, null);
            // After a long silence the number may be somebody else's: one thing more, as before a status.
            return (await stepUps.IsBackAfterSilenceAsync(context, cancellationToken) ? "ask_both" : "ask", null);
        }

        return await stepUp.AskAsync(context, cancellationToken) switch
        {
            StepUpAnswer.Known(var worker) => (null, worker),
            StepUpAnswer.Refused("not_registered") => (null, null),
            StepUpAnswer.Refused(var outcome) => (outcome, null),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private Task<ActionResult> OnceAsync(
        string name, ActionContext context, Func<DbSession, Task<DataRequest>> effect, CancellationToken cancellationToken) =>
        turnActions.OnceAsync(name, context, async session => Told("done", await effect(session)), cancellationToken);

    private async Task<DataRequest> OpenAsync(
        DbSession session, DataRequestKind kind, ActionContext context, bool isDone, CancellationToken cancellationToken)
    {
        if (isDone && await requests.RecentAsync(session, kind, context.PersonId, cancellationToken) is { } recent) return recent;
        var request = await requests.OpenAsync(
            session, kind, context.PersonId, context.Conversation.Value, context.Incoming.Now, cancellationToken);
        if (isDone) await requests.DoneAsync(session, request.Number, "done", cancellationToken);
        return request;
    }

    private static ActionResult Told(string outcome, DataRequest request) => new(outcome, new Dictionary<string, string>
    {
        ["receipt"] = request.Number,
        ["until"] = CoverageMonth.InWords(DateOnly.FromDateTime(request.DueAt.ToOffset(Wib).DateTime)),
    });

    private static string Count(IReadOnlyList<ShownRecords> shown, string table) =>
        (shown.FirstOrDefault(part => part.Table == table)?.Rows.Count ?? 0).ToString(CultureInfo.InvariantCulture);

    private static ConsentSource Source(ActionContext context) =>
        new(context.PersonId, context.Conversation.Channel, context.Conversation.TheirAddress, context.TurnId);
}
