using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chatbot;

/// <summary>
/// From the moment the service is asked to stop (SIGTERM) it takes nothing new: webhooks are answered 503, so that the provider brings
/// them to another copy, and it is not ready. What it has taken is finished; then the leases are given back.
/// </summary>
internal static class GracefulStop
{
    public static void AddGracefulStop(this IHostApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck<StoppingHealth>("stopping", tags: ["ready"]);

    public static void UseGracefulStop(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) =>
        {
            if (!stopping.IsCancellationRequested || !HttpMethods.IsPost(context.Request.Method)) return next(context);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
    }
}

/// <summary>Not ready from the moment the service is asked to stop.</summary>
internal sealed class StoppingHealth(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("service: stopping")
            : HealthCheckResult.Healthy("service: running"));
}
