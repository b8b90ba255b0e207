using Chatbot.BotFramework.Connector;
using Chatbot.BotFramework.DirectLine;
using Chatbot.BotFramework.Tokens;
using Chatbot.BotFramework.WebChat;
using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Privacy.Records;
using Microsoft.Extensions.Options;

namespace Chatbot.BotFramework;

/// <summary>Puts the Bot Framework edge into the service.</summary>
internal static class BotFrameworkFeature
{
    /// <summary>The client for issuers and connectors.</summary>
    public const string HttpName = "BotFramework";

    public static IHostApplicationBuilder AddBotFramework(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<BotFrameworkOptions>()
            .BindConfiguration(BotFrameworkOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true);
        builder.Services.AddSingleton<IValidateOptions<BotFrameworkOptions>, BotFrameworkOptionsValidator>();
        builder.Services.AddHttpClient(HttpName, client =>
            {
                // Each call has a limit of its own; answers are small.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = 1024 * 1024;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("Jaka/1.0");
            })
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                // A redirect would carry a token, or the trust in an address, elsewhere.
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The factory's own logging writes whole addresses.
            .RemoveAllLoggers();
        builder.Services.AddPersonalTables(BotFrameworkRecords.Tables);
        builder.Services.AddSingleton<CallerTokens>();
        builder.Services.AddSingleton<ConnectorToken>();
        builder.Services.AddSingleton<ConnectorClient>();
        builder.Services.AddSingleton<BotConversations>();
        builder.Services.AddSingleton<ExpectedReplies>();
        builder.Services.AddSingleton<TypingSign>();
        builder.Services.AddSingleton<ChannelTurns>();
        builder.Services.AddSingleton<IReplySender, BotFrameworkSender>();

        builder.Services.AddOptionsWithValidateOnStart<DirectLineOptions>()
            .BindConfiguration(DirectLineOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        builder.Services.AddSingleton<IValidateOptions<DirectLineOptions>, DirectLineOptionsValidator>();
        // The framework writes each address with its query, and a stream's holds a token.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Services.AddSingleton<VisitorTokens>();
        builder.Services.AddSingleton<DirectLineActivities>();
        builder.Services.AddSingleton<DirectLineLimits>();
        builder.Services.AddSingleton<VisitorPosts>();
        builder.Services.AddSingleton<IReplySender, DirectLineSender>();
        builder.Services.AddHostedService<DirectLinePruning>();
        builder.Services.AddHostedService<DirectLineWatch>();

        builder.Services.AddOptionsWithValidateOnStart<WebChatOptions>()
            .BindConfiguration(WebChatOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .PostConfigure<IHostEnvironment>(static (options, host) => options.Enabled ??= host.IsDevelopment())
            .ValidateDataAnnotations();
        builder.Services.AddSingleton<IValidateOptions<WebChatOptions>, WebChatOptionsValidator>();
        builder.Services.AddOptions<DirectLineOptions>()
            .PostConfigure<IOptions<WebChatOptions>>(static (options, webChat) => options.ServesWebChat = webChat.Value.IsOn);
        builder.Services.AddSingleton(new WebChatFiles(Path.Combine(AppContext.BaseDirectory, "webchat")));
        builder.Services.AddSingleton(WhatsAppAddress.FromSenders(
            builder.Configuration.GetSection("Twilio:Senders").GetChildren().Select(sender => sender["Address"])));
        builder.Services.AddSingleton<WebChatLimits>();
        builder.Services.AddSingleton<HandoverFarewell>();
        builder.Services.AddSingleton<OnHandedOver>(services => services.GetRequiredService<HandoverFarewell>().SayAsync);
        return builder;
    }
}
