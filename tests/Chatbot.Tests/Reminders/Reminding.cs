using Chatbot.Conversations;
using Chatbot.Membership;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Reminders;
using Chatbot.Templates;
using Chatbot.Tests.Programs;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Reminders;

/// <summary>Reminders in tests: the real rules and texts, and people who are to be reminded.</summary>
internal static class Reminding
{
    private static readonly Lazy<TemplateBook> Book = new(() =>
    {
        var (book, mistakes) = TemplateReader.Read(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "dialogs", "templates")).Order(StringComparer.Ordinal)
                .Select(path => new Chatbot.Dialogs.Reading.DialogFile(Path.GetFileName(path), File.ReadAllText(path))),
            null);
        mistakes.ShouldBeEmpty();
        return book;
    });

    private static readonly Lazy<ReminderPlan> Rules = new(() =>
    {
        var problems = new List<KnowledgeProblem>();
        var plan = ReminderFile.Read(KnowledgeFolder.Files[ReminderFile.Name], TextNames, problems);
        problems.ShouldBeEmpty();
        return plan;
    });

    public static TemplateBook Texts => Book.Value;

    public static IReadOnlySet<string> TextNames => Texts.All.Select(template => template.Id).ToHashSet();

    public static ReminderPlan Plan => Rules.Value;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A service with our addresses, whose sender is as fast as can be: the clock stands still.</summary>
    public static async Task<TestService> MakeAsync(TestService? copyOf = null, TestClock? clock = null)
    {
        var service = await TestService.MakeAsync(
            clock: copyOf?.Clock ?? clock,
            folder: copyOf?.Folder,
            parts: services =>
            {
                services.AddSingleton(Texts);
                services.AddSingleton(new OurAddresses(
                [
                    new OurAddress("whatsapp", $"whatsapp:{Given.OurNumber}", true) { PerSecond = 1_000_000_000 },
                    new OurAddress("sms", "JAMSOSTEK", false) { PerSecond = 1_000_000_000 },
                ]));
            },
            late: services => services.AddSingleton<ISharedPace, LocalPace>());
        return service;
    }

    /// <summary>Meta has approved all texts.</summary>
    public static async Task ApproveAllAsync(TestService service)
    {
        foreach (var template in Texts.All)
        {
            await service.Get<TemplateStates>().SeenAsync(
                template,
                new TemplateState(
                    template.Id, template.Version, "HX" + template.Version, template.Category == TemplateCategory.Utility ? "UTILITY" : "MARKETING", "approved", null),
                TemplatePart.InForce,
                Ct);
        }
    }

    /// <summary>Somebody who agreed on this channel, in this zone.</summary>
    public static async Task<string> AgreesAsync(TestService service, string phone, string channel = "whatsapp", string zone = "Asia/Jakarta")
    {
        var address = channel == "whatsapp" ? "whatsapp:" + phone : phone;
        var person = await service.Get<People>().BehindAsync(channel, address, Ct);
        await service.Database.WriteAsync(
            session => session.ExecuteAsync("UPDATE people SET zone = @zone WHERE id = @Id", new { zone, person.Id }, Ct), Ct);
        await service.Get<Consents>().GrantAsync(
            new ConsentSource(person.Id, channel, address, $"SM-{Guid.CreateVersion7(service.Clock.GetUtcNow()):N}"), ConsentPurpose.Reminders, "pengingat-1", Ct);
        return person.Id;
    }

    /// <summary>A worker whom that person registered with his own phone, paid through that month by himself.</summary>
    public static async Task<Worker> RegistersAsync(
        TestService service, string personId, string nik, string name, string? paidThrough, string payer = "self", string sector = "other")
    {
        await service.Database.WriteAsync(
            session => service.Get<Workers>().AddAsync(
                session,
                new NewWorker(nik, name, "", "petani", sector, 1_000_000, "jkk,jkm"),
                new RegistrationOrigin(personId, "whatsapp", "turn-" + nik),
                service.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)),
                Ct),
            Ct);
        var worker = (await service.Get<Workers>().OfAsync(personId, null, Ct)).First(one => one.Name == name);
        if (paidThrough is not null) await PaysAsync(service, worker.Id, paidThrough, payer);
        return worker;
    }

    public static Task PaysAsync(TestService service, string workerId, string month, string payer = "self") =>
        service.Get<Contributions>().RecordAsync(
            new Contribution(workerId, CoverageMonth.Parse(month), 8_400, "jkk,jkm", payer, service.Clock.GetUtcNow()), Ct);

    /// <summary>When it is so late in Jakarta.</summary>
    public static DateTimeOffset Wib(int year, int month, int day, int hour, int minute = 0) => new(year, month, day, hour, minute, 0, TimeSpan.FromHours(7));
}
