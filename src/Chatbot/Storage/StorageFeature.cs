using System.Data.Common;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Chatbot.Storage;

/// <summary>The stores of the service.</summary>
internal static class StorageFeature
{
    private const string Redis = "Redis";

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
        if (builder.UsesRedis())
        {
            builder.Services.AddOptionsWithValidateOnStart<RedisOptions>()
                .BindConfiguration(RedisOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
                .ValidateDataAnnotations();
            builder.Services.AddSingleton(services => new RedisConnection(
                services.GetRequiredService<IConfiguration>().GetConnectionString(Redis) ?? "",
                services.GetRequiredService<IOptions<RedisOptions>>(),
                services.GetRequiredService<ILogger<RedisConnection>>()));
            builder.Services.AddHostedService<RedisWatch>();
            builder.Services.AddHealthChecks().AddCheck<RedisHealth>("redis", tags: ["ready"]);
        }

        return builder;
    }

    /// <summary>Whether conversations, outbox, leases and pace are in Redis; else they are in the database.</summary>
    public static bool UsesRedis(this IHostApplicationBuilder builder) =>
        !string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(Redis));
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
