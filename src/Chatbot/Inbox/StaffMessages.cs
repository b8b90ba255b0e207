using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Sms;
using Chatbot.Storage;
using Chatbot.Templates;
using Microsoft.Extensions.Options;

namespace Chatbot.Inbox;

/// <summary>
/// What a member of the staff writes to a person: in order with everything else of the conversation, as far as the channel lets it. What was
/// begun by a copy that died is carried on; the same id is said once.
/// </summary>
internal sealed class StaffMessages(
    Database database,
    HeldConversations held,
    TakeOvers takeOvers,
    ChatEvents events,
    UnaskedMessages unasked,
    TemplateBook templates,
    TemplateStates states,
    Reachability reachability,
    OurAddresses ours,
    TimeProvider clock,
    IOptions<InboxOptions> options)
{
    /// <summary>A text of this length leaves as one message. https://www.twilio.com/docs/errors/21617</summary>
    public const int LongestText = 1_600;

    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(20);

    /// <summary>What may be said in the conversation now.</summary>
    public async Task<MaySay> MaySayAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var pair = AddressPair.Of(conversation.Value);
        if (await reachability.WhyUnreachableAsync(pair, cancellationToken) is { } never) return new MaySay.Nothing(never.ForStaff);
        if (await reachability.WhyNotAsync(pair, cancellationToken) is null) return new MaySay.Text();
        List<MessageTemplate> approved = [];
        foreach (var template in templates.All.Where(template => template is { ByStaff: true, Category: TemplateCategory.Utility }))
            if (await states.IsUsableAsync(template, cancellationToken))
                approved.Add(template);
        return new MaySay.TemplateOnly(approved);
    }

    /// <summary>How a text would leave, and what it takes.</summary>
    public TextSize Measure(ConversationId conversation, string text)
    {
        if (conversation.Channel != "sms") return new TextSize(text.Trim(), text.Trim().Length, 1, LongestText);
        var sms = OneWaySms.ForSending(text.Trim(), ours.CanReceive(conversation.OurAddress), ours.OtherWay());
        var size = SmsText.Measure(sms);
        return new TextSize(sms, size.Units, size.Segments, options.Value.SmsSegments == 1 ? 160 : options.Value.SmsSegments * 153);
    }

    /// <summary>Says a text.</summary>
    /// <param name="conversation">Where; he must have it.</param>
    /// <param name="staff">Who.</param>
    /// <param name="id">Of the message, made where it was written: a second try with it says nothing more. UUID.</param>
    /// <param name="text">What.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SayResult> SayAsync(ConversationId conversation, StaffMember staff, string id, string text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text)) return new SayResult.NotNow("Pesannya kosong.");
        var size = Measure(conversation, text);
        if (!size.Fits) return new SayResult.TooLong(size);
        return await reachability.WhyNotAsync(AddressPair.Of(conversation.Value), cancellationToken) is { } reason
            ? new SayResult.NotNow(reason.ForStaff)
            : await SayAsync(conversation, staff, id, new ChatContent(size.Text), cancellationToken);
    }

    /// <summary>Sends an approved template, to somebody who has not written for a day; inside the 24 hours the same words go as a text.</summary>
    public async Task<SayResult> SayTemplateAsync(
        ConversationId conversation,
        StaffMember staff,
        string id,
        string templateId,
        IReadOnlyDictionary<string, string> values,
        CancellationToken cancellationToken)
    {
        if (templates.Find(templateId) is not { ByStaff: true } template) return new SayResult.NotNow("Templat ini tidak untuk dikirim petugas.");
        if (template.Variables.FirstOrDefault(name => string.IsNullOrWhiteSpace(values.GetValueOrDefault(name))) is { } missing)
            return new SayResult.NotNow($"Isian «{missing}» masih kosong.");
        var form = await unasked.FormAsync(
            AddressPair.Of(conversation.Value), templateId, template.Category, values, ours.OtherWay(), cancellationToken);
        return form switch
        {
            UnaskedForm.Text text => await SayAsync(conversation, staff, id, new ChatContent(text.Body), cancellationToken),
            UnaskedForm.Template use => await SayAsync(
                conversation, staff, id, new ChatContent(use.Body, new TemplateUse(use.Id, values) { Version = use.Version }), cancellationToken),
            UnaskedForm.Dropped dropped => new SayResult.NotNow(dropped.ForStaff),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Carries on what was on its way when a copy died; gives how many.</summary>
    public async Task<int> CarryOnAsync(CancellationToken cancellationToken)
    {
        var unsent = await events.UnsentAsync(clock.GetUtcNow() - Abandoned, cancellationToken);
        foreach (var id in unsent)
        {
            if (await events.FindAsync(id, cancellationToken) is not (var conversation, { Kind: ChatEventKind.Sending } message)) continue;
            await SendAsync(new ConversationId(conversation), new StaffMember(message.Actor, message.ActorName), message, cancellationToken);
        }

        return unsent.Count;
    }

    private async Task<SayResult> SayAsync(
        ConversationId conversation, StaffMember staff, string id, ChatContent content, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(id, "D", out _)) throw new ArgumentException("The id of a message is a UUID.", nameof(id));
        if (await takeOvers.FindAsync(conversation, cancellationToken) is not { } chat || !chat.IsHeldBy(staff)) return await NotHeldAsync(conversation, cancellationToken);
        // Our ids hold the time they were made, see DeliveryBatch; the message's own comes from a browser.
        var replyId = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        await database.WriteAsync(
            session => events.AddAsync(
                session, conversation.Value, id, ChatEventKind.Sending, staff, content with { Text = Masking.Transcript(content.Text) }, replyId,
                cancellationToken),
            cancellationToken);
        if (await events.FindAsync(id, cancellationToken) is not ({ } where, { } message)) return await NotHeldAsync(conversation, cancellationToken);
        if (message.Kind == ChatEventKind.Sent) return new SayResult.Said();
        if (where != conversation.Value || message.Kind != ChatEventKind.Sending || message.Actor != staff.Login)
            throw new ArgumentException("The id belongs to something else.", nameof(id));
        return await SendAsync(conversation, staff, message with { Content = content }, cancellationToken);
    }

    private async Task<SayResult> SendAsync(ConversationId conversation, StaffMember staff, ChatEvent message, CancellationToken cancellationToken)
    {
        var chat = await takeOvers.FindAsync(conversation, cancellationToken);
        var isHeld = chat is { HoldId: not null } && chat.IsHeldBy(staff);
        var isSaid = isHeld && await held.SayAsync(
            conversation,
            chat!.HoldId!,
            $"staff-says-{message.Id}",
            new StaffReply(message.ReplyId ?? message.Id, message.Content.Text, message.Content.Template),
            cancellationToken);
        if (isHeld && !isSaid) await takeOvers.LostAsync(conversation, chat!.HoldId!, cancellationToken);
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    isSaid
                        ? "UPDATE staff_chat_events SET kind = 'sent' WHERE id = @Id AND kind = 'sending'"
                        : "DELETE FROM staff_chat_events WHERE id = @Id AND kind = 'sending'",
                    new { message.Id },
                    cancellationToken);
                if (isSaid) await takeOvers.AnsweredAsync(session, conversation.Value, chat!.HoldId!, cancellationToken);
            },
            cancellationToken);
        return isSaid ? new SayResult.Said() : await NotHeldAsync(conversation, cancellationToken);
    }

    private async Task<SayResult> NotHeldAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        new SayResult.NotHeld(await takeOvers.FindAsync(conversation, cancellationToken) is { Phase: not Phase.Free } chat ? chat.HolderName : null);
}

/// <summary>How long a text is as it leaves.</summary>
/// <param name="Text">As it leaves.</param>
/// <param name="Units">Characters; by SMS units of its alphabet.</param>
/// <param name="Segments">What is billed.</param>
/// <param name="Most">How many units fit.</param>
internal sealed record TextSize(string Text, int Units, int Segments, int Most)
{
    public bool Fits => Units <= Most;
}

/// <summary>What may be said to a person now. A closed set.</summary>
internal abstract record MaySay
{
    private MaySay()
    {
    }

    /// <summary>Any text.</summary>
    public sealed record Text : MaySay;

    /// <summary>The person has not written for a day: these approved templates alone.</summary>
    public sealed record TemplateOnly(IReadOnlyList<MessageTemplate> Approved) : MaySay;

    /// <summary>Nothing reaches the person.</summary>
    public sealed record Nothing(string ForStaff) : MaySay;
}

/// <summary>What came of saying something. A closed set.</summary>
internal abstract record SayResult
{
    private SayResult()
    {
    }

    /// <summary>It is on its way.</summary>
    public sealed record Said : SayResult;

    /// <summary>He does not have the conversation (any more).</summary>
    /// <param name="HolderName">Who has it; null: Jaka.</param>
    public sealed record NotHeld(string? HolderName) : SayResult;

    /// <summary>More than the channel takes.</summary>
    public sealed record TooLong(TextSize Size) : SayResult;

    /// <summary>The channel does not let it through now.</summary>
    public sealed record NotNow(string ForStaff) : SayResult;
}
