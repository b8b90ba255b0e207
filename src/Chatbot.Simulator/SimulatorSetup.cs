using Chatbot.Simulator.Contents;
using Chatbot.Simulator.Faults;
using Chatbot.Simulator.Messages;
using Chatbot.Simulator.Phones;
using Chatbot.Simulator.Rest;
using Chatbot.Simulator.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator;

/// <summary>Puts the local Twilio into a host, the service's own or one that runs it alone.</summary>
public static class SimulatorSetup
{
    /// <summary>The client that posts webhooks; its handler can be replaced where there is no network.</summary>
    public const string HttpClientName = "Chatbot.Simulator";

    public static IServiceCollection AddSimulator(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<SimulatorOptions>()
            .Bind(configuration.GetSection(SimulatorOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.TryAddSingleton(TimeProvider.System);
        // Twilio's proxy keeps nothing between calls; the default log lines would say each address twice.
        services.AddHttpClient(HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
            })
            .RemoveAllLoggers();

        services.AddSingleton<InOrder>();
        services.AddSingleton<FaultBoard>();
        services.AddSingleton<MessageLog>();
        services.AddSingleton<MediaShelf>();
        services.AddSingleton<MessageView>();
        services.AddSingleton<MediaView>();
        services.AddSingleton<MessageRequest>();
        services.AddSingleton<OptOuts>();
        services.AddSingleton<Carrier>();
        services.AddSingleton<ContentShelf>();
        services.AddSingleton<ContentView>();
        services.AddSingleton<WebhookPoster>();
        services.AddSingleton<StatusCallbacks>();
        services.AddSingleton<PhoneNetwork>();
        services.AddSingleton<PhoneEvents>();
        services.AddSingleton<PhoneView>();
        services.AddSingleton<TwimlReplies>();
        services.AddSingleton<Outgoing>();
        services.AddSingleton<RestDoor>();
        return services;
    }

    /// <summary>Twilio's paths and <c>/simulator</c>; nothing when the simulator is switched off.</summary>
    public static IEndpointRouteBuilder MapSimulator(this IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<IOptions<SimulatorOptions>>().Value.Enabled)
            return endpoints;

        var door = endpoints.ServiceProvider.GetRequiredService<RestDoor>();
        var twilio = endpoints.MapGroup("").AllowAnonymous().AddEndpointFilter(door);
        MessagesApi.Map(twilio);
        MediaApi.Map(twilio);
        ContentApi.Map(twilio);

        var pages = endpoints.MapGroup("/simulator").AllowAnonymous();
        PhonesApi.Map(pages);
        ReviewApi.Map(pages);
        return endpoints;
    }
}
