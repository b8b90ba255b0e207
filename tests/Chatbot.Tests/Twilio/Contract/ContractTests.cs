using System.Text.Json;
using System.Text.Json.Nodes;
using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Templates;
using Chatbot.Tests.Simulator;
using Chatbot.Tests.Support;
using Chatbot.Twilio;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Chatbot.Tests.Simulator.SimulatedTwilio;

namespace Chatbot.Tests.Twilio.Contract;

/// <summary>Our client and the simulator, each held to Twilio's OpenAPI files while they talk to each other.</summary>
public sealed class ContractTests : IAsyncLifetime
{
    private static readonly TemplateContents NoTemplates = new(new TemplateBook([]), null!, null!, null!);

    private SimulatedTwilio twilio = null!;
    private ContractHandler contract = null!;
    private TwilioClient client = null!;
    private TwilioContents contents = null!;
    private IOptions<TwilioOptions> options = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        twilio = await StartAsync();
        contract = new ContractHandler(new SocketsHttpHandler { AllowAutoRedirect = false });
        var address = twilio.Page.BaseAddress!.ToString();
        options = Options.Create(new TwilioOptions
        {
            AccountSid = Account, AuthToken = Token, ApiBaseUrl = address, ContentBaseUrl = address, PublicBaseUrl = "https://jaka.example.id",
        });
        var transport = new TwilioTransport(
            new HttpClient(contract, disposeHandler: false), options, TimeProvider.System, NullLogger<TwilioTransport>.Instance);
        (client, contents) = (new TwilioClient(transport, options), new TwilioContents(transport, options));
    }

    public async ValueTask DisposeAsync()
    {
        contract.Dispose();
        await twilio.DisposeAsync();
    }

    [Fact]
    public async Task Messages_are_created_read_listed_redacted_cancelled_and_deleted_as_specified()
    {
        var plain = Done(await client.CreateMessageAsync(
            new NewMessage
            {
                To = Budi, From = OurNumber, Body = "Halo + Budi 1", StatusCallback = twilio.StatusUrl, ValidityPeriod = TimeSpan.FromHours(1),
            },
            Stop));
        await twilio.UntilStatusAsync(plain.Sid!, "delivered");
        await twilio.TypeAsync("p1", new { text = "halo" });
        Done(await client.CreateMessageAsync(
            new NewMessage { To = Sari, From = OurWhatsApp, Body = "Peta kantor", MediaUrls = ["https://jaka.example.id/peta.png"] }, Stop));
        var scheduled = Done(await client.CreateMessageAsync(
            new NewMessage { To = Budi, MessagingServiceSid = Service, Body = "Nanti", SendAt = twilio.Clock.GetUtcNow().AddHours(1) }, Stop));
        scheduled.Status.ShouldBe("scheduled");
        Done(await client.CancelMessageAsync(scheduled.Sid!, Stop)).Status.ShouldBe("canceled");
        var service = Done(await client.CreateMessageAsync(new NewMessage { To = Budi, MessagingServiceSid = Service, Body = "Lewat layanan" }, Stop));
        await twilio.UntilStatusAsync(service.Sid!, "delivered");

        Done(await client.FetchMessageAsync(plain.Sid!, Stop)).Price.ShouldNotBeNull();
        var now = twilio.Clock.GetUtcNow();
        var filter = new MessageFilter { To = Budi, From = OurNumber, SentFrom = now.AddDays(-1), SentUntil = now.AddDays(1), PageSize = 1 };
        Done(await client.ListMessagesAsync(filter, Stop)).Select(message => message.Body).ShouldBe(["Lewat layanan", "Halo + Budi 1"]);
        Done(await client.RedactMessageAsync(plain.Sid!, Stop)).Body.ShouldBe("");
        Done(await client.DeleteMessageAsync(plain.Sid!, Stop)).ShouldBeTrue();
        (await client.FetchMessageAsync(plain.Sid!, Stop)).ShouldBeOfType<TwilioAnswer<TwilioMessage>.Refused>().Refusal.Code.ShouldBe(20404);
        (await client.CreateMessageAsync(new NewMessage { To = "+15005550001", From = OurNumber, Body = "x" }, Stop))
            .ShouldBeOfType<TwilioAnswer<TwilioMessage>.Refused>().Refusal.Code.ShouldBe(21211);

        contract.Faults.ShouldBeEmpty();
        contract.Operations.Count(operation => operation.Contains("/Messages", StringComparison.Ordinal)).ShouldBe(5);
    }

    [Fact]
    public async Task Media_are_listed_and_deleted_as_specified()
    {
        await twilio.TypeAsync("p1", new { kind = "image", contentType = "image/png", data = Convert.ToBase64String([0x89, .. "PNG"u8]) });
        var sid = (await twilio.UntilPostedAsync("/masuk", 1))[0]["MessageSid"];

        var medium = Done(await client.ListMediaAsync(sid, Stop)).ShouldHaveSingleItem();
        medium.ContentType.ShouldBe("image/png");
        using var plain = new HttpClient(contract, disposeHandler: false) { DefaultRequestHeaders = { Authorization = twilio.Rest.DefaultRequestHeaders.Authorization } };
        using var one = await plain.GetAsync(new Uri($"{client.MediaAddress(sid, medium.Sid!)}.json"), Stop);
        one.IsSuccessStatusCode.ShouldBeTrue();
        Done(await client.DeleteMediaAsync(sid, medium.Sid!, Stop)).ShouldBeTrue();
        Done(await client.ListMediaAsync(sid, Stop)).ShouldBeEmpty();

        contract.Faults.ShouldBeEmpty();
        contract.Operations.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Contents_are_made_changed_approved_listed_sent_and_deleted_as_specified()
    {
        var buttons = new JsonObject
        {
            ["twilio/quick-reply"] = new JsonObject
            {
                ["body"] = "Halo {{1}}, iuran bulan ini belum tercatat ya.",
                ["actions"] = new JsonArray(new JsonObject { ["type"] = "QUICK_REPLY", ["title"] = "Cara bayar", ["id"] = "bayar" }),
            },
            ["twilio/text"] = new JsonObject { ["body"] = "Halo {{1}}, iuran bulan ini belum tercatat ya." },
        };
        var list = new JsonObject
        {
            ["twilio/list-picker"] = new JsonObject
            {
                ["body"] = "Mau tanya apa?", ["button"] = "Pilih",
                ["items"] = new JsonArray(new JsonObject { ["id"] = "jkk", ["item"] = "JKK", ["description"] = "Kecelakaan kerja" }),
            },
        };
        var made = Done(await contents.CreateAsync(new NewContent("uji", "id", buttons, new JsonObject { ["1"] = "Siti" }), Stop));
        var picker = Done(await contents.CreateAsync(new NewContent("pilihan", "id", list), Stop));
        Done(await contents.UpdateAsync(made.Sid!, new NewContent("uji_2", "id", (JsonObject)buttons.DeepClone(), new JsonObject { ["1"] = "Sari" }), Stop))
            .FriendlyName.ShouldBe("uji_2");
        Done(await contents.FetchAsync(made.Sid!, Stop)).FriendlyName.ShouldBe("uji_2");
        Done(await contents.FetchApprovalAsync(made.Sid!, Stop)).Status.ShouldBe("unsubmitted");
        Done(await contents.SubmitAsync(made.Sid!, new NewApproval("uji_2", "UTILITY"), Stop)).Status.ShouldBe("received");
        twilio.Clock.Move(TimeSpan.FromDays(1));
        Done(await contents.FetchApprovalAsync(made.Sid!, Stop)).Status.ShouldBe("approved");
        Done(await contents.ListApprovalsAsync(Stop)).Single(one => one.Sid == made.Sid).ApprovalRequests!.Status.ShouldBe("approved");
        Done(await contents.ListAsync(Stop)).Count.ShouldBe(2);
        var sent = Done(await client.CreateMessageAsync(
            new NewMessage
            {
                To = Sari, From = OurWhatsApp, ContentSid = made.Sid, ContentVariables = new Dictionary<string, string> { ["1"] = "Ani" },
            },
            Stop));
        await twilio.UntilStatusAsync(sent.Sid!, "read");
        Done(await contents.DeleteAsync(picker.Sid!, Stop)).ShouldBeTrue();
        (await contents.UpdateAsync(made.Sid!, new NewContent("uji_3", "id", (JsonObject)buttons.DeepClone()), Stop))
            .ShouldBeOfType<TwilioAnswer<TwilioContent>.Refused>();

        contract.Faults.ShouldBeEmpty();
        var specified = SharedFiles.Json("openapi/twilio_content_v1.json").GetProperty("paths").EnumerateObject().SelectMany(path =>
            path.Value.EnumerateObject().Where(part => part.Name is "get" or "post" or "put" or "delete").Select(part => $"{part.Name.ToUpperInvariant()} {path.Name}"));
        specified.Except(contract.Operations).ShouldBe(["GET /v1/LegacyContent"]);
    }

    [Fact]
    public async Task Whatever_the_sender_sends_is_as_specified()
    {
        await twilio.TypeAsync("p1", new { text = "halo" });
        await twilio.UntilPostedAsync("/masuk", 1);
        using var choices = new ChoiceContents(contents, TimeProvider.System, NullLogger<ChoiceContents>.Instance);
        var sender = new TwilioSender(client, choices, NoTemplates, new OurAddresses([]), new LocalPace(TimeProvider.System), options, TimeProvider.System, NullLogger<TwilioSender>.Instance);
        var now = TimeProvider.System.GetUtcNow();
        var plain = new OutgoingReply
        {
            Id = "1", Conversation = $"whatsapp|{OurWhatsApp}|{Sari}", Sequence = 1, TurnId = "SM1", Channel = "whatsapp",
            From = OurWhatsApp, To = Sari, Text = "Selamat pagi", CreatedAt = now, ExpiresAt = now.AddHours(1),
        };
        ReplyChoice[] offered = [new("ya", "Ya, setuju"), new("tidak", "Tidak", "Boleh nanti")];
        OutgoingReply[] replies =
        [
            plain,
            plain with { Id = "2", Text = string.Join(' ', Enumerable.Repeat("panjang", 300)) },
            plain with { Id = "3", Choices = offered },
            plain with { Id = "4", Choices = offered, ListButton = "Pilih" },
            plain with { Id = "5", Channel = "sms", From = OurNumber, To = Budi, Text = "Iuran dibayar sebelum tanggal 15." },
        ];

        foreach (var reply in replies) (await sender.SendAsync(reply, Stop)).ShouldBeOfType<SendResult.Accepted>(reply.Id);
        var restarted = new TwilioSender(client, choices, NoTemplates, new OurAddresses([]), new LocalPace(TimeProvider.System), options, TimeProvider.System, NullLogger<TwilioSender>.Instance);
        (await restarted.SettleAsync(plain, now, Stop)).ShouldBeOfType<SendResult.Accepted>();

        contract.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"status":"teapot"}""", "status is none of the words")]
    [InlineData("""{"sid":"SM1"}""", "sid is too short")]
    [InlineData("""{"num_media":1}""", "num_media is Number")]
    [InlineData("""{"date_sent":"2026-11-21"}""", "date_sent is no date")]
    [InlineData("""{"extra":1}""", "extra is not declared")]
    public void The_judge_sees_what_is_wrong(string answer, string fault)
    {
        var path = $"/2010-04-01/Accounts/{Account}/Messages/SM0123456789abcdef0123456789abcdef.json";
        OpenApiFile.Messages.Answer("GET", path, 200, answer).ShouldContain(found => found.Contains(fault, StringComparison.Ordinal));
        OpenApiFile.Messages.Answer("GET", path, 200, answer).ShouldContain(found => found.Contains("is not told", StringComparison.Ordinal));
        OpenApiFile.Messages.Form("POST", $"/2010-04-01/Accounts/{Account}/Messages.json", new[] { "Bdoy" }.ToLookup(name => name, _ => "x"))
            .ShouldBe(["To is missing", "Bdoy is not declared"]);
    }

    private static T Done<T>(TwilioAnswer<T> answer) => answer.ShouldBeOfType<TwilioAnswer<T>.Accepted>(JsonSerializer.Serialize(answer)).Value;
}
