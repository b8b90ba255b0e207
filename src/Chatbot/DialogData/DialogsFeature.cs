using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Trust;
using Chatbot.Conversations;
using Chatbot.Conversations.Unanswered;
using Chatbot.Deliveries;
using Chatbot.DialogData.Editions;
using Chatbot.Dialogs;
using Chatbot.Inbox;
using Chatbot.Language;
using Chatbot.Programs;
using Chatbot.Reminders;
using Chatbot.Storage;
using Chatbot.Templates;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Chatbot.DialogData;

/// <summary>The dialogs, the language and the knowledge, read once at start; a mistake in them stops the start.</summary>
internal static class DialogsFeature
{
    public static IHostApplicationBuilder AddDialogs(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<DialogsOptions>()
            .BindConfiguration(DialogsOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        // Beside the program by default: the build and a publish copy the folder there.
        builder.Services.AddSingleton(services => new DialogFiles(services.GetRequiredService<IOptions<DialogsOptions>>().Value.Folder));
        builder.Services.AddSingleton(services => new ShippedKnowledge(Sound(services.GetRequiredService<DialogFiles>().ReadKnowledge())));
        builder.Services.AddSingleton(services => services.GetRequiredService<ShippedKnowledge>().Knowledge.Standing());
        builder.Services.AddSingleton<IKnowledge>(services => services.GetRequiredService<Knowledge>());
        builder.Services.AddSingleton(services =>
        {
            var files = services.GetRequiredService<DialogFiles>();
            var signatures = services.GetRequiredService<DialogActions>().Signatures;
            return Sound(files.ReadDialogs(signatures, services.GetRequiredService<ShippedKnowledge>().Knowledge));
        });
        builder.Services.AddSingleton(services => Sound(services.GetRequiredService<DialogFiles>().ReadPrices()));
        builder.Services.AddSingleton(services => Sound(services.GetRequiredService<DialogFiles>().ReadCoverage(services.GetRequiredService<Knowledge>())));
        builder.Services.AddSingleton(services => Sound(services.GetRequiredService<DialogFiles>().ReadTemplates(services.GetRequiredService<DialogSet>())));
        builder.Services.AddSingleton(services => Sound(services.GetRequiredService<DialogFiles>().ReadReminders(services.GetRequiredService<TemplateBook>())));
        builder.Services.AddSingleton(services => Sound(services.GetRequiredService<DialogFiles>().ReadStaffHours()));
        builder.Services.TryAddSingleton(services => services.GetRequiredService<ReminderPlan>().Hours);
        builder.Services.AddSingleton(services => Sound(services.GetRequiredService<DialogFiles>().ReadEcosystems(services.GetRequiredService<Knowledge>())));
        builder.Services.AddSingleton(services => Sound(services.GetRequiredService<DialogFiles>().ReadWording()));
        builder.Services.AddSingleton(services => services.GetRequiredService<DialogFiles>().ReadPapers());
        builder.Services.AddSingleton(services =>
            Sound(services.GetRequiredService<DialogFiles>().ReadAnswers(services.GetRequiredService<IKnowledge>())));
        builder.Services.TryAddSingleton(services =>
            Indonesian.Learn(services.GetRequiredService<DialogFiles>().Lessons(
                services.GetRequiredService<DialogSet>(), services.GetRequiredService<ShippedKnowledge>().Knowledge)));
        builder.Services.TryAddSingleton(services => new DialogEngine(
            services.GetRequiredService<DialogSet>(), services.GetRequiredService<Indonesian>(), services.GetRequiredService<ShippedKnowledge>().Knowledge));
        builder.AddEditions();
        builder.Services.AddHostedService<MadeAtStart<DialogEngine>>();
        builder.Services.AddHostedService<MadeAtStart<TemplateBook>>();
        builder.Services.AddHostedService<MadeAtStart<CoverageFigures>>();
        builder.Services.AddHostedService<MadeAtStart<ReminderPlan>>();
        builder.Services.AddHostedService<MadeAtStart<EcosystemJobs>>();
        builder.Services.AddHostedService<MadeAtStart<CannedAnswers>>();
        builder.Services.AddHostedService<MadeAtStart<WordingRules>>();
        builder.Services.AddSingleton<KnowledgeWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<KnowledgeWatch>());
        return builder;
    }

    private static void AddEditions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new Repertoires(
            new Repertoire(
                services.GetRequiredService<DialogFiles>(),
                services.GetRequiredService<ShippedKnowledge>().Knowledge,
                services.GetRequiredService<DialogSet>(),
                services.GetRequiredService<TemplateBook>().Published),
            services.GetRequiredService<Indonesian>,
            services.GetRequiredService<Knowledge>(),
            services.GetRequiredService<TemplateBook>(),
            services.GetRequiredService<EngineInUse>(),
            services.GetRequiredService<TurnEngine>()));
        builder.Services.AddSingleton<EditionBook>();
        builder.Services.AddSingleton<EditionWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EditionWatch>());
        builder.Services.AddSingleton<EditionDesk>();
        builder.Services.AddSingleton<ContentDesk>();
        builder.Services.AddSingleton<FactDesk>();
        builder.Services.AddSingleton<TemplateDesk>();
        builder.Services.AddSingleton<Trials>();
        builder.Services.AddSingleton<TaughtWords>();
        // Turns are made before the dialogs are read, and ask when the first question comes that has no answer.
        builder.Services.AddSingleton<KnownWord>(services => word => services.GetRequiredService<TaughtWords>().Knows(word));
    }

    private static Knowledge Sound((Knowledge Knowledge, IReadOnlyList<KnowledgeProblem> Problems) read) =>
        read.Problems.Count == 0 ? read.Knowledge : throw new BrokenDialogsException([.. read.Problems.Select(problem => problem.ToString())]);

    private static MessagePrices Sound((MessagePrices Prices, IReadOnlyList<string> Mistakes) read) =>
        read.Mistakes.Count == 0 ? read.Prices : throw new BrokenDialogsException(read.Mistakes);

    private static CoverageFigures Sound((CoverageFigures Figures, IReadOnlyList<string> Mistakes) read) =>
        read.Mistakes.Count == 0 ? read.Figures : throw new BrokenDialogsException(read.Mistakes);

    private static ReminderPlan Sound((ReminderPlan Plan, IReadOnlyList<string> Problems) read) =>
        read.Problems.Count == 0 ? read.Plan : throw new BrokenDialogsException(read.Problems);

    private static CannedAnswers Sound((CannedAnswers Answers, IReadOnlyList<Dialogs.Reading.Mistake> Mistakes) read) =>
        read.Mistakes.Count == 0 ? read.Answers : throw new BrokenDialogsException([.. read.Mistakes.Select(mistake => mistake.ToString())]);

    private static StaffHours Sound((StaffHours Hours, IReadOnlyList<string> Problems) read) =>
        read.Problems.Count == 0 ? read.Hours : throw new BrokenDialogsException(read.Problems);

    private static WordingRules Sound((WordingRules Rules, IReadOnlyList<string> Problems) read) =>
        read.Problems.Count == 0 ? read.Rules : throw new BrokenDialogsException(read.Problems);

    private static EcosystemJobs Sound((EcosystemJobs Jobs, IReadOnlyList<string> Problems) read) =>
        read.Problems.Count == 0 ? read.Jobs : throw new BrokenDialogsException(read.Problems);

    private static TemplateBook Sound((TemplateBook Book, IReadOnlyList<Dialogs.Reading.Mistake> Mistakes) read) =>
        read.Mistakes.Count == 0 ? read.Book : throw new BrokenDialogsException([.. read.Mistakes.Select(mistake => mistake.ToString())]);

    private static DialogSet Sound((DialogSet? Dialogs, IReadOnlyList<Dialogs.Reading.Mistake> Mistakes) read) =>
        read.Dialogs ?? throw new BrokenDialogsException([.. read.Mistakes.Select(mistake => mistake.ToString())]);
}

/// <summary>Facts, prices and answers as they were shipped; <see cref="Knowledge"/> of the service begins with them.</summary>
internal sealed record ShippedKnowledge(Knowledge Knowledge);

/// <summary>The files under <c>dialogs/</c> have mistakes; the message lists them all with file and line.</summary>
internal sealed class BrokenDialogsException(IReadOnlyList<string> mistakes)
    : Exception($"dialogs/ has {mistakes.Count} mistakes:{Environment.NewLine}{string.Join(Environment.NewLine, mistakes)}")
{
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
