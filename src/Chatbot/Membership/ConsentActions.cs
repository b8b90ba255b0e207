using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy;

namespace Chatbot.Membership;

/// <summary>What dialogs have done when a person says yes to a purpose. Each yes is stored once a message.</summary>
internal sealed class ConsentActions(Consents consents)
{
    public const string RecordConsent = "record_consent";

    public async Task<ActionResult> RecordAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var purpose = context["purpose"] switch
        {
            "registration" => ConsentPurpose.Registration,
            "reminders" => ConsentPurpose.Reminders,
            "campaigns" => ConsentPurpose.Campaigns,
            "status" => ConsentPurpose.Status,
            var other => throw new InvalidOperationException($"A dialog records consent for '{other}', which is no purpose."),
        };
        await consents.GrantAsync(Source(context), purpose, context["text_version"], cancellationToken);
        return new ActionResult("done");
    }

    private static ConsentSource Source(ActionContext context) =>
        new(context.PersonId, context.Conversation.Channel, context.Conversation.TheirAddress, context.TurnId);
}
