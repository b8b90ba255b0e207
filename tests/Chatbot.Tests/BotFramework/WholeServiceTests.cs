using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chatbot.Tests.BotFramework;

/// <summary>The service as it is started, with its own dialogs, spoken to by the protocol alone.</summary>
public sealed class WholeServiceTests
{
    [Fact]
    public async Task Somebody_new_is_greeted_and_begins_the_registration_by_a_suggested_action()
    {
        await using var far = await LocalBotFramework.StartAsync();
        var folder = Directory.CreateTempSubdirectory("jaka-");
        try
        {
            await using var app = Build(far, folder.FullName);
            await app.StartAsync(TestContext.Current.CancellationToken);
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            using var http = new HttpClient { BaseAddress = new Uri(address) };

            await PostAsync(http, far, """ "type":"conversationUpdate","id":"1","membersAdded":[{"id":"jaka"},{"id":"siti"}] """);
            await TakenAsync(far, 1);
            far.Taken[0].Text!.ShouldContain("saya **Jaka**");
            var actions = far.Taken[0].Json["suggestedActions"]!["actions"]!.AsArray();
            var daftar = actions.Select(action => action!["value"]!.GetValue<string>()).First();
            daftar.ShouldBe("Daftar");

            await PostAsync(http, far, $$""" "type":"message","id":"2","text":"{{daftar}}" """);
            await TakenAsync(far, 2);
            far.Taken[1].Text.ShouldNotBe(far.Taken[0].Text);

            await PostAsync(http, far, """ "type":"message","id":"3","text":"MENU" """);
            // The form is put aside first, and the menu says so in a reply of its own.
            await TakenAsync(far, 4);
            var menu = far.Taken[3].Json["suggestedActions"]!["actions"]!.AsArray();
            var iuran = menu.Select(action => action!["value"]!.GetValue<string>()).ElementAt(2);
            iuran.ShouldBe("Iuran");
            await PostAsync(http, far, $$""" "type":"message","id":"4","text":"{{iuran}}" """);
            await TakenAsync(far, 5);
            far.Taken[4].Text!.ShouldContain("16.800");
            await app.StopAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WebApplication Build(LocalBotFramework far, string folder)
    {
        string[] settings =
        [
            "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Simulator:Enabled=true",
            $"--ConnectionStrings:Database=Data Source={Path.Combine(folder, "jaka.db")}",
            .. far.Settings().Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        return Program.Build(settings, builder => builder.Logging.ClearProviders());
    }

    private static async Task PostAsync(HttpClient http, LocalBotFramework far, string fields)
    {
        var json = $$"""{"channelId":"webchat","serviceUrl":"{{far.Address}}/","from":{"id":"siti"},"conversation":{"id":"a"},"recipient":{"id":"jaka"},{{fields}}}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", far.Token(TimeProvider.System.GetUtcNow()));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(200);
    }

    private static async Task TakenAsync(LocalBotFramework far, int count)
    {
        for (var i = 0; i < 1_000 && far.Taken.Count < count; i++) await Task.Delay(10, TestContext.Current.CancellationToken);
        far.Taken.Count.ShouldBeGreaterThanOrEqualTo(count);
    }
}
