namespace Chatbot.Reminders;

/// <summary>Who is told when that a contribution is due.</summary>
internal static class RemindersFeature
{
    public static IHostApplicationBuilder AddReminders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReminderCandidates>();
        return builder;
    }
}
