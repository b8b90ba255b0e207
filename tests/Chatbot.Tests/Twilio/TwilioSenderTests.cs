using System.Text.Json.Nodes;
using Chatbot.Conversations;
using Chatbot.Outbox;
using Chatbot.Twilio;

namespace Chatbot.Tests.Twilio;

public sealed class TwilioSenderTests
{
    private const string Ani = "whatsapp:+6281200000001";
    private const string Jaka = "whatsapp:+6281100000009";
    private const string ContentPath = "/v1/Content";
    private static readonly CancellationToken Token = CancellationToken.None;

    private static readonly ReplyChoice[] YesNo = [new("setuju", "Ya, setuju"), new("tidak", "Tidak")];

    [Fact]
    public async Task A_reply_goes_out_under_its_own_id()
    {
        using var twilio = new ScriptedTwilio().Then(201, Made("SM1"));
        var result = await twilio.Sender().SendAsync(Reply(twilio, "Selamat pagi"), Token);

        result.ShouldBe(new SendResult.Accepted("SM1", "queued"));
        var form = twilio.Seen.ShouldHaveSingleItem().Form;
        form["From"].ShouldBe([Jaka]);
        form["To"].ShouldBe([Ani]);
        form["Body"].ShouldBe(["Selamat pagi"]);
        form["StatusCallback"].ShouldBe(["https://jaka.example.id/twilio/status?m=0193-r"]);
        form["ValidityPeriod"].ShouldBe(["3600"]);
    }

    [Theory]
    [InlineData("", "https://api.twilio.com", null)]
    [InlineData("https://jaka_app.example.id", "https://api.twilio.com", null)]
    [InlineData("http://127.0.0.1:5080", "https://api.twilio.com", null)]
    [InlineData("http://localhost:5080", "https://api.twilio.com", null)]
    [InlineData("http://jaka:5080", "https://api.twilio.com", null)]
    [InlineData("http://127.0.0.1:5080/", "http://127.0.0.1:6000", "http://127.0.0.1:5080/twilio/status?m=0193-r")]
    [InlineData("https://jaka.example.id/bot", "https://api.twilio.com", "https://jaka.example.id/bot/twilio/status?m=0193-r")]
    public async Task A_status_address_that_Twilio_would_refuse_is_left_out(string publicBase, string api, string? callback)
    {
        using var twilio = new ScriptedTwilio().Then(201, Made("SM1"));
        (twilio.Options.PublicBaseUrl, twilio.Options.ApiBaseUrl) = (publicBase, api);
        await twilio.Sender().SendAsync(Reply(twilio, "Halo"), Token);
        twilio.Seen[0].Form["StatusCallback"].SingleOrDefault().ShouldBe(callback);
    }

    [Fact]
    public async Task Buttons_become_a_content_that_is_made_once()
    {
        using var twilio = new ScriptedTwilio()
            .Then(200, """{"contents":[],"meta":{}}""").Then(201, """{"sid":"HX1"}""").Then(201, Made("MM1")).Then(201, Made("MM2"));
        var sender = twilio.Sender();

        (await sender.SendAsync(Reply(twilio, "Jadi daftar?\nBalas ya.", YesNo), Token)).ShouldBe(new SendResult.Accepted("MM1", "queued"));
        await twilio.Clock.UntilAsync(sender.SendAsync(Reply(twilio, "Jadi daftar?\nBalas ya.", YesNo) with { Id = "0193-s" }, Token));

        twilio.Seen.Select(seen => seen.Path).ShouldBe([ContentPath, ContentPath, ScriptedTwilio.MessagesPath, ScriptedTwilio.MessagesPath]);
        twilio.Seen[1].Address.Host.ShouldBe("content.twilio.com");
        JsonNode.DeepEquals(JsonNode.Parse(twilio.Seen[1].Body)!["types"], JsonNode.Parse(
            """
            {"twilio/quick-reply":{"body":"Jadi daftar?\nBalas ya.","actions":[
              {"type":"QUICK_REPLY","title":"Ya, setuju","id":"setuju"},{"type":"QUICK_REPLY","title":"Tidak","id":"tidak"}]}}
            """)).ShouldBeTrue();
        foreach (var sent in twilio.Seen.Skip(2))
        {
            sent.Form["ContentSid"].ShouldBe(["HX1"]);
            sent.Form["Body"].ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_list_becomes_a_list_picker_and_is_found_again_after_a_restart()
    {
        ReplyChoice[] programs = [new("jkk", "JKK", "Jaminan Kecelakaan Kerja"), new("jkm", "JKM"), new("jht", "JHT"), new("semua", "Semua")];
        using var twilio = new ScriptedTwilio().Then(200, """{"contents":[]}""").Then(201, """{"sid":"HX7"}""").Then(201, Made("MM1"));
        var reply = Reply(twilio, "Pilih program", programs) with { ListButton = "Lihat program" };
        await twilio.Sender().SendAsync(reply, Token);
        var made = JsonNode.Parse(twilio.Seen[1].Body)!;
        JsonNode.DeepEquals(made["types"], JsonNode.Parse(
            """
            {"twilio/list-picker":{"body":"Pilih program","button":"Lihat program","items":[
              {"id":"jkk","item":"JKK","description":"Jaminan Kecelakaan Kerja"},{"id":"jkm","item":"JKM"},
              {"id":"jht","item":"JHT"},{"id":"semua","item":"Semua"}]}}
            """)).ShouldBeTrue();

        var name = made["friendly_name"]!.ToString();
        twilio.Then(200, $$"""{"contents":[{"sid":"HX9","friendly_name":"{{name}}"},{"sid":"HX3","friendly_name":"lain"}]}""").Then(201, Made("MM2"));
        await twilio.Sender().SendAsync(reply with { Id = "0193-s" }, Token);
        twilio.Seen[^1].Form["ContentSid"].ShouldBe(["HX9"]);
        twilio.Seen.Count.ShouldBe(5);
    }

    [Fact]
    public async Task What_cannot_be_shown_goes_out_as_numbered_text()
    {
        using var twilio = new ScriptedTwilio { Otherwise = _ => ScriptedTwilio.Answer(201, Made("SM1")) };
        ReplyChoice[] four = [new("a", "A"), new("b", "B"), new("c", "C"), new("d", "D")];
        OutgoingReply[] replies =
        [
            Reply(twilio, "Jadi?", YesNo) with { Personal = true },
            Reply(twilio, "Jadi?", four),
            Reply(twilio, "Jadi?", [new("a", "Judul yang jauh terlalu panjang")]),
            Reply(twilio, "Jadi {{1}}?", YesNo),
            Reply(twilio, new string('x', 1_025), YesNo),
            Reply(twilio, "Jadi?", [new("", "Ya")]),
            Reply(twilio, "Jadi?", [new("a", "Ya"), new("b", "Ya")]),
        ];
        var sender = twilio.Sender();
        for (var i = 0; i < replies.Length; i++) await twilio.Clock.UntilAsync(sender.SendAsync(replies[i] with { Id = $"r{i}" }, Token));

        twilio.Seen.Count.ShouldBe(replies.Length);
        twilio.Seen.ShouldAllBe(seen => seen.Path == ScriptedTwilio.MessagesPath);
        twilio.Seen[0].Form["Body"].ShouldBe(["Jadi?\n\n1. Ya, setuju\n2. Tidak"]);
        twilio.Seen[1].Form["Body"].ShouldBe(["Jadi?\n\n1. A\n2. B\n3. C\n4. D"]);
    }

    [Fact]
    public async Task Without_a_content_host_choices_are_numbered()
    {
        using var twilio = new ScriptedTwilio().Then(201, Made("SM1"));
        twilio.Options.ApiBaseUrl = "http://127.0.0.1:6000";
        await twilio.Sender().SendAsync(Reply(twilio, "Jadi?", YesNo), Token);
        twilio.Seen.ShouldHaveSingleItem().Form["Body"].ShouldBe(["Jadi?\n\n1. Ya, setuju\n2. Tidak"]);
    }

    [Fact]
    public async Task A_content_host_that_fails_is_left_alone_for_five_minutes()
    {
        using var twilio = new ScriptedTwilio().Then(404, "").Then(500, "").Then(201, Made("SM1")).Then(201, Made("SM2"));
        var sender = twilio.Sender();
        await sender.SendAsync(Reply(twilio, "Jadi?", YesNo), Token);
        await twilio.Clock.UntilAsync(sender.SendAsync(Reply(twilio, "Jadi?", YesNo) with { Id = "r2" }, Token));
        twilio.Seen.Count.ShouldBe(4);
        twilio.Seen.Skip(2).ShouldAllBe(seen => seen.Form["Body"].Single().EndsWith("2. Tidak", StringComparison.Ordinal));

        twilio.Clock.Advance(ChoiceContents.AfterFailure);
        twilio.Then(200, """{"contents":[]}""").Then(201, """{"sid":"HX1"}""").Then(201, Made("MM3"));
        await sender.SendAsync(Reply(twilio, "Jadi?", YesNo) with { Id = "r3" }, Token);
        twilio.Seen[^1].Form["ContentSid"].ShouldBe(["HX1"]);
    }

    [Fact]
    public async Task A_content_that_Twilio_forgot_is_replaced_by_text_at_once()
    {
        using var twilio = new ScriptedTwilio().Then(200, """{"contents":[]}""").Then(201, """{"sid":"HX1"}""")
            .Then(400, """{"code":21655,"status":400}""").Then(201, Made("SM1"));
        var result = await twilio.Clock.UntilAsync(twilio.Sender().SendAsync(Reply(twilio, "Jadi?", YesNo), Token));
        result.ShouldBeOfType<SendResult.Accepted>();
        twilio.Seen[^1].Form["Body"].ShouldBe(["Jadi?\n\n1. Ya, setuju\n2. Tidak"]);
    }

    [Fact]
    public async Task On_sms_the_choices_stand_in_the_text_already()
    {
        using var twilio = new ScriptedTwilio().Then(201, Made("SM1"));
        var reply = Reply(twilio, "Jadi? 1. Ya 2. Tidak", YesNo) with { Channel = "sms", From = "+6281100000009", To = "+6281200000001" };
        await twilio.Sender().SendAsync(reply, Token);
        twilio.Seen.ShouldHaveSingleItem().Form["Body"].ShouldBe(["Jadi? 1. Ya 2. Tidak"]);
    }

    [Fact]
    public async Task A_long_text_goes_out_in_parts_and_no_part_twice()
    {
        var paragraphs = Enumerable.Range(1, 5).Select(i => $"Bagian {i}. " + new string('x', 1_000)).ToArray();
        using var twilio = new ScriptedTwilio().Then(201, Made("SM1")).Then(201, Made("SM2")).Then(429, """{"code":20429}""", ("Retry-After", "60"));
        var sender = twilio.Sender();
        var reply = Reply(twilio, string.Join("\n\n", paragraphs));

        var first = (await twilio.Clock.UntilAsync(sender.SendAsync(reply, Token))).ShouldBeOfType<SendResult.Unknown>();
        first.AskAfter.ShouldBe(TimeSpan.FromMinutes(1));
        twilio.Then(201, Made("SM3")).Then(201, Made("SM4")).Then(201, Made("SM5"));
        (await twilio.Clock.UntilAsync(sender.SendAsync(reply, Token), TimeSpan.FromSeconds(1))).ShouldBe(new SendResult.Accepted("SM5", "queued"));

        var bodies = twilio.Seen.Select(seen => seen.Form["Body"].Single()).ToArray();
        bodies.Length.ShouldBe(6);
        bodies[2].ShouldBe(bodies[3]);
        bodies.Distinct().ShouldBe(paragraphs);
        // A callback under the reply's id means that all of it left.
        twilio.Seen.Select(seen => seen.Form["StatusCallback"].Any()).ShouldBe([false, false, false, false, false, true]);
    }

    [Theory]
    [InlineData(400, 21610, RetryAdviceNever, false)]
    [InlineData(400, 21212, RetryAdviceNever, true)]
    [InlineData(400, 21611, "Later", false)]
    [InlineData(401, 20003, "Later", true)]
    public async Task A_refusal_says_whether_to_try_again(int status, int code, string retry, bool ourFault)
    {
        using var twilio = new ScriptedTwilio().Then(status, $$"""{"code":{{code}},"status":{{status}}}""");
        var failure = (await twilio.Sender().SendAsync(Reply(twilio, "Halo"), Token)).ShouldBeOfType<SendResult.Refused>().Failure;
        (failure.Code, failure.Retry.ToString(), failure.OurFault).ShouldBe((code, retry, ourFault));
    }

    private const string RetryAdviceNever = nameof(RetryAdvice.Never);

    [Fact]
    public async Task An_expired_reply_is_not_sent()
    {
        using var twilio = new ScriptedTwilio();
        var reply = Reply(twilio, "Halo") with { ExpiresAt = twilio.Clock.GetUtcNow() };
        (await twilio.Sender().SendAsync(reply, Token)).ShouldBeOfType<SendResult.Refused>().Failure.Retry.ShouldBe(RetryAdvice.Never);
        twilio.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sender_keeps_its_pace_in_segments_for_sms()
    {
        using var twilio = new ScriptedTwilio { Otherwise = _ => ScriptedTwilio.Answer(201, Made("SM1")) };
        twilio.Options.Senders.Add(new SenderOptions { Address = "+6281100000009", MessagesPerSecond = 2 });
        var sender = twilio.Sender();
        var sms = Reply(twilio, new string('a', 459)) with { Channel = "sms", From = "+6281100000009", To = "+6281200000001" };
        var started = twilio.Clock.GetUtcNow();

        var sends = Enumerable.Range(0, 4).Select(i => sender.SendAsync(sms with { Id = $"r{i}" }, Token)).ToArray();
        await twilio.Clock.UntilAsync(Task.WhenAll(sends));

        // Three texts of three segments at two a second before the fourth leaves: 4.5 s.
        (twilio.Clock.GetUtcNow() - started).ShouldBeInRange(TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(5.5));
    }

    [Fact]
    public async Task After_429_the_sender_rests()
    {
        using var twilio = new ScriptedTwilio().Then(429, """{"code":20429}""", ("Retry-After", "60")).Then(201, Made("SM2"));
        var sender = twilio.Sender();
        await sender.SendAsync(Reply(twilio, "satu"), Token);
        var next = sender.SendAsync(Reply(twilio, "dua") with { Id = "r2" }, Token);
        twilio.Clock.Advance(TimeSpan.FromSeconds(59));
        twilio.Seen.Count.ShouldBe(1);
        await twilio.Clock.UntilAsync(next, TimeSpan.FromSeconds(1));
        twilio.Seen.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(false, "Sudah dicatat - terima kasih.\nInfo: wa.me/6281100000009")]
    [InlineData(true, "Sudah dicatat - terima kasih. Ketik STATUS kapan saja.")]
    public async Task An_SMS_is_GSM_7_and_asks_for_no_answer_where_none_can_come(bool canReceive, string sent)
    {
        using var twilio = new ScriptedTwilio().Then(201, Made("SM1"));
        twilio.Ours = new OurAddresses([new("whatsapp", Jaka, CanReceive: true), new("sms", "JAMSOSTEK", canReceive)]);
        var reply = Reply(twilio, "Sudah dicatat – terima kasih. 🙏 Ketik STATUS kapan saja.") with { Channel = "sms", From = "JAMSOSTEK", To = "+6281200000001" };
        await twilio.Sender().SendAsync(reply, Token);
        twilio.Seen[0].Form["Body"].ShouldBe([sent]);
    }

    internal static OutgoingReply Reply(ScriptedTwilio twilio, string text, IReadOnlyList<ReplyChoice>? choices = null) => new()
    {
        Id = "0193-r",
        Conversation = $"whatsapp|{Jaka}|{Ani}",
        Sequence = 1,
        TurnId = "SM0",
        Channel = "whatsapp",
        From = Jaka,
        To = Ani,
        Text = text,
        Choices = choices ?? [],
        CreatedAt = twilio.Clock.GetUtcNow(),
        ExpiresAt = twilio.Clock.GetUtcNow() + TimeSpan.FromHours(1),
    };

    internal static string Made(string sid) => $$"""{"sid":"{{sid}}","status":"queued","date_created":"Sat, 21 Nov 2026 02:00:00 +0000"}""";
}
