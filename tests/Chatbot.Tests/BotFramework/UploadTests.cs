using System.Net.Http.Headers;
using System.Text;
using Chatbot.BotFramework.DirectLine;
using Chatbot.Conversations;
using Chatbot.Tests.EndToEnd;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.BotFramework;

/// <summary>Files that a page uploads by Direct Line.</summary>
public abstract class UploadTests
{
    public sealed class OnSqlite : UploadTests;

    [UsesPostgres]
    public sealed class OnPostgres : UploadTests;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_photograph_is_answered_helpfully_and_not_kept()
    {
        var engine = await TaughtEngine.GetAsync();
        await using var service = await MakeAsync(new TurnEngine(engine.Start, engine.Resume));
        using var http = await service.StartAsync();
        var visitor = service.Get<VisitorTokens>().New(null);
        using var form = new MultipartFormDataContent
        {
            { Activity("""{"type":"message","text":"","from":{"id":"x"},"channelData":{"clientActivityID":"c1"}}"""), "activity" },
            { File("image/jpeg", "isi-foto-ktp"u8.ToArray()), "file", "KTP saya.jpg" },
        };
        (await PostAsync(service, http, visitor, form)).ShouldBe(200);
        await service.DrainAsync();

        var said = await ReadAsync(service, visitor);
        said[0].ShouldContain("KTP saya.jpg");
        said[0].ShouldContain("image/jpeg");
        said[0].ShouldNotContain("contentUrl");
        said[1].ShouldContain("foto KTP");
        foreach (var file in Directory.EnumerateFiles(service.Folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Stop);
            Encoding.Latin1.GetString(copy.ToArray()).ShouldNotContain("isi-foto-ktp");
        }
    }

    [Fact]
    public async Task A_single_body_is_taken_as_well_and_the_text_that_comes_with_files_is_read()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var visitor = service.Get<VisitorTokens>().New(null);
        using var one = File("application/pdf", [1, 2, 3]);
        (await PostAsync(service, http, visitor, one)).ShouldBe(200);
        using var form = new MultipartFormDataContent
        {
            { Activity("""{"type":"message","text":"ini suratnya"}"""), "activity" },
            { File("image/png", [1]), "file", "a.png" },
            { File("image/png", [2]), "file", "b.png" },
        };
        (await PostAsync(service, http, visitor, form)).ShouldBe(200);
        await service.DrainAsync();
        (await ReadAsync(service, visitor)).Count(activity => activity.Contains("Anda menulis: ini suratnya", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("application/x-msdownload", 10, 415)]
    [InlineData("text/html", 10, 415)]
    [InlineData("image/png", Upload.MostBytes + 1, 413)]
    [InlineData("image/png", Upload.MostBytes, 200)]
    public async Task Kind_and_size_have_limits(string type, int bytes, int status)
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var visitor = service.Get<VisitorTokens>().New(null);
        using var form = new MultipartFormDataContent { { File(type, new byte[bytes]), "file", "a" } };
        (await PostAsync(service, http, visitor, form)).ShouldBe(status);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM direct_line_activities WHERE source LIKE 'page:%'")).ShouldBe(status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task What_is_no_upload_is_refused()
    {
        await using var service = await MakeAsync();
        using var http = await service.StartAsync();
        var visitor = service.Get<VisitorTokens>().New(null);
        using var many = new MultipartFormDataContent();
        for (var i = 0; i <= Upload.MostFiles; i++) many.Add(File("image/png", [1]), "file", $"{i}.png");
        (await PostAsync(service, http, visitor, many)).ShouldBe(413);
        using var none = new MultipartFormDataContent { { Activity("""{"type":"message"}"""), "activity" } };
        (await PostAsync(service, http, visitor, none)).ShouldBe(400);
        using var hostile = new MultipartFormDataContent { { Activity("""{"type":"message","value":1e999}"""), "activity" }, { File("image/png", [1]), "file", "a.png" } };
        (await PostAsync(service, http, visitor, hostile)).ShouldBe(400);
        using var broken = File("multipart/form-data; boundary=x", "no parts"u8.ToArray());
        (await PostAsync(service, http, visitor, broken)).ShouldBe(400);
        using var other = File("image/png", [1]);
        (await PostAsync(service, http, visitor with { Conversation = service.Get<VisitorTokens>().New(null).Conversation }, other, visitor)).ShouldBe(403);
    }

    private static Task<TestService> MakeAsync(TurnEngine? engine = null) =>
        TestService.MakeAsync(engine, settings: new() { ["DirectLine:Secrets:0"] = "a-secret-of-forty-characters-for-tests!!" });

    private static StringContent Activity(string json) =>
        new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/vnd.microsoft.activity"));

    private static ByteArrayContent File(string type, byte[] bytes) => new(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    private static async Task<int> PostAsync(TestService service, HttpClient http, Visitor where, HttpContent content, Visitor? bearer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/directline/v3/conversations/{where.Conversation}/upload?userId={where.User}") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", service.Get<VisitorTokens>().Write(bearer ?? where));
        using var answer = await http.SendAsync(request, Stop);
        request.Content = null;
        return (int)answer.StatusCode;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(TestService service, Visitor visitor) =>
        [.. (await service.Get<DirectLineActivities>().ReadAsync(visitor.Conversation, 0, Stop)).Activities.Select(activity => activity.GetRawText())];
}
