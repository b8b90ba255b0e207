namespace Chatbot.Privacy.Records;

/// <summary>How a feature declares its tables.</summary>
internal static class PersonalTableRegistration
{
    /// <summary>Declares tables with data about people.</summary>
    public static IServiceCollection AddPersonalTables(this IServiceCollection services, params IEnumerable<PersonalTable> tables)
    {
        foreach (var table in tables) services.AddSingleton(table);
        return services;
    }
}
