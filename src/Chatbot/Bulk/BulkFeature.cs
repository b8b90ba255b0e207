namespace Chatbot.Bulk;

/// <summary>Messages to many: the lane that reminders and campaigns send by.</summary>
internal static class BulkFeature
{
    public static IHostApplicationBuilder AddBulk(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<BulkOptions>()
            .BindConfiguration(BulkOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        builder.Services.AddSingleton<BulkWays>();
        builder.Services.AddSingleton<BulkPaces>();
        builder.Services.AddSingleton<BulkCourier>();
        builder.Services.AddSingleton<BulkLane>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BulkLane>());
        return builder;
    }

    /// <summary>How a feature offers its rows.</summary>
    public static IServiceCollection AddBulkSource<T>(this IServiceCollection services)
        where T : class, IBulkSource
    {
        services.AddSingleton<T>();
        return services.AddSingleton<IBulkSource>(provider => provider.GetRequiredService<T>());
    }
}
