using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Auditing;
using Chatbot.Storage;

namespace Chatbot.Inbox;

/// <summary>
/// What a member of the staff does with conversations, within what is his: those over his organisation's addresses, and only who answers people
/// changes anything. What is not his is as if it were not there.
/// </summary>
internal sealed class StaffDesk(
    Database database,
    TakeOvers takeOvers,
    StaffMessages messages,
    ChatEvents events,
    StaffMedia media,
    DeliveryLog deliveries,
    CannedAnswers answers,
    IKnowledge knowledge,
    AuditLog audit,
    TimeProvider clock)
{
    // More than that nobody reads before he answers.
    private const int MostMessages = 200;

    /// <summary>Whether he may answer people.</summary>
    public static bool MayAct(StaffScope scope) => !scope.IsNarrow && (scope.Has(StaffRole.Service) || scope.Has(StaffRole.Administrator));

    /// <summary>Opens a conversation to read it; null when there is none for him. The look is logged.</summary>
    /// <param name="scope">Who.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<OpenedChat?> OpenAsync(StaffScope scope, ConversationId conversation, string reason, CancellationToken cancellationToken)
    {
        if (await PersonAsync(scope, conversation, cancellationToken) is not { } person) return null;
        await audit.AddAsync(scope.Look(reason), "chat.read", person, cancellationToken);
        return new OpenedChat(conversation, person, scope);
    }

    /// <summary>As it stands now.</summary>
    public async Task<ChatView> LoadAsync(OpenedChat chat, CancellationToken cancellationToken)
    {
        var key = chat.Conversation.Value;
        var row = await takeOvers.FindAsync(chat.Conversation, cancellationToken);
        var said = await deliveries.OfConversationAsync(key, MostMessages, cancellationToken);
        var done = await events.OfAsync(key, cancellationToken);
        var files = await media.OfAsync(key, cancellationToken);
        var (names, tickets, last) = await database.ReadAsync(
            async session =>
            {
                var known = await InboxList.NamesAsync(session, chat.Scope, [chat.PersonId], cancellationToken);
                var open = await InboxList.TicketsAsync(session, [key], cancellationToken);
                var at = await session.FirstAsync<long>(
                    "SELECT last_inbound_at FROM contacts WHERE channel = @Channel AND our_address = @OurAddress AND address = @TheirAddress",
                    new { chat.Conversation.Channel, chat.Conversation.OurAddress, chat.Conversation.TheirAddress },
                    cancellationToken);
                return (known[chat.PersonId].ToList(), open[key].ToList(), at);
            },
            cancellationToken);
        var lastInbound = last == 0 ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(last);
        return new ChatView(
            row is null or { Phase: Phase.Free } ? null : row.HolderName,
            row?.IsHeldBy(Staff(chat.Scope)) == true,
            row?.AssignedTo,
            [.. names.Select(Masking.Name)],
            People.PhoneOf(chat.Conversation.Channel, chat.Conversation.TheirAddress) is null ? "" : Masking.Phone(chat.Conversation.TheirAddress),
            tickets,
            ServiceWindow.ClosesAt(chat.Conversation.Channel, lastInbound),
            await messages.MaySayAsync(chat.Conversation, cancellationToken),
            TalkLines.Of(said, done, files));
    }

    /// <summary>The person's whole name and number, for who has a reason to know them. The look is logged.</summary>
    public async Task<Revealed> RevealAsync(OpenedChat chat, string reason, CancellationToken cancellationToken)
    {
        await audit.AddAsync(chat.Scope.Look(reason), "chat.revealed", chat.PersonId, cancellationToken);
        var names = await database.ReadAsync(
            session => InboxList.NamesAsync(session, chat.Scope, [chat.PersonId], cancellationToken), cancellationToken);
        return new Revealed([.. names[chat.PersonId]], People.PhoneOf(chat.Conversation.Channel, chat.Conversation.TheirAddress) ?? "");
    }

    /// <summary>Takes the conversation from Jaka.</summary>
    public async Task<TakeResult> TakeAsync(OpenedChat chat, string reason, CancellationToken cancellationToken) =>
        MayAct(chat.Scope) ? await takeOvers.TakeAsync(chat.Conversation, Staff(chat.Scope), reason, cancellationToken) : new TakeResult.Unknown();

    /// <summary>Gives it back; the note stands with the ticket.</summary>
    public Task<ReturnResult> GiveBackAsync(OpenedChat chat, string note, CancellationToken cancellationToken) =>
        takeOvers.GiveBackAsync(chat.Conversation, Staff(chat.Scope), note, cancellationToken);

    /// <summary>Says a text; a second try with the same id says nothing more.</summary>
    public Task<SayResult> SayAsync(OpenedChat chat, string id, string text, CancellationToken cancellationToken) =>
        messages.SayAsync(chat.Conversation, Staff(chat.Scope), id, text, cancellationToken);

    /// <summary>Sends an approved template; a second try with the same id sends nothing more.</summary>
    public Task<SayResult> SayTemplateAsync(
        OpenedChat chat, string id, string templateId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) =>
        messages.SayTemplateAsync(chat.Conversation, Staff(chat.Scope), id, templateId, values, cancellationToken);

    /// <summary>How a text would leave, and what it takes.</summary>
    public TextSize Measure(OpenedChat chat, string text) => messages.Measure(chat.Conversation, text);

    /// <summary>A note for colleagues.</summary>
    public Task NoteAsync(OpenedChat chat, string id, string text, CancellationToken cancellationToken) =>
        MayAct(chat.Scope) ? takeOvers.NoteAsync(chat.Conversation, Staff(chat.Scope), id, text, cancellationToken) : Task.CompletedTask;

    /// <summary>Leaves it to a colleague of the same organisation; null: to whoever comes first.</summary>
    public Task AssignAsync(OpenedChat chat, StaffMember? colleague, CancellationToken cancellationToken) =>
        MayAct(chat.Scope) ? takeOvers.AssignAsync(chat.Conversation, Staff(chat.Scope), colleague, cancellationToken) : Task.CompletedTask;

    /// <summary>Jaka begins anew with somebody who is stuck.</summary>
    public Task ResetAsync(OpenedChat chat, string reason, CancellationToken cancellationToken) =>
        MayAct(chat.Scope) ? takeOvers.ResetAsync(chat.Conversation, Staff(chat.Scope), reason, cancellationToken) : Task.CompletedTask;

    /// <summary>What staff often answers, filled in for this conversation.</summary>
    public IReadOnlyList<(string Title, string Text)> AnswersFor(OpenedChat chat, ChatView view)
    {
        var values = new Dictionary<string, string>
        {
            ["nama"] = view.Names is [var only] ? only : "",
            ["petugas"] = chat.Scope.Name,
            ["tiket"] = view.Tickets is [var oldest, ..] ? oldest.Number : "",
        };
        var now = chat.Scope.Local(clock.GetUtcNow());
        return [.. answers.All.Select(answer => (answer.Title, CannedAnswers.Fill(answer, chat.Conversation.Channel, values, knowledge, now)))];
    }

    /// <summary>A file of a conversation that is his; null when there is none. The look is logged.</summary>
    public Task<OpenedMedia?> MediaAsync(StaffScope scope, string id, CancellationToken cancellationToken) =>
        media.OpenAsync(
            id, scope.Look("berkas dalam percakapan"), async (conversation, stop) => await PersonAsync(scope, conversation, stop) is not null, cancellationToken);

    private static StaffMember Staff(StaffScope scope) => new(scope.Login, scope.Name);

    /// <summary>Who is behind a conversation of his organisation; null when it is not his, or there is none.</summary>
    private async Task<string?> PersonAsync(StaffScope scope, ConversationId conversation, CancellationToken cancellationToken) =>
        scope.IsNarrow ? null : await database.ReadAsync(
            session => session.FirstAsync<string>(
                $"""
                SELECT a.person_id FROM contacts c JOIN addresses a ON a.channel = c.channel AND a.address = c.address
                WHERE c.channel = @Channel AND c.our_address = @OurAddress AND c.address = @TheirAddress AND {StaffScope.OwnsAddress("c.our_address")}
                """,
                new { conversation.Channel, conversation.OurAddress, conversation.TheirAddress, scope.Organisation },
                cancellationToken),
            cancellationToken);
}

/// <summary>A conversation that somebody of the staff has opened, with a reason that is logged: everything else asks for it.</summary>
/// <param name="Conversation">Which.</param>
/// <param name="PersonId">Whose.</param>
/// <param name="Scope">Who opened it.</param>
internal sealed record OpenedChat(ConversationId Conversation, string PersonId, StaffScope Scope);

/// <summary>A conversation as staff sees it.</summary>
/// <param name="HolderName">Who has it; null: Jaka.</param>
/// <param name="IsMine">The reader has it.</param>
/// <param name="AssignedTo">Login of whom it was left to.</param>
/// <param name="Names">Of the registered workers behind it, masked.</param>
/// <param name="Phone">Masked; empty when the channel shows none.</param>
/// <param name="Tickets">That are not closed.</param>
/// <param name="WindowClosesAt">Until when a free text may go, UTC; null: without an end.</param>
/// <param name="MaySay">What may be said now.</param>
/// <param name="Lines">What was said and done, the oldest first.</param>
internal sealed record ChatView(
    string? HolderName,
    bool IsMine,
    string? AssignedTo,
    IReadOnlyList<string> Names,
    string Phone,
    IReadOnlyList<OpenTicket> Tickets,
    DateTimeOffset? WindowClosesAt,
    MaySay MaySay,
    IReadOnlyList<TalkLine> Lines);

/// <summary>Somebody's whole name and number.</summary>
internal sealed record Revealed(IReadOnlyList<string> Names, string Phone);
