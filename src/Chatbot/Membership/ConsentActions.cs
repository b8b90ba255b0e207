using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy;

namespace Chatbot.Membership;

/// <summary>What dialogs have done when a person says yes or no to a purpose. Each is stored once a message.</summary>
internal sealed class ConsentActions(Consents consents)
{
    public const string RecordConsent = "record_consent";

    public const string RevokeConsent = "revoke_consent";
    public const string MyConsents = "my_consents";

    public async Task<ActionResult> RecordAsync(ActionContext context, CancellationToken cancellationToken)
    {
        await consents.GrantAsync(Source(context), Purpose(context), context["text_version"], cancellationToken);
        return new ActionResult("done");
    }

    /// <summary>A no to one purpose; the others stay.</summary>
    public async Task<ActionResult> RevokeAsync(ActionContext context, CancellationToken cancellationToken)
    {
        await consents.RevokeAsync(Source(context), Purpose(context), cancellationToken);
        return new ActionResult("done");
    }

    /// <summary>What the person said to each purpose: «ya», «tidak», or «belum» when he was never asked.</summary>
    public async Task<ActionResult> ShowAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var said = await consents.SaidAsync(context.PersonId, cancellationToken);
        return new ActionResult("shown", new Dictionary<string, string>
        {
            ["registration"] = Word(ConsentPurpose.Registration),
            ["reminders"] = Word(ConsentPurpose.Reminders),
            ["campaigns"] = Word(ConsentPurpose.Campaigns),
            ["status_consent"] = Word(ConsentPurpose.Status),
        });

        string Word(ConsentPurpose purpose) =>
            said.LastOrDefault(entry => entry.Purpose == purpose) is { } latest ? latest.IsGranted ? "ya" : "tidak" : "belum";
    }

    private static ConsentPurpose Purpose(ActionContext context) => context["purpose"] switch
    {
        "registration" => ConsentPurpose.Registration,
        "reminders" => ConsentPurpose.Reminders,
        "campaigns" => ConsentPurpose.Campaigns,
        "status" => ConsentPurpose.Status,
        var other => throw new InvalidOperationException($"A dialog records consent for '{other}', which is no purpose."),
    };

    private static ConsentSource Source(ActionContext context) =>
        new(context.PersonId, context.Conversation.Channel, context.Conversation.TheirAddress, context.TurnId);
}
