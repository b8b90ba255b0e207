namespace Chatbot.Templates;

/// <summary>
/// The door to an edge that can have templates approved: makes and submits what is new, reads the state of the rest.
/// </summary>
internal delegate Task<TemplateSyncResult> SyncTemplates(CancellationToken cancellationToken);

/// <summary>What a synchronisation found and did.</summary>
/// <param name="Lines">One a template: id, name at Meta, category, status.</param>
/// <param name="Failure">Why it could not be done, or not wholly; null when it was.</param>
internal sealed record TemplateSyncResult(IReadOnlyList<string> Lines, string? Failure)
{
    /// <summary>Another copy of the service is at it.</summary>
    public static TemplateSyncResult Elsewhere { get; } = new([], "Templat sedang diajukan atau dibaca oleh salinan layanan yang lain; coba lagi sebentar lagi.");
}

/// <summary>Texts that may be sent although the person has not written for a day.</summary>
internal static class TemplatesFeature
{
    public static IHostApplicationBuilder AddTemplates(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TemplateStates>();
        builder.Services.AddSingleton<TemplateVersions>();
        builder.Services.AddSingleton<TemplateTurn>();
        builder.Services.AddSingleton<DailyReach>();
        builder.Services.AddSingleton<UnaskedMessages>();
        return builder;
    }
}
