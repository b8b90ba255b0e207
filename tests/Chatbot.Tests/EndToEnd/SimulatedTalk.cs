using System.Net.Http.Json;
using System.Text.Json;

namespace Chatbot.Tests.EndToEnd;

/// <summary>A talk at one of the simulator's phones, without a browser.</summary>
internal sealed class SimulatedTalk(HttpClient client, string phone)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private int read;

    /// <summary>Types and waits until something came in which one of the words stands; empty words wait for any answer.</summary>
    public async Task SayAsync(string text, params string[] words)
    {
        using var response = await client.PostAsJsonAsync($"/simulator/api/phones/{phone}/messages", new { text });
        response.EnsureSuccessStatusCode();
        await ReadAsync(words);
    }

    public async Task ReadAsync(params string[] words)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var texts = await TextsAsync();
            var at = texts.FindIndex(Math.Min(read, texts.Count), text => words.Any(word => text.Contains(word, StringComparison.Ordinal)));
            if (at >= 0)
            {
                read = texts.Count;
                return;
            }

            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"expected: {string.Join(" or ", words)}\n{string.Join('\n', texts.Skip(Math.Max(0, read - 1)))}");
            await Task.Delay(30, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends the form page of the last link, once with each NIK.</summary>
    public async Task SendFormAsync(params string[] niks)
    {
        var link = await LinkAsync("/formulir/");
        foreach (var nik in niks)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["nik"] = nik, ["nama"] = "Siti Aminah" });
            using var response = await client.PostAsync(link, form, TestContext.Current.CancellationToken);
        }

        await ReadAsync("Nomor HP");
    }

    /// <summary>The last address with this in it that Jaka said.</summary>
    public async Task<Uri> LinkAsync(string with) =>
        new((await AllAsync()).Split((char[]?)null).Last(word => word.Contains(with, StringComparison.Ordinal)));

    /// <summary>All that Jaka said.</summary>
    public async Task<string> AllAsync() => string.Join('\n', await TextsAsync());

    private async Task<List<string>> TextsAsync()
    {
        var table = await client.GetFromJsonAsync<JsonElement>("/simulator/api/phones");
        return
        [
            .. table.GetProperty("phones").EnumerateArray().Single(one => one.GetProperty("id").GetString() == phone)
                .GetProperty("messages").EnumerateArray()
                .Where(message => !message.GetProperty("fromPerson").GetBoolean())
                .Select(message => message.GetProperty("text").GetString() ?? ""),
        ];
    }
}
