using Chatbot.Privacy.Records;

namespace Chatbot.Deliveries;

/// <summary>The life of messages after they were sent.</summary>
internal static class DeliveriesFeature
{
    public static IHostApplicationBuilder AddDeliveries(this IHostApplicationBuilder builder)
    {
        builder.Services.AddPersonalTables(DeliveryRecords.Tables);
        builder.Services.AddSingleton<ProviderMessages>();
        builder.Services.AddSingleton(services => services.GetRequiredService<ProviderMessages>().Erasure);
        builder.Services.AddSingleton<Reachability>();
        builder.Services.AddSingleton<StaffProblems>();
        builder.Services.AddSingleton<DeliveryFailures>();
        builder.Services.AddOptionsWithValidateOnStart<DeliveriesOptions>()
            .BindConfiguration(DeliveriesOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        builder.Services.AddSingleton<DeliveryBatch>();
        builder.Services.AddSingleton<DeliveryLog>();
        builder.Services.AddSingleton<SentParts>();
        builder.Services.AddHostedService<SentPartsPruning>();
        builder.Services.AddSingleton<DeliveryReport>();
        builder.Services.AddSingleton<MessageCosts>();
        builder.Services.AddHostedService<CostWorker>();
        builder.Services.AddSingleton<DeliveryMonths>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DeliveryMonths>());
        builder.Services.AddSingleton<ReportStatus>(services => services.GetRequiredService<DeliveryLog>().ReportAsync);
        return builder;
    }
}
