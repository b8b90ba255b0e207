using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;
using Chatbot.Bulk;
using Chatbot.Membership;
using Chatbot.Outbox;
using Chatbot.Privacy;
using Chatbot.Programs;
using Chatbot.Reminders;
using Chatbot.Storage;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Reminders;

/// <summary>
/// Workers in three zones through a year, with payments, opt-outs, wishes and days on which the service is away. What is sent is held against
/// what the test itself knows: it keeps its own books of who paid what, and its own price list. hoursBetween: from one look at what is due to the next, 1, 2 or 4.
/// </summary>
internal sealed partial class SimulatedYear(TestService service, int workers, int seed, int hoursBetween)
{
    private static readonly DateOnly First = new(2026, 7, 1);
    private static readonly DateOnly Last = new(2027, 6, 30);
    private static readonly string[] Zones = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"];

    // The relief ends with December 2026, for transport with March 2027 (PP 50/2025).
    private static readonly CoverageMonth LastReliefMonth = CoverageMonth.Parse("2026-12");
    private static readonly CoverageMonth LastReliefOfTransport = CoverageMonth.Parse("2027-03");
    private const long ReliefPrice = 8_400;
    private const long FullPrice = 16_800;

    private readonly Random random = new(seed);
    private readonly List<Member> members = [];
    private readonly Dictionary<string, Phone> phones = [];
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Sent { get; } = new(StringComparer.Ordinal);

    public List<string> Wrong { get; } = [];

    public int Payments { get; private set; }

    public int OptOuts { get; private set; }

    public int Wishes { get; private set; }

    public int DaysAway { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task RunAsync()
    {
        service.Edge.OnSend = (reply, _) =>
        {
            lock (members) Check(reply);
            return Task.FromResult(service.Edge.Take(reply));
        };
        await MakeAsync();
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            // Two days out of forty-one the service is away, from after the planning of the first; people pay all the same.
            var away = day.DayNumber % 41 < 2;
            if (away) DaysAway++;
            // Half past midnight in Jakarta.
            MoveTo(day, TimeSpan.FromMinutes(-390));
            if (day.DayNumber % 41 != 1) await PlanAsync();
            await LiveAsync(day, 0.02);
            for (var hour = -2; hour <= 16; hour += hoursBetween)
            {
                MoveTo(day, TimeSpan.FromHours(hour) + TimeSpan.FromMinutes(random.Next(0, 8)));
                if (hour == 6) await LiveAsync(day, 0.015);
                if (away) continue;
                if (hour == 6) await PlanAsync();
                await service.Get<BulkLane>().SendDueAsync(Ct);
                await service.DrainAsync();
            }
        }
    }

    private Task<int> PlanAsync() => service.Get<ReminderPlanning>().PlanAsync(service.Clock.GetUtcNow(), Ct);

    private void MoveTo(DateOnly day, TimeSpan time)
    {
        var at = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + time;
        if (at > service.Clock.GetUtcNow()) service.Clock.MoveTo(at);
    }

    /// <summary>Some pay, some stop or come back, some change what they want.</summary>
    private async Task LiveAsync(DateOnly day, double share)
    {
        var paid = new List<object?[]>();
        foreach (var member in members)
        {
            var dice = random.NextDouble();
            if (dice < share * member.Diligence) Pay(member, day, paid);
            else if (dice > 1 - 0.0004) await StopAsync(member.Phone);
            else if (dice > 1 - 0.0012) await WishAsync(member.Phone, day);
        }

        if (paid.Count > 0)
        {
            await service.Database.WriteAsync(
                session => session.BulkInsertAsync(
                    new BulkInsert("contributions", ["worker_id", "month", "amount", "programs", "payer", "paid_at"]) { OnConflict = "(worker_id, month) DO NOTHING" },
                    paid,
                    Ct),
                Ct);
        }
    }

    private void Pay(Member member, DateOnly day, List<object?[]> rows)
    {
        var current = CoverageMonth.Of(day);
        var from = member.Through is { } through && through > current.AddMonths(-4) ? through.AddMonths(1) : current;
        var payer = member.Sponsored ? "government" : "self";
        var months = member.Sponsored ? 6 : random.Next(5) == 0 ? 3 : 1;
        for (var i = 0; i < months; i++)
        {
            rows.Add([member.Id, from.AddMonths(i).ToString(), ReliefPrice, "jkk,jkm", payer, service.Clock.GetUtcNow().ToUnixTimeMilliseconds()]);
            Payments++;
        }

        member.Through = from.AddMonths(months - 1);
        member.ThroughPayer = payer;
        member.PaidAt = service.Clock.GetUtcNow();
        // A sponsor pays once.
        member.Sponsored = false;
    }

    private async Task StopAsync(Phone phone)
    {
        var source = new ConsentSource(phone.PersonId, phone.Channel, phone.Address, $"SM-{Wishes}-{OptOuts}-{service.Clock.GetUtcNow().Ticks}");
        if (phone.Agrees) await service.Get<Consents>().OptOutAsync(source, Ct);
        else await service.Get<Consents>().OptInAsync(source, Ct);
        phone.Agrees = !phone.Agrees;
        OptOuts++;
    }

    private async Task WishAsync(Phone phone, DateOnly day)
    {
        Wishes++;
        phone.Wish = random.Next(4) switch
        {
            0 => phone.Wish with { At = new TimeOnly(random.Next(8, 20), 0) },
            1 => phone.Wish with { Unwanted = new HashSet<DayOfWeek> { (DayOfWeek)random.Next(7), (DayOfWeek)random.Next(7) } },
            2 => phone.Wish with { NotBefore = day.AddDays(random.Next(1, 14)) },
            _ => phone.Wish with { Rhythm = (ReminderStyle)random.Next(4), DayOfMonth = random.Next(2) == 0 ? random.Next(1, 32) : null },
        };
        await service.Database.WriteAsync(session => service.Get<ReminderWishes>().ChangeAsync(session, phone.PersonId, _ => phone.Wish, Ct), Ct);
    }

    private void Check(OutgoingReply reply)
    {
        var phone = phones[reply.To];
        var now = service.Clock.GetUtcNow();
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(phone.Zone)).DateTime;
        var today = DateOnly.FromDateTime(local);
        var rule = reply.TurnId["pengingat:".Length..];
        Sent[rule] = Sent.GetValueOrDefault(rule) + 1;
        if (!phone.Agrees) Say("he has stopped");
        if (local.TimeOfDay < TimeSpan.FromHours(8) || local.TimeOfDay >= TimeSpan.FromHours(20)) Say("at night");
        if (local.DayOfWeek == DayOfWeek.Friday && local.TimeOfDay >= new TimeSpan(11, 30, 0) && local.TimeOfDay < TimeSpan.FromHours(13)) Say("during the Friday prayer");
        if (today >= new DateOnly(2027, 2, 7) && today <= new DateOnly(2027, 3, 10) && local.TimeOfDay >= new TimeSpan(17, 15, 0) && local.TimeOfDay < TimeSpan.FromHours(19))
            Say("at the breaking of the fast");
        if (phone.Wish.Unwanted.Contains(local.DayOfWeek)) Say("on a day that is not wanted");
        if (phone.Wish.At is { } at && TimeOnly.FromDateTime(local) < at) Say("before the hour that was wanted");
        if (phone.Wish.NotBefore > today) Say("before the day to which it was put off");
        var asked = rule.StartsWith("diminta", StringComparison.Ordinal);
        if (!asked && phone.LastTold?.AddDays(7) > today) Say($"after {phone.LastTold}");
        phone.LastTold = today;
        if (rule.EndsWith("beberapa", StringComparison.Ordinal)) CheckSeveral(reply, phone);
        else CheckOne(reply, phone, rule, today);

        void Say(string what) => Wrong.Add($"{rule} to {phone.Address} on {local:yyyy-MM-dd HH:mm} {phone.Zone}: {what}");
    }

    private void CheckSeveral(OutgoingReply reply, Phone phone)
    {
        var count = int.Parse(Several().Match(reply.Text).Groups[1].Value, CultureInfo.InvariantCulture);
        if (count < 2 || count > phone.Members.Count) Wrong.Add($"{count} of {phone.Members.Count} at {phone.Address}");
    }

    private void CheckOne(OutgoingReply reply, Phone phone, string rule, DateOnly today)
    {
        // Of several at one phone the text says whose it is by its name.
        var member = phone.Members.Count == 1 ? phone.Members[0] : phone.Members.First(one => reply.Channel == "sms" || reply.Text.Contains(one.Shown));
        if (phone.Members.Count > 1 && reply.Channel == "sms") return;
        void Say(string what) => Wrong.Add($"{rule} to {phone.Address} on {today}: {what}: {reply.Text}");
        var days = Days(rule);
        if (rule.StartsWith("diminta", StringComparison.Ordinal) && !Within(today, phone.Wish.NotBefore ?? today.AddDays(1), days!.Value)) Say("not asked for");
        if (rule.StartsWith("daftar", StringComparison.Ordinal) || rule == "diminta-pertama")
        {
            if (member.Through is not null) Say("paid already");
            if (!told.Add($"{member.Id}|{rule}|{(rule[0] == 'd' && rule[1] == 'i' ? phone.Wish.NotBefore : null)}")) Say("twice");
            if (rule[..2] == "da" && days is { } registered && !Within(today, member.Registered, registered)) Say("stale");
            CheckPrice(reply, member, today, Say);
            return;
        }

        if (member.Through is not { } through)
        {
            Say("never paid");
            return;
        }

        // What was paid a moment ago is what it says: nothing is sent on what was known before.
        if (!reply.Text.Contains(CoverageMonth.InWords(through.LastDay)) && !reply.Text.Contains(through.AddMonths(1).InWords())) Say($"paid through {through}");
        if (rule.StartsWith("sponsor", StringComparison.Ordinal) != (member.ThroughPayer != "self")) Say($"paid by {member.ThroughPayer}");
        if (!told.Add($"{member.Id}|{rule}|{(rule == "diminta" ? $"{phone.Wish.NotBefore:yyyy-MM-dd}" : through.ToString())}") && rule != "tanggal") Say("twice");
        if (days is { } window && rule is not ("diminta" or "tanggal") && !Within(today, through.LastDay, window)) Say("stale");
        CheckPrice(reply, member, today, Say);
    }

    /// <summary>The amount is the sum of the months that it names, each at its own price.</summary>
    private static void CheckPrice(OutgoingReply reply, Member member, DateOnly today, Action<string> say)
    {
        var amounts = Amount().Matches(reply.Text).Select(match => long.Parse(match.Groups[1].Value.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)).ToList();
        if (amounts.Count == 0)
        {
            if (reply.Channel == "whatsapp") say("no amount");
            return;
        }

        var current = CoverageMonth.Of(today);
        var next = member.Through?.AddMonths(1) ?? current;
        long expected;
        if (member.ThroughPayer is "government") expected = Price(member, next);
        // Arrears of more than three months are not asked for.
        else if (current.MonthsSince(next) > 3) expected = Price(member, current);
        else if (next >= current) expected = Price(member, next);
        else expected = Enumerable.Range(0, current.MonthsSince(next) + 1).Sum(i => Price(member, next.AddMonths(i)));
        if (amounts[0] != expected) say($"the price is {expected}");
    }

    private static long Price(Member member, CoverageMonth month) =>
        month <= (member.Sector == "transport" ? LastReliefOfTransport : LastReliefMonth) ? ReliefPrice : FullPrice;

    private static bool Within(DateOnly today, DateOnly from, (int Days, int Valid) window) =>
        today >= from.AddDays(window.Days) && today <= from.AddDays(window.Days + window.Valid);

    private static (int Days, int Valid)? Days(string rule) => Reminding.Plan.Rules.FirstOrDefault(one => one.Id == rule) is { } found ? (found.Days, found.ValidDays) : null;

    private async Task MakeAsync()
    {
        var at = service.Clock.GetUtcNow();
        var personal = service.Get<PersonalData>();
        var (people, addresses, consents, rows, registrations, paid) = (new List<object?[]>(), new List<object?[]>(), new List<object?[]>(), new List<object?[]>(), new List<object?[]>(), new List<object?[]>());
        var income = personal.Encrypt(Workers.IncomePurpose, "1000000");
        while (members.Count < workers)
        {
            var number = phones.Count;
            var channel = random.Next(10) < 7 ? "whatsapp" : "sms";
            var plain = $"+6281{number:d8}";
            var address = channel == "whatsapp" ? "whatsapp:" + plain : plain;
            var phone = new Phone(Guid.CreateVersion7(at).ToString(), channel, address, Zones[random.Next(3)]);
            phones[address] = phone;
            people.Add([phone.PersonId, phone.Zone, at.ToUnixTimeMilliseconds()]);
            addresses.Add([channel, address, phone.PersonId, plain, at.ToUnixTimeMilliseconds()]);
            consents.Add([phone.PersonId, 1L, "reminders", 1L, "pengingat-1", channel, "", $"SM-{number}", at.ToUnixTimeMilliseconds()]);
            for (var i = random.Next(20) == 0 ? 3 : 1; i > 0 && members.Count < workers; i--)
            {
                var registered = at.AddDays(random.Next(300));
                var member = new Member(Guid.CreateVersion7(at).ToString(), phone, $"P{members.Count} ORANG", random.Next(4) == 0 ? "transport" : "other")
                {
                    Diligence = random.Next(5) switch { 0 => 0.1, 1 => 0.6, _ => 1.6 },
                    Sponsored = random.Next(6) == 0,
                    Registered = DateOnly.FromDateTime(registered.ToOffset(TimeZoneInfo.FindSystemTimeZoneById(phone.Zone).BaseUtcOffset).DateTime),
                };
                phone.Members.Add(member);
                members.Add(member);
                rows.Add([
                    member.Id, phone.PersonId, phone.PersonId, personal.Encrypt(Workers.NikPurpose, "3317014408909003"), $"h{members.Count}", member.Name, "", "petani", member.Sector,
                    income, registered.ToUnixTimeMilliseconds(), registered.ToUnixTimeMilliseconds()]);
                registrations.Add([$"JKA-{members.Count}", member.Id, "jkk,jkm", "registered_unpaid", channel, registered.ToUnixTimeMilliseconds()]);
                if (random.Next(10) < 7) Pay(member, First.AddDays(-random.Next(80)), paid);
            }
        }

        await service.Database.WriteAsync(
            async session =>
            {
                await session.BulkInsertAsync(new BulkInsert("people", ["id", "zone", "created_at"]), people, Ct);
                await session.BulkInsertAsync(new BulkInsert("addresses", ["channel", "address", "person_id", "phone", "created_at"]), addresses, Ct);
                await session.BulkInsertAsync(
                    new BulkInsert("consents", ["person_id", "number", "purpose", "granted", "text_version", "channel", "address_hash", "message_id", "at"]), consents, Ct);
                await session.BulkInsertAsync(
                    new BulkInsert("workers", ["id", "person_id", "own_person_id", "nik", "nik_hash", "name", "phone", "job", "sector", "income", "created_at", "updated_at"]), rows, Ct);
                await session.BulkInsertAsync(
                    new BulkInsert("registrations", ["number", "worker_id", "programs", "status", "channel", "created_at"]), registrations, Ct);
                await session.BulkInsertAsync(new BulkInsert("contributions", ["worker_id", "month", "amount", "programs", "payer", "paid_at"]), paid, Ct);
            },
            Ct);
    }

    [GeneratedRegex(@"(\d+) orang")]
    private static partial Regex Several();

    [GeneratedRegex(@"Rp(\d[\d.]*\d)")]
    private static partial Regex Amount();

    private sealed class Phone(string personId, string channel, string address, string zone)
    {
        public string PersonId => personId;

        public string Channel => channel;

        public string Address => address;

        public string Zone => zone;

        public List<Member> Members { get; } = [];

        public bool Agrees { get; set; } = true;

        public ReminderWish Wish { get; set; } = ReminderWish.None;

        public DateOnly? LastTold { get; set; }
    }

    private sealed class Member(string id, Phone phone, string name, string sector)
    {
        public string Id => id;

        public Phone Phone => phone;

        public string Name => name;

        /// <summary>As a text shows it.</summary>
        public string Shown => name.Split(' ')[0] + " O.";

        public string Sector => sector;

        public double Diligence { get; init; }

        public bool Sponsored { get; set; }

        public DateOnly Registered { get; init; }

        public CoverageMonth? Through { get; set; }

        public string? ThroughPayer { get; set; }

        public DateTimeOffset PaidAt { get; set; }
    }
}
