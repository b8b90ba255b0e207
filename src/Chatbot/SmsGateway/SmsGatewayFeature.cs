using Chatbot.Conversations;
using Chatbot.Outbox;
using Microsoft.Extensions.Options;

namespace Chatbot.SmsGateway;

/// <summary>SMS by a gateway of one's own or a local aggregator, beside Twilio or instead of it.</summary>
internal static class SmsGatewayFeature
{
    /// <summary>Stands before other edges: what it does not send is theirs.</summary>
    public static IHostApplicationBuilder AddSmsGateway(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<SmsGatewayOptions>()
            .BindConfiguration(SmsGatewayOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true);
        builder.Services.AddSingleton<IValidateOptions<SmsGatewayOptions>, SmsGatewayOptionsValidator>();
        if (!builder.Configuration.GetSection($"{SmsGatewayOptions.Section}:{nameof(SmsGatewayOptions.Senders)}").GetChildren().Any()) return builder;

        builder.Services.AddHttpClient<SmsGatewaySender>()
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        builder.Services.AddSingleton<IReplySender>(static services => services.GetRequiredService<SmsGatewaySender>());
        return builder;
    }

    /// <summary>Our addresses at the gateway.</summary>
    public static IEnumerable<OurAddress> Addresses(IConfiguration configuration) =>
        (configuration.GetSection($"{SmsGatewayOptions.Section}:{nameof(SmsGatewayOptions.Senders)}").Get<List<GatewaySenderOptions>>() ?? [])
        .Select(sender => new OurAddress("sms", sender.Address, sender.Receives) { PerSecond = sender.MessagesPerSecond });
}
