using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy.Records;

namespace Chatbot.Inbox;

/// <summary>Staff talks with people: taking a conversation over, writing in it, finding it.</summary>
internal static class InboxFeature
{
    public static IHostApplicationBuilder AddInbox(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<InboxOptions>()
            .BindConfiguration(InboxOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.AddPersonalTables(InboxRecords.Tables);
        services.AddSingleton<ChatEvents>();
        services.AddSingleton<TakeOvers>();
        services.AddSingleton<StaffMessages>();
        services.AddSingleton<InboxWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<InboxWorker>());
        // Turns are made before this and need it: it is asked for when the first conversation of the staff has a turn.
        services.AddSingleton<OnStaffTurn>(provider =>
            (turn, stage, cancellationToken) => provider.GetRequiredService<TakeOvers>().HearAsync(turn, stage, cancellationToken));
        services.AddSingleton<StaffMedia>();
        services.AddSingleton<InboxList>();
        services.AddSingleton<StaffDesk>();
        services.AddSingleton<InboxWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<InboxWatch>());
        services.AddSingleton<OnStaffTurn>(provider =>
            (turn, stage, cancellationToken) => provider.GetRequiredService<StaffMedia>().HearAsync(turn, stage, cancellationToken));
        services.AddHostedService<StaffMediaWorker>();
        services.AddSingleton<StaffHoursAction>();
        services.AddDialogAction<StaffHoursAction>(
            StaffHoursAction.Signature, (action, context, _) => Task.FromResult(action.Perform(context)));
        return builder;
    }
}

/// <summary>Tells a dialog whether somebody of the branch answers now, and if not when.</summary>
internal sealed class StaffHoursAction(StaffHours hours)
{
    public static ActionSignature Signature { get; } = new(
        "staff_hours", ["open", "closed", "unknown"], new Dictionary<string, string> { ["kapan"] = StaffHours.Longest }) { Public = true };

    public ActionResult Perform(ActionContext context)
    {
        var now = context.Incoming.Now;
        if (hours.IsOpen(now)) return new ActionResult("open");
        return hours.Next(now) is { } next
            ? new ActionResult("closed", new Dictionary<string, string> { ["kapan"] = hours.Say(next, now) })
            : new ActionResult("unknown");
    }
}
