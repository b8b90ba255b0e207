using System.Data.Common;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chatbot.Storage;

/// <summary>The stores of the service.</summary>
internal static class StorageFeature
{
    public static IHostApplicationBuilder AddStorage(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("Database");
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ =>
            new Database(string.IsNullOrWhiteSpace(connectionString) ? Database.DefaultConnectionString : connectionString));
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
