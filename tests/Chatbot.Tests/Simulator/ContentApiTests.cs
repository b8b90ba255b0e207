using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Chatbot.Tests.Simulator;

public sealed class ContentApiTests : IAsyncLifetime
{
    private const string Plain = """{"friendly_name":"salam","language":"id","variables":{"1":"Sari"},"types":{"twilio/text":{"body":"Halo {{1}}"}}}""";

    private SimulatedTwilio twilio = null!;

    public async ValueTask InitializeAsync() => twilio = await SimulatedTwilio.StartAsync();

    public ValueTask DisposeAsync() => twilio.DisposeAsync();

    [Fact]
    public async Task A_content_is_created_fetched_and_deleted()
    {
        var sid = await twilio.CreateContentAsync(Plain);
        sid.ShouldMatch("^HX[0-9a-f]{32}$");

        var content = await twilio.GetAsync($"/v1/Content/{sid}");
        content.Text("friendly_name").ShouldBe("salam");
        content.GetProperty("types").GetProperty("twilio/text").Text("body").ShouldBe("Halo {{1}}");
        content.GetProperty("variables").Text("1").ShouldBe("Sari");
        content.Text("url").ShouldBe($"https://content.twilio.com/v1/Content/{sid}");
        content.Text("date_created").ShouldMatch(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$");

        using var deleted = await twilio.Rest.DeleteAsync($"/v1/Content/{sid}");
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await twilio.Rest.GetAsync($"/v1/Content/{sid}");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_list_names_its_array_and_has_absolute_addresses()
    {
        for (var number = 0; number < 3; number++)
            await twilio.CreateContentAsync(Plain);

        var first = await twilio.GetAsync("/v1/Content?PageSize=2");
        var meta = first.GetProperty("meta");
        meta.Text("key").ShouldBe("contents");
        first.GetProperty("contents").GetArrayLength().ShouldBe(2);
        var second = await twilio.GetAsync(meta.Text("next_page_url"));
        second.GetProperty("contents").GetArrayLength().ShouldBe(1);
        second.GetProperty("meta").GetProperty("next_page_url").ValueKind.ShouldBe(JsonValueKind.Null);
        (await twilio.GetAsync("/v1/ContentAndApprovals")).GetProperty("contents")[0].GetProperty("approval_requests").Text("status")
            .ShouldBe("unsubmitted");
    }

    [Theory]
    [InlineData("""{"friendly_name":"x"}""")]
    [InlineData("""{"types":{}}""")]
    [InlineData("""{"types":{"twilio/text":{}}}""")]
    [InlineData("""{"types":{"twilio/quick-reply":{"body":"a","actions":[]}}}""")]
    [InlineData("""{"types":{"twilio/quick-reply":{"body":"a","actions":[{"title":"judul yang panjangnya dua puluh enam","id":"a"}]}}}""")]
    [InlineData("""{"types":{"twilio/list-picker":{"body":"a","button":"b","items":[{"item":"ini lebih dari dua puluh empat","id":"a"}]}}}""")]
    [InlineData("""{"types":{"twilio/list-picker":{"body":"a","button":"b","items":[{"item":"c"}]}}}""")]
    [InlineData("bukan json")]
    public async Task A_content_beyond_the_limits_is_refused(string json)
    {
        using var response = await twilio.Rest.PostAsync("/v1/Content", new StringContent(json, Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32().ShouldBe(20422);
    }

    [Theory]
    [InlineData("""{"name":"Salam","category":"UTILITY"}""")]
    [InlineData("""{"name":"salam","category":"IKLAN"}""")]
    public async Task A_wrong_request_for_approval_is_refused(string json)
    {
        var sid = await twilio.CreateContentAsync(Plain);
        using var response = await ApproveAsync(sid, json);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_template_name_is_used_once_and_a_list_is_never_approved()
    {
        var list = await twilio.CreateContentAsync("""{"types":{"twilio/list-picker":{"body":"a","button":"b","items":[{"item":"c","id":"c"}]}}}""");
        using var first = await ApproveAsync(list, """{"name":"daftar","category":"UTILITY"}""");
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        twilio.Clock.Move(TimeSpan.FromDays(1));
        (await twilio.GetAsync($"/v1/Content/{list}/ApprovalRequests")).GetProperty("whatsapp").Text("status").ShouldBe("rejected");

        using var second = await ApproveAsync(await twilio.CreateContentAsync(Plain), """{"name":"daftar","category":"UTILITY"}""");
        second.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"1":1}""")]
    [InlineData("""{"1":""}""")]
    [InlineData("""{"2":"x"}""")]
    public async Task Variables_that_do_not_fit_are_refused_at_once(string variables)
    {
        var sid = await twilio.CreateContentAsync(Plain);
        using var response = await twilio.PostAsync(
            ("To", SimulatedTwilio.Budi), ("From", SimulatedTwilio.OurNumber), ("ContentSid", sid), ("ContentVariables", variables));

        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetInt32().ShouldBe(21656);
    }

    [Theory]
    [InlineData("Halo {{1}} dan {{2}}", """{"1":"Ani"}""", 63028)]
    [InlineData("Halo {{1}}", """{"1":"dua\nbaris"}""", 63013)]
    public async Task Variables_that_the_channel_does_not_take_fail_later(string body, string variables, int code)
    {
        await twilio.TypeAsync("p1", new { text = "halo" });
        var sid = await twilio.CreateContentAsync(
            JsonSerializer.Serialize(new { types = new Dictionary<string, object> { ["twilio/text"] = new { body } } }));
        var sent = await twilio.SendAsync(
            ("To", SimulatedTwilio.Sari), ("From", SimulatedTwilio.OurWhatsApp), ("ContentSid", sid), ("ContentVariables", variables));

        (await twilio.UntilStatusAsync(sent.Text("sid"), "failed")).GetProperty("error_code").GetInt32().ShouldBe(code);
    }

    [Fact]
    public async Task Contents_survive_a_restart_when_they_have_a_file()
    {
        var file = Path.Combine(Path.GetTempPath(), $"contents-{Guid.CreateVersion7()}", "contents.json");
        try
        {
            string sid;
            await using (var before = await SimulatedTwilio.StartAsync(("Simulator:ContentFile", file)))
                sid = await before.CreateContentAsync(Plain);

            await using var after = await SimulatedTwilio.StartAsync(("Simulator:ContentFile", file));
            (await after.GetAsync($"/v1/Content/{sid}")).GetProperty("types").GetProperty("twilio/text").Text("body").ShouldBe("Halo {{1}}");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private async Task<HttpResponseMessage> ApproveAsync(string sid, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await twilio.Rest.PostAsync($"/v1/Content/{sid}/ApprovalRequests/whatsapp", content);
    }
}
