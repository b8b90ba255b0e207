using Chatbot.Conversations;
using Chatbot.Membership;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Reminders;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Reminders;

public sealed class ReminderCandidatesTests : IAsyncLifetime
{
    private TestService service = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => service = await TestService.MakeAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Who_agreed_is_read_with_his_zone_and_what_was_paid()
    {
        var ani = await RegisterAsync(Given.Ani, "3317014408909003", "Asia/Makassar", agrees: true);
        await RegisterAsync(Given.Budi, "3317011708859001", "Asia/Jakarta", agrees: false);
        var citra = await RegisterAsync(Given.Citra, "3317014508909003", "Asia/Jakarta", agrees: true);
        await service.Get<Contributions>().RecordAsync(
            new Contribution(ani.Id, CoverageMonth.Parse("2026-10"), 8_400, "jkk,jkm", "self", service.Clock.GetUtcNow()), Ct);
        await service.Get<Contributions>().RecordAsync(
            new Contribution(ani.Id, CoverageMonth.Parse("2026-11"), 16_800, "jkk,jkm", "government", service.Clock.GetUtcNow()), Ct);
        await service.Get<Consents>().OptOutAsync(new ConsentSource(citra.PersonId, "sms", Given.Citra, "SM-stop"), Ct);

        var found = new List<ReminderCandidate>();
        await foreach (var candidate in new ReminderCandidates(service.Database).ReadAsync(service.Clock.GetUtcNow(), Ct)) found.Add(candidate);

        var only = found.ShouldHaveSingleItem();
        only.PersonId.ShouldBe(ani.PersonId);
        only.Now.ShouldBe(new DateTime(2026, 11, 21, 11, 0, 0));
        only.Subject.ShouldBe(new ReminderSubject(ani.Id, CoverageMonth.Parse("2026-11"), true, new DateOnly(2026, 11, 21)));
    }

    private async Task<Worker> RegisterAsync(string phone, string nik, string zone, bool agrees)
    {
        var person = await service.Get<People>().BehindAsync("sms", phone, Ct);
        await service.Database.WriteAsync(
            session => session.ExecuteAsync("UPDATE people SET zone = @zone WHERE id = @Id", new { zone, person.Id }, Ct), Ct);
        if (agrees)
            await service.Get<Consents>().GrantAsync(new ConsentSource(person.Id, "sms", phone, "SM-" + nik[^4..] + nik[..6]), ConsentPurpose.Reminders, "pengingat-1", Ct);
        await service.Database.WriteAsync(
            session => service.Get<Workers>().AddAsync(
                session,
                new NewWorker(nik, "SITI AMINAH", phone, "petani", "other", 1_000_000, "jkk,jkm"),
                new RegistrationOrigin(person.Id, "sms", "turn-" + nik),
                service.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)),
                Ct),
            Ct);
        return (await service.Get<Workers>().OfAsync(person.Id, phone, Ct))[0];
    }
}
