using Chatbot.Bulk;
using Chatbot.Campaigns;
using Chatbot.Campaigns.Audiences;
using Chatbot.Campaigns.Rehearsing;
using Chatbot.Campaigns.Sending;
using Chatbot.Conversations;
using Chatbot.Deliveries;
using Chatbot.Dialogs;
using Chatbot.Outbox;
using Chatbot.Storage;
using Chatbot.Templates;
using Chatbot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Tests.Campaigns;

/// <summary>A branch with senders, an approved invitation, prices, and people who agreed to hear from it.</summary>
internal static class CampaignCast
{
    public const string Author = "Made";
    public const string Second = "Ketut";
    public const string StaffPhone = "+6281100000999";

    /// <summary>09.00 in Jakarta, a Saturday.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    public static MessageTemplate Invitation { get; } = new()
    {
        Id = "ajakan",
        Category = TemplateCategory.Marketing,
        Body = "Halo {nama}, petugas BPJS Ketenagakerjaan ada di {tempat} hari Sabtu untuk menjawab pertanyaan. Pastikan pesan ini asli: ketik CEK {cek}. Tidak mau dikabari? Ketik BERHENTI.",
        Sms = "Halo {nama}, petugas BPJS TK ada di {tempat} hari Sabtu. Kode pesan {cek}, tanya {kanal}",
        Examples = new Dictionary<string, string> { ["nama"] = "Siti", ["tempat"] = "Balai Desa", ["cek"] = "K7MQ4" },
        Place = new Place("ajakan.yaml", 1, 1),
    };

    public static MessageTemplate Other { get; } = Invitation with { Id = "ajakan_lain", Body = "Selamat pagi {nama}. " + Invitation.Body };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<TestService> BranchAsync(TestService? copyOf = null, DateTimeOffset? now = null, params OurAddress[] more)
    {
        var service = await TestService.MakeAsync(
            clock: copyOf?.Clock ?? new TestClock(now ?? Morning),
            folder: copyOf?.Folder,
            settings: new Dictionary<string, string?> { ["Campaigns:TestPhones:0"] = StaffPhone },
            parts: services =>
            {
                // As fast as can be: the clock stands still.
                services.AddSingleton(new OurAddresses(
                [
                    new OurAddress("whatsapp", $"whatsapp:{Given.OurNumber}", true) { PerSecond = 1_000_000_000 },
                    new OurAddress("sms", "JAMSOSTEK", false) { PerSecond = 1_000_000_000 },
                    .. more,
                ]));
                services.AddSingleton(new TemplateBook([Invitation, Other]));
                services.AddSingleton(new MessagePrices(
                [
                    new MessagePrice("whatsapp", "ID", "marketing", 40_000, "USD", new DateOnly(2025, 1, 1), null, "uji"),
                    new MessagePrice("whatsapp", "ID", "service", 0, "USD", new DateOnly(2025, 1, 1), null, "uji"),
                    new MessagePrice("sms", "ID", "sms", 300_000_000, "IDR", new DateOnly(2025, 1, 1), null, "uji"),
                ]));
            },
            late: services => services.AddSingleton<ISharedPace, LocalPace>());
        if (copyOf is null)
        {
            foreach (var template in new[] { Invitation, Other })
                await service.Get<TemplateStates>().SeenAsync(template, new TemplateState(template.Id, template.Version, "HX" + template.Id, "MARKETING", "approved", null), TemplatePart.InForce, Stop);
        }

        return service;
    }

    /// <summary>People who agreed, each in one of the zones in turn; gives their ids.</summary>
    public static async Task<IReadOnlyList<string>> PeopleAsync(TestService service, int count, params string[] zones)
    {
        if (zones.Length == 0) zones = ["Asia/Jakarta"];
        var at = service.Clock.GetUtcNow().AddDays(-60).ToUnixTimeMilliseconds();
        var before = (int)await service.OneAsync<long>("SELECT COUNT(*) FROM people");
        var ids = Enumerable.Range(before, count).Select(i => $"00000000-0000-7000-8000-{i:d12}").ToList();
        await service.Database.WriteBulkAsync(
            async session =>
            {
                Task<long> Into(string table, string[] columns, IEnumerable<object?[]> rows) => session.BulkInsertAsync(new BulkInsert(table, columns), rows, Stop);
                await Into("people", ["id", "zone", "created_at"], ids.Select((id, i) => new object?[] { id, zones[i % zones.Length], at }));
                await Into("addresses", ["channel", "address", "person_id", "phone", "created_at"], ids.Select(id => new object?[] { "whatsapp", "whatsapp:" + PhoneOf(id), id, PhoneOf(id), at }));
                return await Into(
                    "consents", ["person_id", "number", "purpose", "granted", "text_version", "channel", "address_hash", "message_id", "at"],
                    ids.Select(id => new object?[] { id, 1L, "campaigns", 1L, "kabar-1", "whatsapp", "", "m-" + id, at }));
            },
            Stop);
        return ids;
    }

    public static string PhoneOf(string id) => "+62811" + id[^8..];

    public static Task SqlAsync(TestService service, string sql, object? values = null) =>
        service.Database.WriteAsync(session => session.ExecuteAsync(sql, values, Stop), Stop);

    public static async Task<CampaignDraft> DraftAsync(TestService service, AudienceFilter? who = null, params CampaignVariant[] variants)
    {
        var saved = await service.Get<AudienceBook>().SaveAsync(
            null, "Semua", new AudienceDefinition(who ?? new AudienceFilter.All([]), AudienceExclusions.None), Author, Stop);
        return new CampaignDraft(
            "Kerja Keras Bebas Cemas",
            Ecosystem.Pasar,
            CampaignPurpose.Promotion,
            saved.ShouldBeOfType<SavedAudience.Saved>().Audience.Number,
            new CampaignContent(
                variants.Length > 0 ? variants : [new CampaignVariant("A", 100) { Template = Invitation.Id }], new Dictionary<string, string> { ["tempat"] = "Pasar Tanjung" }),
            CampaignSchedule.AtOnce);
    }

    public static async Task<Campaign> MakeAsync(TestService service, CampaignDraft draft) =>
        (await service.Get<CampaignBook>().MakeAsync(draft, Author, Stop)).ShouldBeOfType<WrittenCampaign.Written>().Campaign;

    /// <summary>Rehearsed, handed in, approved by a second person; gives the number.</summary>
    public static async Task<string> ApprovedAsync(TestService service, CampaignDraft draft)
    {
        var number = (await MakeAsync(service, draft)).Number;
        await service.Get<Rehearsals>().RunAsync(number, Author, Stop);
        (await MoveAsync(service, number, CampaignMove.Submit, Author)).ShouldBeOfType<CampaignStep.Moved>();
        (await MoveAsync(service, number, CampaignMove.Approve, Second)).ShouldBeOfType<CampaignStep.Moved>();
        return number;
    }

    public static Task<CampaignStep> MoveAsync(TestService service, string number, CampaignMove move, string who) =>
        service.Get<CampaignBook>().MoveAsync(number, move, who, "", Stop);

    /// <summary>Plans, sends and ends all that can go at this moment.</summary>
    public static async Task RunAsync(TestService service)
    {
        // What another copy left in the outbox would keep the lane back.
        await service.DrainAsync();
        // As often as something is given to the lane, and once more for the end.
        for (var i = 0; i < 200; i++)
        {
            var given = await service.Get<CampaignWork>().RunOnceAsync(Stop);
            await service.Get<BulkLane>().SendDueAsync(Stop);
            await service.DrainAsync();
            if (given == 0) break;
        }

        await service.Get<CampaignWork>().RunOnceAsync(Stop);
    }

    public static async Task<CampaignState> StateAsync(TestService service, string number) => (await service.Get<CampaignBook>().FindAsync(number, Stop))!.State;

    public static Task<long> CountAsync(TestService service, string where) => service.OneAsync<long>($"SELECT COUNT(*) FROM campaign_recipients WHERE {where}");
}
