using System.Text.Json;

namespace Chatbot.Tests.EndToEnd;

/// <summary>Microsoft's own JavaScript clients, from npm, talk to the whole service.</summary>
public sealed class OutsideBotFrameworkTests
{
    private const string Secret = "a-secret-of-forty-characters-for-tests!!";
    private const string AppId = "0d2c6a3e-0000-4000-8000-00000000c0de";

    [Fact]
    public async Task The_Direct_Line_client_registers_somebody_by_polling_and_by_a_stream()
    {
        await using var service = await RunningService.StartAsync(settings: [$"--DirectLine:Secrets:0={Secret}"]);
        using var answer = JsonDocument.Parse(await NodePackages.RunAsync("directline.mjs", service.Address.OriginalString, Secret));
        var saw = answer.RootElement;
        foreach (var way in (string[])["polling", "stream"])
        {
            var talk = saw.GetProperty(way);
            Texts(talk, "offered")[0].ShouldBe("Daftar");
            var said = Texts(talk, "texts");
            said[0].ShouldContain("saya **Jaka**");
            said[1].ShouldContain("Sebelum mendaftar");
            said[2].ShouldContain("NIK");
            said.Count.ShouldBe(3);
            // Whom the page calls itself is not believed; the id is the server's.
            var own = talk.GetProperty("own").EnumerateArray().ShouldHaveSingleItem();
            own[0].GetBoolean().ShouldBeTrue();
            own[1].GetString().ShouldBe(way == "stream" ? "dl_tamu_aliran" : "dl_tamu_tanya");
            own[2].GetString().ShouldBe("Daftar");
            talk.GetProperty("repeated").GetBoolean().ShouldBeFalse();
            talk.GetProperty("sameConversation").GetBoolean().ShouldBeTrue();
            Texts(talk, "statuses").ShouldContain("Online");
        }

        saw.GetProperty("stream").GetProperty("streamed").GetBoolean().ShouldBeTrue();
        var refused = saw.GetProperty("refused");
        refused.GetProperty("right").GetInt32().ShouldBe(200);
        foreach (var wrong in refused.EnumerateObject().Where(one => one.Name != "right")) wrong.Value.GetInt32().ShouldBe(403, wrong.Name);
    }

    [Fact]
    public async Task The_connector_library_and_botbuilder_are_a_channel_with_signed_tokens_both_ways()
    {
        var channel = $"http://127.0.0.1:{FreePort.Find()}";
        await using var service = await RunningService.StartAsync(settings:
        [
            $"--BotFramework:AppId={AppId}", "--BotFramework:AppPassword=a-secret-of-nobody", "--BotFramework:Issuer=https://issuer.example",
            $"--BotFramework:OpenIdMetadataUrl={channel}/metadata", "--BotFramework:EmulatorOpenIdMetadataUrl=", $"--BotFramework:TokenUrl={channel}/token",
        ]);
        using var answer = JsonDocument.Parse(
            await NodePackages.RunAsync("connector.mjs", service.Address.OriginalString, new Uri(channel).Port.ToString(System.Globalization.CultureInfo.InvariantCulture), AppId));
        var saw = answer.RootElement;

        Dictionary<string, int> expected = new()
        {
            ["greeting"] = 200, ["message"] = 200, ["broughtAgain"] = 200, ["next"] = 200,
            ["noToken"] = 401, ["wrongIssuer"] = 403, ["wrongAudience"] = 403, ["unknownKey"] = 403, ["wrongKey"] = 403, ["expired"] = 403,
            ["notYet"] = 403, ["replayedElsewhere"] = 403, ["replayedOnAnotherChannel"] = 403, ["changed"] = 403,
        };
        saw.GetProperty("statuses").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetInt32()).ShouldBe(expected, ignoreOrder: true);

        Texts(saw, "offered")[0].ShouldBe("Daftar");
        var replies = saw.GetProperty("replies").EnumerateArray().ToList();
        replies.Select(reply => reply.GetProperty("type").GetString()).ShouldBe(["message", "message", "message"]);
        replies.ShouldAllBe(reply => reply.GetProperty("app").GetString() == AppId && reply.GetProperty("conversationId").GetString() == "percakapan-1");
        replies[1].GetProperty("text").GetString()!.ShouldContain("Sebelum mendaftar");
        replies[1].GetProperty("activityId").GetString().ShouldStartWith("act-");
        replies[2].GetProperty("text").GetString()!.ShouldContain("NIK");

        var inline = saw.GetProperty("expected");
        inline.GetProperty("status").GetInt32().ShouldBe(200);
        Texts(inline, "texts").ShouldHaveSingleItem().ShouldContain("Nama");
        Texts(saw.GetProperty("again"), "texts").ShouldBe(Texts(inline, "texts"));
    }

    private static List<string> Texts(JsonElement from, string name) =>
        [.. from.GetProperty(name).EnumerateArray().Select(text => text.GetString() ?? "")];
}
