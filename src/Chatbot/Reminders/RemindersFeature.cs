using Chatbot.Bulk;
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
        builder.Services.AddSingleton<SponsorNotices>();
        builder.Services.AddBulkSource<ReminderSource>();
        builder.Services.AddSingleton<ReminderPlanWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ReminderPlanWorker>());
        return builder;
    }
}
