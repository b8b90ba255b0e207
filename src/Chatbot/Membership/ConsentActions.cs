using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy;

namespace Chatbot.Membership;

/// <summary>What dialogs have done when a person says yes, stop, or go on. Each is stored once a message.</summary>
internal sealed class ConsentActions(Consents consents)
{
    public const string RecordConsent = "record_consent";
    public const string OptOut = "opt_out";
    public const string OptIn = "opt_in";
    public const string WithdrawConsent = "withdraw_consent";

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

    public async Task<ActionResult> StopAsync(ActionContext context, CancellationToken cancellationToken)
    {
        await consents.OptOutAsync(Source(context), cancellationToken);
        return new ActionResult("done");
    }

    public async Task<ActionResult> ResumeAsync(ActionContext context, CancellationToken cancellationToken)
    {
        await consents.OptInAsync(Source(context), cancellationToken);
        return new ActionResult("done");
    }

    public async Task<ActionResult> WithdrawAsync(ActionContext context, CancellationToken cancellationToken)
    {
        await consents.WithdrawAsync(Source(context), cancellationToken);
        return new ActionResult("done");
    }

    private static ConsentSource Source(ActionContext context) =>
        new(context.PersonId, context.Conversation.Channel, context.Conversation.TheirAddress, context.TurnId);
}
