using System.Globalization;
using Chatbot.Membership.Sponsors;
using Chatbot.Programs;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Membership.Sponsors;

/// <summary>Sponsors, batches and their people for tests.</summary>
internal static class Batches
{
    /// <summary>Pemkab Gianyar, December 2026 to May 2027, 2 people a village.</summary>
    public static SponsoredBatch Gianyar { get; } = new(
        "B-261121-7KM3",
        "sponsor",
        "jkk,jkm",
        CoverageMonth.Parse("2026-12"),
        CoverageMonth.Parse("2027-05"),
        Income: 0,
        VillageQuota: 2,
        Budget: 1_000_000,
        "Surat pernyataan perbekel",
        BatchState.Draft,
        "Wayan",
        null,
        null,
        null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A draft of Pemkab Gianyar in the database, as <see cref="Gianyar"/>.</summary>
    public static async Task<string> MakeAsync(
        TestService service,
        long? quota = 2,
        long? budget = 1_000_000,
        string basis = "Surat pernyataan perbekel",
        SponsorKind kind = SponsorKind.Government,
        string name = "Pemkab Gianyar")
    {
        var sponsor = await service.Get<SponsorRegister>().FindOrAddAsync(kind, name, "5104", "Wayan", Stop);
        return await service.Get<SponsoredBatches>().MakeAsync(
            new NewBatch(sponsor.Id, "JKK,JKM", Gianyar.First, Gianyar.Last, 0, quota, budget, basis), "Wayan", service.Clock.GetUtcNow(), Stop);
    }

    /// <summary>Registers a worker by chat and puts him on the list; gives the worker's id.</summary>
    public static async Task<string> AddAsync(TestService service, string batch, string phone, string nik, string village)
    {
        await RegistrationActionsTests.PerformAsync(service, "register_worker", phone, RegistrationActionsTests.Worker(nik));
        var worker = await service.OneAsync<string>("SELECT id FROM workers WHERE phone = @phone", new { phone });
        await service.Database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO sponsored_members (batch, worker_id, village, added_at) VALUES (@batch, @worker, @village, 0)",
                new { batch, worker, village },
                Stop),
            Stop);
        return worker!;
    }

    public static Task<BatchStep> MoveAsync(TestService service, string batch, BatchMove move, string who, string day = "2026-11-21") =>
        service.Get<SponsoredBatches>().MoveAsync(batch, move, who, Day(day), Stop);
}
