using Microsoft.Playwright;

namespace Chatbot.Tests.EndToEnd;

/// <summary>The page with Web Chat as a visitor uses it: types, taps what is offered, and reads what Jaka says, in order.</summary>
internal sealed class WebChatOnPage(IPage page)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private int read;

    public IPage Page => page;

    /// <summary>Begins reading at the top again, after the page was loaded anew.</summary>
    public void Reloaded() => read = 0;

    public async Task TypeAsync(string text)
    {
        await page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Tulis pesan" }).FillAsync(text);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Kirim", Exact = true }).ClickAsync();
    }

    /// <summary>Taps one of the suggested actions.</summary>
    public Task TapAsync(string title) =>
        Offered.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = title, Exact = true }).ClickAsync();

    public ILocator Offered => page.GetByRole(AriaRole.Toolbar, new PageGetByRoleOptions { Name = "Pilihan jawaban" });

    public async Task SayAsync(string text, params string[] expected)
    {
        await TypeAsync(text);
        foreach (var words in expected) await ReadAsync(words);
    }

    /// <summary>The next message of Jaka; its text must hold the words in order, split at « … ».</summary>
    public async Task<string> ReadAsync(string words)
    {
        var text = await NextAsync(words);
        Spoken.ShouldHold(text, words);
        return text;
    }

    /// <summary>What Jaka has said, each message in one line.</summary>
    public async Task<IReadOnlyList<string>> SaidAsync() =>
        [.. (await Bubbles.AllInnerTextsAsync()).Select(text => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    // Web Chat's own names of its parts.
    private ILocator Bubbles => page.Locator(".webchat__bubble:not(.webchat__bubble--from-user) .webchat__bubble__content");

    private async Task<string> NextAsync(string words)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var said = await SaidAsync();
            if (said.Count > read) return said[read++];
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Nothing came; expected: {words}\nbefore: {string.Join('\n', said)}\npage: {await page.Locator("body").InnerTextAsync()}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
