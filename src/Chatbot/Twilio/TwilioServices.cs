using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Outbox;
using Chatbot.Templates;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Chatbot.Twilio;

/// <summary>Puts the Twilio edge into the service.</summary>
internal static class TwilioServices
{
    private const string ToTwilio = "Twilio";

    /// <summary>
    /// Needs <c>RunTurn</c> and <c>ReportStatus</c> in the container for its webhooks; gives an <see cref="IReplySender"/> for
    /// <c>whatsapp</c> and <c>sms</c>. A missing or misspelt setting stops the start by its name.
    /// </summary>
    public static IServiceCollection AddTwilio(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<TwilioOptions>()
            .Bind(configuration.GetSection(TwilioOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true);
        services.AddSingleton<IValidateOptions<TwilioOptions>, TwilioOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddHttpClient(ToTwilio)
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                // A redirect would repeat a POST, or carry the credentials elsewhere.
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                // Twilio limits how many requests of an account run at once, and does not say how many.
                MaxConnectionsPerServer = 32,
                // The one handler lives as long as the process; its connections do not, so that a change in DNS is seen.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                // A connection that the other side is about to close makes an outcome unknown for nothing.
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
                UseCookies = false,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The factory's own logging writes whole addresses, and with them numbers.
            .RemoveAllLoggers()
            .AddTypedClient<TwilioTransport>()
            .AddTypedClient<MediaDownload>();
        services.AddSingleton<TwilioClient>();
        services.AddSingleton<TwilioContents>();
        services.AddSingleton(provider => new EraseAtProvider(
            static channel => channel is "whatsapp" or "sms",
            (sid, cancellationToken) => provider.GetRequiredService<TwilioClient>().EraseMessageAsync(sid, cancellationToken)));
        services.AddSingleton(static provider => MediaDownload.AsSource(provider.GetRequiredService<MediaDownload>));
        services.AddSingleton<ChoiceContents>();
        services.AddSingleton<TemplateContents>();
        services.AddSingleton<TemplateSync>();
        services.AddSingleton<SyncTemplates>(static provider => provider.GetRequiredService<TemplateSync>().SyncAsync);
        services.AddSingleton<IReplySender, TwilioSender>();
        if (configuration.GetSection($"{TwilioOptions.Section}:{nameof(TwilioOptions.Senders)}").GetChildren().Any())
        {
            services.AddHostedService<TemplateWatch>();
            services.AddSingleton<PriceCollector>();
            services.AddHostedService(static provider => provider.GetRequiredService<PriceCollector>());
            services.AddSingleton<CatchUpLooks>();
            services.AddSingleton<InboundCatchUp>();
            services.AddHostedService(static provider => provider.GetRequiredService<InboundCatchUp>());
        }

        return services;
    }

    /// <summary>Our addresses at Twilio.</summary>
    public static IEnumerable<OurAddress> Addresses(IConfiguration configuration) =>
        (configuration.GetSection($"{TwilioOptions.Section}:{nameof(TwilioOptions.Senders)}").Get<List<SenderOptions>>() ?? [])
        .Select(sender => new OurAddress(TwilioAddress.IsWhatsApp(sender.Address) ? "whatsapp" : "sms", sender.Address, sender.CanReceive)
        {
            PerSecond = sender.Pace,
            PeoplePerDay = configuration.GetValue($"{TwilioOptions.Section}:{nameof(TwilioOptions.PeoplePerDay)}", new TwilioOptions().PeoplePerDay),
        });
}
