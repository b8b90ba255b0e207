using System.Net;
using Chatbot.Storage;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.EndToEnd;

/// <summary>The service as Twilio sees it: signed webhooks go in, REST calls come out.</summary>
public abstract class OutsideTwilioTests
{
    public sealed class OnSqlite(Outside outside) : OutsideTwilioTests(outside), IClassFixture<Outside>;

    [UsesPostgres]
    public sealed class OnPostgres(Outside outside) : OutsideTwilioTests(outside), IClassFixture<Outside>;

    private readonly Outside outside;

    protected OutsideTwilioTests(Outside outside)
    {
        Assert.SkipWhen(UsesPostgresAttribute.IsAsked && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        this.outside = outside;
    }

    private StandInTwilio Twilio => outside.Twilio;

    private ServiceProcess Service => outside.Service;

    [Fact]
    public async Task An_SMS_is_answered_from_the_number_it_came_to_with_numbered_choices()
    {
        const string person = "+6281200000001";
        await Service.SayAsync(person, "DAFTAR");
        await Service.SayAsync(person, "1");
        await Service.SayAsync(person, "3509011203859011");

        var messages = await Twilio.UntilAsync(person, 3);
        messages.Select(message => message.From).ShouldAllBe(from => from == ServiceProcess.OurNumber);
        messages[0].Body.ShouldContain("1. Setuju\n2. Tidak");
        messages[1].Body.ShouldContain("Ketik NIK");
        messages[2].Body.ShouldContain("Nama lengkap");
        messages[0].Form["StatusCallback"].ShouldStartWith($"{ServiceProcess.PublicAddress}/twilio/status?m=");
    }

    [Fact]
    public async Task WhatsApp_is_answered_on_WhatsApp_with_numbered_choices_where_no_content_host_is_set()
    {
        const string person = "whatsapp:+6281200000002";
        await Service.SayAsync(person, "DAFTAR");
        await Service.SayAsync(person, "1");

        var messages = await Twilio.UntilAsync(person, 2);
        messages.Select(message => message.From).ShouldAllBe(from => from == "whatsapp:" + ServiceProcess.OurNumber);
        messages[0].Body.ShouldEndWith("1. Setuju\n2. Tidak");
        messages[0].Form.Keys.ShouldNotContain("ContentSid");
        messages[1].Body.ShouldContain($"{ServiceProcess.PublicAddress}/formulir/");
    }

    [Fact]
    public async Task A_message_that_comes_twice_is_answered_once()
    {
        const string person = "+6281200000003";
        var sid = ServiceProcess.NewSid();
        await Service.SayAsync(person, "DAFTAR", sid);
        await Service.SayAsync(person, "DAFTAR", sid);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Service.SayAsync(person, "DAFTAR", sid)));
        await Service.SayAsync(person, "1");

        (await Twilio.UntilAsync(person, 2))[1].Body.ShouldContain("Ketik NIK");
        await Service.SayAsync(person, "BATAL");
        (await Twilio.UntilAsync(person, 3)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_not_signed_for_our_account_has_no_effect()
    {
        const string person = "+6281200000004";
        HttpResponseMessage[] refused =
        [
            await Service.PostAsync(person, "halo", sign: _ => null),
            await Service.PostAsync(person, "halo", sign: _ => ""),
            await Service.PostAsync(person, "halo", sign: right => (right[0] == 'A' ? "B" : "A") + right[1..]),
            await Service.PostAsync(person, "halo", account: "AC11111111111111111111111111111111"),
        ];
        foreach (var response in refused)
        {
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            response.Dispose();
        }

        // Who is answered after them shows that nothing of theirs waits in front.
        const string other = "+6281200000005";
        await Service.SayAsync(other, "halo");
        await Twilio.UntilAsync(other, 1);
        Twilio.To(person).ShouldBeEmpty();
        (await outside.RowsAsync($"SELECT COUNT(*) FROM conversations WHERE id LIKE '%{person}%'")).ShouldBe(0);
        (await outside.RowsAsync($"SELECT COUNT(*) FROM deliveries WHERE conversation LIKE '%{person}%'")).ShouldBe(0);
        (await outside.RowsAsync($"SELECT COUNT(*) FROM conversations WHERE id LIKE '%{other}%'")).ShouldBe(1);
    }

    [Fact]
    public async Task Whatever_Twilio_does_each_reply_arrives_once_and_in_order()
    {
        Fault[][] days =
        [
            [Fault.TooFast, Fault.TooFast], [Fault.FailedBefore], [Fault.FailedAfter], [Fault.CutBefore], [Fault.CutAfter],
            [Fault.None, Fault.CutAfter, Fault.FailedBefore],
        ];
        // Each is another person's bad day, all at the same time.
        await Task.WhenAll(days.Select((faults, place) => BadDayAsync($"+628120000001{place}", faults)));
    }

    private async Task BadDayAsync(string person, Fault[] faults)
    {
        Twilio.Spoil(person, faults);
        await Service.SayAsync(person, "DAFTAR");
        await Service.SayAsync(person, "1");
        await Service.SayAsync(person, "BATAL");
        await Twilio.UntilAsync(person, 3);

        // When the reply of one more turn has gone, nothing of those before can still be under way.
        await Service.SayAsync(person, "halo");
        var bodies = (await Twilio.UntilAsync(person, 4)).Select(message => message.Body).ToList();
        var day = string.Join(' ', faults) + ":\n" + string.Join('\n', bodies);
        bodies.Count.ShouldBe(4, day);
        bodies[0].ShouldContain("1. Setuju", customMessage: day);
        bodies[1].ShouldContain("Ketik NIK", customMessage: day);
        bodies[2].ShouldContain("dibatalkan", customMessage: day);
    }

    [Fact]
    public async Task The_health_pages_answer_and_the_simulator_is_not_there()
    {
        (await StatusOfAsync("/health/live")).ShouldBe(HttpStatusCode.OK);
        (await StatusOfAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);
        (await StatusOfAsync("/simulator")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusOfAsync("/simulator/api/phones")).ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<HttpStatusCode> StatusOfAsync(string path)
    {
        using var response = await Service.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>One running service and its Twilio for all tests of the class; each test is another person.</summary>
    public sealed class Outside : IAsyncLifetime
    {
        private readonly string folder = Directory.CreateTempSubdirectory("jaka-").FullName;

        internal StandInTwilio Twilio { get; private set; } = null!;

        internal ServiceProcess Service { get; private set; } = null!;

        private string source = "";

        public async ValueTask InitializeAsync()
        {
            if (UsesPostgresAttribute.IsAsked && PostgresServer.Missing is not null) return;
            source = await TestDatabases.BareAsync(folder);
            Twilio = await StandInTwilio.StartAsync();
            Service = await ServiceProcess.StartAsync(ServiceProcess.SettingsOn(source, Twilio.Address, folder));
        }

        /// <summary>One number from the service's database.</summary>
        internal async Task<long> RowsAsync(string sql)
        {
            using var database = Database.Open(source, new StorageOptions());
            return await database.ReadAsync(
                session => session.FirstAsync<long>(sql, null, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            if (source.Length > 0)
            {
                await Service.DisposeAsync();
                await Twilio.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }
    }
}
