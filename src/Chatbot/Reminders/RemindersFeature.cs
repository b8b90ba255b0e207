using Chatbot.Bulk;
using Chatbot.Conversations;
using Chatbot.Dialogs;
using Chatbot.Privacy.Records;

namespace Chatbot.Reminders;

/// <summary>Who is told when that a contribution is due.</summary>
internal static class RemindersFeature
{
    public static IHostApplicationBuilder AddReminders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddPersonalTables(ReminderRecords.Tables);
        builder.Services.AddSingleton<ReminderFacts>();
        builder.Services.AddSingleton<ReminderWishes>();
        builder.Services.AddSingleton<ReminderPlanning>();
        builder.Services.AddSingleton<ReminderOutlook>();
        builder.Services.AddSingleton<ReminderReport>();
        builder.Services.AddSingleton<ReminderForecast>();
        builder.Services.AddSingleton<ReminderSimulation>();
        builder.Services.AddSingleton<ReminderCases>();
        builder.Services.AddSingleton<SponsorNotices>();
        builder.Services.AddBulkSource<ReminderSource>();
        builder.Services.AddSingleton<ReminderPlanWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ReminderPlanWorker>());
        // The plan names texts, texts name keywords of the dialogs, and the dialogs name these actions: it is asked for when one is performed.
        builder.Services.AddSingleton(services => new Lazy<ReminderPlan>(services.GetRequiredService<ReminderPlan>));
        builder.Services.AddSingleton<ReminderActions>();
        builder.Services.AddDialogAction<ReminderActions>(
            Sign(ReminderActions.Words, "ask", "changed", "put_off", "too_long", "menu", "unclear", "later", "harvest"),
            (actions, context, cancellationToken) => actions.HearAsync(context, cancellationToken));
        builder.Services.AddDialogAction<ReminderActions>(
            Sign(ReminderActions.PutOff, "done", "ask"), (actions, context, cancellationToken) => actions.PutOffAsync(context, cancellationToken));
        builder.Services.AddDialogAction<ReminderActions>(
            Sign(ReminderActions.ToldPaid, "done"), (actions, context, cancellationToken) => actions.PaidAsync(context, cancellationToken));
        builder.Services.AddDialogAction<ReminderActions>(
            Sign(ReminderActions.Wish, "shown"), (actions, context, cancellationToken) => actions.ShowAsync(context, cancellationToken));
        return builder;
    }

    /// <summary>Every action with its outcomes, and each value with the longest text it can have.</summary>
    private static ActionSignature Sign(string name, params string[] outcomes) => new(
        name,
        outcomes,
        new Dictionary<string, string> { ["keinginan_anda"] = ReminderActions.LongestWish, ["sampai"] = ReminderActions.LongestDay });
}
