using System.Data.Common;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Chatbot.Storage;

/// <summary>The stores of the service.</summary>
internal static class StorageFeature
{
    public static IHostApplicationBuilder AddStorage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<StorageOptions>()
            .BindConfiguration(StorageOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => Database.Open(
            services.GetRequiredService<IConfiguration>().GetConnectionString("Database"),
            services.GetRequiredService<IOptions<StorageOptions>>().Value));
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddHostedService<MigrateAtStart>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        return builder;
    }
}

/// <summary>Whether the database answers; names it when it does not.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await database.ReadAsync(
                session => session.FirstAsync<long>("SELECT COUNT(*) FROM schema_migrations", null, cancellationToken),
                cancellationToken);
            return HealthCheckResult.Healthy("database: ok");
        }
        catch (DbException error)
        {
            return HealthCheckResult.Unhealthy("database: not reachable", error);
        }
    }
}
