using System.Net;
using System.Net.Http.Headers;
using Chatbot.Tests.Simulator;
using Chatbot.Twilio;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Chatbot.Tests.Twilio;

public sealed class MediaDownloadTests
{
    private const string Address = $"https://api.twilio.com/2010-04-01/Accounts/{ScriptedTwilio.Account}/Messages/MM1/Media/ME1";
    private const string Storage = "https://mms.twiliocdn.com/AC1/abc?Signature=x";

    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_fetched_with_the_account_s_credentials_and_its_storage_without()
    {
        using var twilio = new ScriptedTwilio().Then(_ => SentOn(Storage)).Then(_ => File(Picture, "image/jpeg"));

        var file = (await twilio.Media.FetchAsync(Address, Stop)).ShouldBeOfType<MediaFile.Fetched>();

        file.ContentType.ShouldBe("image/jpeg");
        file.Bytes.ShouldBe(Picture);
        twilio.Seen[0].Authorization.ShouldStartWith("Basic ");
        twilio.Seen[1].Authorization.ShouldBeNull();
        twilio.Seen[1].Address.ToString().ShouldBe(Storage);
    }

    [Theory]
    [InlineData("https://evil.example/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/MM1/Media/ME1")]
    [InlineData("https://api.twilio.com.evil.example/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/MM1/Media/ME1")]
    [InlineData("https://api.twilio.com@evil.example/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/MM1/Media/ME1")]
    [InlineData("https://x@api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/MM1/Media/ME1")]
    [InlineData("http://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/MM1/Media/ME1")]
    [InlineData("https://api.twilio.com:8443/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/MM1/Media/ME1")]
    [InlineData("https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000002/Messages/MM1/Media/ME1")]
    [InlineData("https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Balance.json")]
    [InlineData("https://mms.twiliocdn.com/AC1/abc")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("not an address")]
    public async Task Nothing_is_asked_of_another_host(string address)
    {
        using var twilio = new ScriptedTwilio();
        (await twilio.Media.FetchAsync(address, Stop)).ShouldBe(new MediaFile.NotFetched("another host"));
        twilio.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://evil.example/x")]
    [InlineData("https://eviltwiliocdn.com/x")]
    [InlineData("http://mms.twiliocdn.com/x")]
    [InlineData("http://127.0.0.1:5080/health/live")]
    public async Task A_file_that_is_somewhere_else_is_not_fetched(string location)
    {
        using var twilio = new ScriptedTwilio().Then(_ => SentOn(location));
        (await twilio.Media.FetchAsync(Address, Stop)).ShouldBe(new MediaFile.NotFetched("another host"));
        twilio.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_sent_on_for_ever_is_given_up()
    {
        using var twilio = new ScriptedTwilio { Otherwise = _ => SentOn(Storage) };
        (await twilio.Media.FetchAsync(Address, Stop)).ShouldBe(new MediaFile.NotFetched("sent on too often"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_yet_is_asked_for_again()
    {
        using var twilio = new ScriptedTwilio().Then(404, "{}").Then(503, "").Then(_ => File(Picture, "image/jpeg"));
        var fetching = twilio.Media.FetchAsync(Address, Stop);
        await twilio.Clock.UntilAsync(fetching);
        (await fetching).ShouldBeOfType<MediaFile.Fetched>();
        twilio.Seen.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(401, 1)]
    [InlineData(404, 4)]
    public async Task A_file_that_never_comes_is_given_up(int status, int asked)
    {
        using var twilio = new ScriptedTwilio { Otherwise = _ => ScriptedTwilio.Answer(status, "") };
        var fetching = twilio.Media.FetchAsync(Address, Stop);
        await twilio.Clock.UntilAsync(fetching);
        (await fetching).ShouldBe(new MediaFile.NotFetched($"HTTP {status}"));
        twilio.Seen.Count.ShouldBe(asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_too_large_is_not_kept(bool saysSo)
    {
        var content = new StreamContent(new Endless()) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };
        if (saysSo) content.Headers.ContentLength = MediaDownload.LargestFile + 1;
        using var twilio = new ScriptedTwilio().Then(_ => new HttpResponseMessage { Content = content });
        (await twilio.Media.FetchAsync(Address, Stop)).ShouldBe(new MediaFile.NotFetched("too large"));
    }

    [Theory]
    [InlineData("MZ\u0090 program", "image/jpeg", null)]
    [InlineData("<html><script>", "image/png", null)]
    [InlineData("PK\u0003\u0004 zip", "application/zip", null)]
    [InlineData("PK\u0003\u0004 docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("%PDF-1.7", "image/jpeg", "application/pdf")]
    [InlineData("OggS....", "audio/ogg; codecs=opus", "audio/ogg")]
    [InlineData("....ftypmp42", "video/mp4", "video/mp4")]
    [InlineData("RIFF....WEBP", "image/webp", "image/webp")]
    [InlineData("BEGIN:VCARD\r\n", "text/vcard", "text/vcard")]
    [InlineData("nama;jumlah\n", "text/csv", "text/csv")]
    [InlineData("a\u0001b", "text/plain", null)]
    [InlineData("", "image/png", null)]
    public void A_file_is_what_its_bytes_say(string bytes, string said, string? type) =>
        FileKind.Of(System.Text.Encoding.Latin1.GetBytes(bytes), said).ShouldBe(type);

    [Fact]
    public async Task A_file_of_the_simulator_is_fetched()
    {
        await using var twilio = await SimulatedTwilio.StartAsync();
        await twilio.FaultAsync(new { mediaMissing = 1 });
        await twilio.TypeAsync("p1", new { kind = "image", contentType = "image/jpeg", data = Convert.ToBase64String(Picture) });
        var form = (await twilio.UntilPostedAsync("/masuk", 1))[0];
        var options = Options.Create(new TwilioOptions
        {
            AccountSid = SimulatedTwilio.Account, AuthToken = SimulatedTwilio.Token, ApiBaseUrl = twilio.Page.BaseAddress!.ToString(),
        });
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var transport = new TwilioTransport(http, options, TimeProvider.System, NullLogger<TwilioTransport>.Instance);
        var media = new MediaDownload(http, transport, options, TimeProvider.System, NullLogger<MediaDownload>.Instance);

        (await media.FetchAsync(form["MediaUrl0"], Stop)).ShouldBeOfType<MediaFile.Fetched>().Bytes.ShouldBe(Picture);
    }

    private static HttpResponseMessage SentOn(string location) =>
        new(HttpStatusCode.TemporaryRedirect) { Headers = { Location = new Uri(location) } };

    private static HttpResponseMessage File(byte[] bytes, string type) =>
        new() { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };

    /// <summary>A file without an end.</summary>
    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
