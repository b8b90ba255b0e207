using System.Globalization;
using System.Text.Json;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Language;
using Chatbot.Membership.Registering;
using Chatbot.Privacy;
using Chatbot.Storage;
using Microsoft.Extensions.Options;

namespace Chatbot.Membership;

/// <summary>What dialogs have done to register a worker.</summary>
internal sealed class RegistrationActions(
    Workers workers,
    Contributions contributions,
    Tickets tickets,
    TurnActions turnActions,
    FormLinks links,
    Referrals referrals,
    PendingRegistrations pending,
    Consents consents,
    Attempts attempts,
    PublicAddress address,
    IKnowledge knowledge,
    IOptions<MembershipOptions> options)
{
    public const string FindRegistration = "find_registration";
    public const string FormLink = "form_link";
    public const string CheckNik = "check_nik";
    public const string RegisterWorker = "register_worker";
    public const string OpenTicket = "open_ticket";

    /// <summary>The registrations of this person, or with this number.</summary>
    public async Task<ActionResult> FindAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var found = await workers.OfAsync(context.PersonId, context.Incoming.SenderPhone, cancellationToken);
        if (found.Count == 0) return new ActionResult("none");
        var number = new Dictionary<string, string> { ["number"] = found[0].Number };
        if (found.Count > 1) return new ActionResult("several", number);
        var paid = await contributions.PaidAsync(found[0].Id, cancellationToken);
        return new ActionResult(paid.Count > 0 ? "paid" : "unpaid", number);
    }

    /// <summary>A link to the form on WhatsApp, where a NIK must not be asked for; elsewhere the chat goes on.</summary>
    public Task<ActionResult> LinkAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (context.Conversation.Channel != "whatsapp" || options.Value.NikInChat) return Task.FromResult(new ActionResult("chat"));
        return turnActions.OnceAsync(
            FormLink,
            context,
            async session =>
            {
                var token = await links.AddAsync(session, context.Conversation, cancellationToken);
                return new ActionResult("form", new Dictionary<string, string>
                {
                    ["link"] = new Uri(address.Base, $"formulir/{token}").AbsoluteUri,
                    ["minutes"] = options.Value.FormMinutes.ToString(CultureInfo.InvariantCulture),
                });
            },
            cancellationToken);
    }

    /// <summary>Whether the owner of the NIK may register, by age.</summary>
    public Task<ActionResult> CheckAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(context.Incoming.Now.DateTime);
        var answer = AgeRule.Of(Digits(context["nik"]), today, Years("F-BPU-03.min", context), Years("F-BPU-02", context));
        return Task.FromResult(new ActionResult(answer switch
        {
            // An unknown code may be older than the lists (identity.md 1.2): look again, never refuse.
            AgeAnswer.Ok => NikRecognizer.Check(Digits(context["nik"]), today) is { Valid: true, KnownRegency: false } ? "region_unknown" : "ok",
            AgeAnswer.TooYoung => "too_young",
            AgeAnswer.TooOld => "too_old",
            AgeAnswer.Unknown => "age_unknown",
            AgeAnswer.Invalid => "invalid",
        }));
    }

    /// <summary>An age that a fact gives, valid on the day of the message.</summary>
    /// <exception cref="InvalidOperationException">The knowledge has no such fact.</exception>
    private int Years(string fact, ActionContext context) =>
        int.TryParse(knowledge.Text(fact + ":angka", context.Incoming.Now), NumberStyles.None, CultureInfo.InvariantCulture, out var years)
            ? years
            : throw new InvalidOperationException($"The fact {fact} is missing.");

    /// <summary>Stores the registration. A NIK that is somebody else's is answered alike and goes to the staff; so many tries a day end without an answer.</summary>
    public Task<ActionResult> RegisterAsync(ActionContext context, CancellationToken cancellationToken) =>
        turnActions.OnceAsync(
            RegisterWorker,
            context,
            async session =>
            {
                var worker = Read(context);
                var tries = Tries(context, worker);
                var number = PublicNumber.Registration(context.Incoming.Now);
                // All questions of a registration, in one round trip.
                var granted = consents.Granted(session, context.PersonId, ConsentPurpose.Registration);
                var counts = attempts.Counts(session, [.. tries.Select(one => one.Who)], Day(context));
                var withNik = workers.WithNik(session, worker.Nik);
                var checkedNumber = pending.CheckedNumber(session, context.PersonId, worker.Nik);
                var source = referrals.Source(session, context.PersonId);
                var taken = Workers.Taken(session, number);
                // The flow asks first; without the yes no NIK is stored, whatever led here.
                if (await granted.FirstAsync(cancellationToken) != 1) return new ActionResult("no_consent");
                // Before it counts whose NIK it is, so that the answer is the same for every one.
                if (IsTooMuch(tries, await counts.RowsAsync(cancellationToken))) return new ActionResult("limit");
                attempts.Add(session, [.. tries.Select(one => one.Who)], Day(context), $"{context.Conversation.Value}|{context.TurnId}");
                var known = await withNik.FirstAsync(cancellationToken);
                // The sender's own number only: anybody can type the number of somebody else.
                if (known is not null && (known.PersonId == context.PersonId || known.OwnPersonId == context.PersonId || known.Phone == context.Incoming.SenderPhone))
                    return new ActionResult("already", new Dictionary<string, string> { ["number"] = known.Number });
                if (worker.Nik.Length != 16)
                {
                    var ticket = await OpenAsync(session, Tickets.KnownNik, context, cancellationToken);
                    return new ActionResult("needs_officer", new Dictionary<string, string> { ["ticket"] = ticket });
                }

                // From here on whoever's NIK it is takes as many steps, and gets the same answer.
                if (await checkedNumber.FirstAsync(cancellationToken) is { } before)
                    return new ActionResult("already", new Dictionary<string, string> { ["number"] = before });
                var referral = await source.FirstAsync(cancellationToken) ?? "";
                if (await taken.FirstAsync(cancellationToken) > 0) number = await workers.FreeNumberAsync(session, context.Incoming.Now, cancellationToken);
                if (known is null) await AddAsync(session, context, worker, number, referral, cancellationToken);
                else await KeepForStaffAsync(session, context, worker, number, referral, cancellationToken);
                return new ActionResult("registered", new Dictionary<string, string>
                {
                    ["number"] = number,
                    ["masked_nik"] = Masking.Nik(worker.Nik),
                });
            },
            cancellationToken);

    private Task<string> AddAsync(
        DbSession session, ActionContext context, NewWorker worker, string number, string source, CancellationToken cancellationToken) =>
        workers.AddAsync(
            session,
            worker,
            new RegistrationOrigin(context.PersonId, context.Conversation.Channel, context.TurnId)
            {
                Number = number,
                OwnPersonId = OwnPerson(context, worker),
                OurAddress = context.Conversation.OurAddress,
                Source = source,
            },
            context.Incoming.Now,
            cancellationToken);

    // Somebody else's NIK: staff learns of it. Whose it is, or that it is anybody's, is told to nobody.
    private async Task KeepForStaffAsync(
        DbSession session, ActionContext context, NewWorker worker, string number, string source, CancellationToken cancellationToken)
    {
        var registration = new PendingRegistration(
            number, context.PersonId, context.Conversation.Value, context.Incoming.SenderPhone ?? "", "self", null, source, worker, OwnPerson(context, worker));
        pending.AddForStaff(session, registration);
        await OpenAsync(session, Tickets.KnownNik, context, cancellationToken, number);
    }

    // With the number of somebody else it may be somebody else.
    private static string? OwnPerson(ActionContext context, NewWorker worker) =>
        worker.Phone.Length == 0 || worker.Phone == (context.Incoming.SenderPhone ?? worker.Phone) ? context.PersonId : null;

    // So that nobody finds out, one after the other, which NIKs are registered.
    private (string Who, int Most)[] Tries(ActionContext context, NewWorker worker) =>
    [
        (Attempts.Own(context.PersonId), options.Value.OwnTriesPerDay),
        ("nik:" + workers.HashOf(worker.Nik), options.Value.SamePersonPerDay),
    ];

    private static bool IsTooMuch((string Who, int Most)[] tries, IReadOnlyList<AttemptCount> counts) =>
        tries.Any(one => counts.Any(count => count.Who == one.Who && count.Count >= one.Most));

    private static DateOnly Day(ActionContext context) => DateOnly.FromDateTime(context.Incoming.Now.DateTime);

    /// <summary>Hands the person over to the staff.</summary>
    public Task<ActionResult> TicketAsync(ActionContext context, CancellationToken cancellationToken) =>
        turnActions.OnceAsync(
            OpenTicket,
            context,
            async session =>
            {
                // Who asks for a person twice waits in one place.
                var asked = context["topic"] == Tickets.Talk
                    ? await tickets.UnclosedAsync(session, context.Conversation.Value, Tickets.Talk, cancellationToken)
                    : null;
                var ticket = asked ?? await OpenAsync(session, context["topic"], context, cancellationToken);
                return new ActionResult("done", new Dictionary<string, string> { ["ticket"] = ticket });
            },
            cancellationToken);

    // Staff sees what the flow had gathered, and the message that led here.
    private Task<string> OpenAsync(
        DbSession session, string topic, ActionContext context, CancellationToken cancellationToken, string? number = null)
    {
        var content = new Dictionary<string, string>(context.Arguments) { ["message"] = context.Incoming.Text };
        if (number is not null) content["number"] = number;
        return tickets.OpenAsync(
            session,
            new NewTicket(topic, context.PersonId, context.Conversation.Value, JsonSerializer.Serialize(content)),
            context.Incoming.Now,
            cancellationToken);
    }

    /// <summary>What the slots of a registration give.</summary>
    public static NewWorker Read(ActionContext context) => new(
        Digits(context["nik"]),
        string.Join(' ', context["name"].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        context["phone"] is "@sender" or "" ? context.Incoming.SenderPhone ?? "" : context["phone"],
        context["job"],
        context["sector"] == "transport" ? "transport" : "other",
        long.TryParse(context["income"], NumberStyles.None, CultureInfo.InvariantCulture, out var income) ? income : 0,
        context["program"]);

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
