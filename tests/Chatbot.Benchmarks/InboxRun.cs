using Chatbot.CommandLine;
using Chatbot.Console.Beranda;
using Chatbot.Deliveries;
using Chatbot.Inbox;
using Chatbot.Membership;
using Chatbot.Privacy;
using Chatbot.Privacy.Access;
using Chatbot.Privacy.Requests;
using Chatbot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Chatbot.Benchmarks;

/// <summary>
/// The console with many people: 100,000 conversations and 1,000,000 messages in an empty database, then how long each look at
/// the list of conversations, Beranda and Jangkauan takes (the middle and the slowest of many), beside the smallest question that the database can be asked.
/// </summary>
internal static class InboxRun
{
    private const int Conversations = 100_000;
    private const int MessagesOfEach = 10;
    private const string Ours = "whatsapp:+628110000000";

    private static readonly string[] First = ["SITI", "BUDI", "SRI", "AGUS", "DEWI", "EKO", "RINA", "JOKO", "WATI", "HADI"];
    private static readonly string[] Last = ["AMINAH", "SANTOSO", "WAHYUNI", "PRASETYO", "LESTARI", "SUSANTO", "HANDAYANI", "NUGROHO", "SUPRIYATI", "KURNIAWAN", "SETIAWAN"];

    public static async Task RunAsync(string connection, TextWriter output)
    {
        using var scratch = new ScratchFolder();
        var settings = new Dictionary<string, string?>(scratch.Settings) { ["ConnectionStrings:Database"] = connection };
        await using var stage = await Stage.SetAsync(settings, null, null, CancellationToken.None);
        var database = stage.Services.GetRequiredService<Database>();
        var now = TimeProvider.System.GetUtcNow();
        await stage.Services.GetRequiredService<DeliveryMonths>().TendAsync(now, CancellationToken.None);
        await FillAsync(database, stage.Services.GetRequiredService<PersonalData>(), now);
        if (connection.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            await database.WriteBulkAsync(session => session.ExecuteAsync("ANALYZE (VERBOSE FALSE)", null, CancellationToken.None), CancellationToken.None);

        var list = stage.Services.GetRequiredService<InboxList>();
        var desk = stage.Services.GetRequiredService<StaffDesk>();
        var scope = new StaffScope(StaffScope.FirstOrganisation, "rina", "Ibu Rina", [StaffRole.Service], null, TimeZoneInfo.Utc);
        var looks = new Looks(25, output);
        await looks.SayAsync("bare SELECT 1", () => database.ReadAsync(session => session.FirstAsync<long>("SELECT 1", null, CancellationToken.None), CancellationToken.None));
        await looks.SayAsync("all, first page", () => PageAsync(new InboxFilter()));
        InboxPlace deep = new((now - TimeSpan.FromMinutes(Conversations / 2)).ToUnixTimeMilliseconds(), "");
        await looks.SayAsync("all, page in the middle", () => list.PageAsync(scope, new InboxFilter(), deep, CancellationToken.None));
        await looks.SayAsync("by channel", () => PageAsync(new InboxFilter { Channel = "sms" }));
        await looks.SayAsync("one day of a month ago", () => PageAsync(new InboxFilter { From = now.AddDays(-30), To = now.AddDays(-29) }));
        await looks.SayAsync("waiting for staff", () => PageAsync(new InboxFilter { View = InboxView.Waiting }));
        await looks.SayAsync("mine", () => PageAsync(new InboxFilter { View = InboxView.Mine }));
        await looks.SayAsync("unanswered", () => PageAsync(new InboxFilter { View = InboxView.Unanswered }));
        await looks.SayAsync("the three counts", () => list.CountAsync(scope, CancellationToken.None));
        await looks.SayAsync("search: frequent name", () => PageAsync(new InboxFilter { Search = "aminah" }));
        await looks.SayAsync("search: rare name", () => PageAsync(new InboxFilter { Search = "rina kurniawan 77777" }));
        await looks.SayAsync("search: no such name", () => PageAsync(new InboxFilter { Search = "zzzz" }));
        await looks.SayAsync("search: end of a number", () => PageAsync(new InboxFilter { Search = "00054321" }));
        await looks.SayAsync("search: ticket", () => PageAsync(new InboxFilter { Search = "T-261121-0042" }));
        await looks.SayAsync("search: NIK", () => PageAsync(new InboxFilter { Search = "3317010101900001" }));
        await looks.SayAsync("by kecamatan", () => PageAsync(new InboxFilter { Area = "kragan" }));
        var one = (await PageAsync(new InboxFilter())).Items[0].Conversation;
        var chat = await desk.OpenAsync(scope, one, "ukuran", CancellationToken.None) ?? throw new InvalidOperationException("The conversation is not there.");
        await looks.SayAsync("one conversation", () => desk.LoadAsync(chat, CancellationToken.None));

        // The frame around it: Beranda is counted every few seconds while somebody looks at it.
        var manager = scope with { Roles = [StaffRole.Administrator] };
        await looks.SayAsync("Beranda", () => ActivatorUtilities.CreateInstance<TodayBoard>(stage.Services).OfAsync(manager, CancellationToken.None));
        var deliveries = stage.Services.GetRequiredService<DeliveryReport>();
        await looks.SayAsync("deliveries of ten weeks", () => deliveries.OfAsync(manager, now.AddDays(-70), now, CancellationToken.None));
        var outreach = stage.Services.GetRequiredService<OutreachReport>();
        await looks.SayAsync("Jangkauan", () => outreach.OfAsync(manager, now, 12, CancellationToken.None));
        var requests = stage.Services.GetRequiredService<DataRequests>();
        await looks.SayAsync("requests about data", () => requests.ListAsync(manager, now.AddDays(-30), CancellationToken.None));

        Task<InboxPage> PageAsync(InboxFilter filter) => list.PageAsync(scope, filter, null, CancellationToken.None);
    }

    private static async Task FillAsync(Database database, PersonalData personalData, DateTimeOffset now)
    {
        var content = personalData.Encrypt("delivery.content", "berapa iurannya untuk nelayan sebulan?");
        var nothing = Array.Empty<byte>();
        var at = now.ToUnixTimeMilliseconds();
        await FillAsync(new BulkInsert("people", ["id", "zone", "created_at"]), number => [Person(number), "Asia/Jakarta", at]);
        await FillAsync(
            new BulkInsert("addresses", ["channel", "address", "person_id", "phone", "created_at"]),
            number => [Channel(number), Theirs(number), Person(number), Phone(number), at]);
        await FillAsync(
            new BulkInsert("contacts", ["channel", "address", "our_address", "last_inbound_at"]), number => [Channel(number), Theirs(number), Our(number), Written(number)]);
        await FillAsync(
            new BulkInsert("workers", ["id", "person_id", "own_person_id", "nik", "nik_hash", "name", "phone", "job", "sector", "village", "district", "created_at", "updated_at"]),
            number =>
            [
                $"w{number}", Person(number), Person(number), nothing, $"hash{number}", $"{First[number % 10]} {Last[number % 11]} {number:d5}", Phone(number), "nelayan",
                "other", "KARANGLINCAK", number % 500 == 0 ? "KRAGAN" : "SLUKE", at, at,
            ]);
        await FillAsync(
            new BulkInsert("registrations", ["number", "worker_id", "programs", "status", "channel", "created_at"]),
            number => [$"JKA-{number:d6}", $"w{number}", "JKK,JKM", "received", Channel(number), Written(number)]);
        await FillAsync(
            new BulkInsert("tickets", ["number", "topic", "person_id", "conversation", "content", "status", "created_at"]),
            number => number % 50 == 0
                ? [$"T-261121-{number / 50:d4}", "petugas", Person(number), Conversation(number), nothing, number % 500 == 0 ? "open" : "closed", at]
                : null);
        await FillAsync(
            new BulkInsert("staff_chats", ["conversation", "person_id", "phase", "holder", "holder_name", "hold_id", "staff_at", "unanswered_at", "step_at", "changed_at"]),
            number => number % 20 == 7
                ? [Conversation(number), Person(number), number % 2000 == 7 ? "held" : "free", number % 2000 == 7 ? "rina" : null, "Ibu Rina", "h", at, number % 4000 == 7 ? at : null, at, at]
                : null);
        for (var message = 0; message < MessagesOfEach; message++)
        {
            var place = message;
            await FillAsync(
                new BulkInsert("deliveries", ["id", "direction", "conversation", "channel", "kind", "turn_id", "content", "status", "rank", "created_at", "updated_at"]),
                number =>
                [
                    Guid.CreateVersion7(now - TimeSpan.FromMinutes(number) - TimeSpan.FromHours(place)).ToString(), place % 2 == 0 ? "in" : "out", Conversation(number), Channel(number),
                    place % 2 == 0 ? "text" : "reply", "t", content, place % 2 == 0 ? "received" : "delivered", 1L, Written(number) - (place * 3_600_000L), at,
                ]);
        }

        string Person(int number) => $"p{number:d6}";
        string Channel(int number) => number % 5 == 0 ? "sms" : "whatsapp";
        string Phone(int number) => $"+62812{number:d8}";
        string Theirs(int number) => number % 5 == 0 ? Phone(number) : "whatsapp:" + Phone(number);
        string Our(int number) => number % 5 == 0 ? Ours[9..] : Ours;
        string Conversation(int number) => $"{Channel(number)}|{Our(number)}|{Theirs(number)}";
        // A minute apart: ten weeks back.
        long Written(int number) => at - (number * 60_000L);

        Task<long> FillAsync(BulkInsert insert, Func<int, object?[]?> row) => database.WriteBulkAsync(
            session => session.BulkInsertAsync(insert, Enumerable.Range(0, Conversations).Select(row).OfType<object?[]>(), CancellationToken.None), CancellationToken.None);
    }
}
